/** How long work may keep the thread, in milliseconds: a cancel or a window of rows waits no longer. */
const turnMs = 20;

/** For work over many rows: `await breathe()` now and then lets others in, and throws where the work was cancelled. */
export function breather(signal: AbortSignal): () => Promise<void> {
  let started = performance.now();
  return async () => {
    if (performance.now() - started < turnMs) return;
    await new Promise(resolve => setImmediate(resolve));
    signal.throwIfAborted();
    started = performance.now();
  };
}
