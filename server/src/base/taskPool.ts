/** Runs at most `size` tasks at a time; the others wait their turn in the order in which they came. */
export function taskPool(size: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async task => {
    if (running >= size) await new Promise<void>(turn => waiting.push(turn));
    else running++;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
