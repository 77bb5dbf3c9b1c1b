// How long the main thread of a page works in each frame, from a trace of Chromium.
import type { Page } from 'playwright-core';

export interface Frames {
  /** Milliseconds of script, garbage collection, style and layout in each frame, in processor time of the thread. */
  readonly work: readonly number[];
  /** Milliseconds from one frame to the next. */
  readonly length: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** The same in processor time, so that other work on the machine counts little. */
  readonly tdur?: number;
}

/** What counts as work: a callback of any kind with all that it calls, and what the browser computes for it. */
const WORK = new Set([
  ...['FunctionCall', 'EventDispatch', 'FireAnimationFrame', 'TimerFire', 'RunMicrotasks', 'EvaluateScript'],
  ...['MinorGC', 'MajorGC', 'V8.GC_SCAVENGER', 'UpdateLayoutTree', 'Layout'],
]);

/** Traces the page while it does something that marks each frame with `performance.mark('frame')`. */
export async function traceFrames(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  const devtools = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise(resolve => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'blink.user_timing', 'v8'] },
  });
  await act();
  await devtools.send('Tracing.end');
  await complete;
  await devtools.detach();
  return framesOf(events);
}

function framesOf(events: readonly TraceEvent[]): Frames {
  const marks = events.filter(({ name, ph }) => name === 'frame' && ph !== 'e' && ph !== 'E');
  const starts = marks.map(({ ts }) => ts).sort((a, b) => a - b);
  const { pid, tid } = marks[0]!;
  const spans = events
    .filter(event => event.pid === pid && event.tid === tid && WORK.has(event.name))
    .sort((a, b) => a.ts - b.ts);
  const work = starts.slice(1).map(() => 0);
  let frame = 0;
  let covered = starts[0]!;
  for (const { ts, dur = 0, tdur = dur } of spans) {
    // What is inside of another counts there.
    if (ts < covered) continue;
    covered = ts + dur;
    while (frame < work.length && starts[frame + 1]! <= ts) frame++;
    if (frame < work.length) work[frame]! += tdur / 1000;
  }
  return { work, length: starts.slice(1).map((start, index) => (start - starts[index]!) / 1000) };
}
