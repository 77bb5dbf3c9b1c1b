// What a person reads who waits for one of the scripts. Runs on Node 20 with nothing installed.

const SIGN_OF_LIFE_MS = 10_000;

/**
 * Says on stderr what is being done, that it still is, and how long it took.
 * @template Result
 * @param {string} title
 * @param {() => Promise<Result>} work
 * @param {{ quietForMs?: number, signOfLifeMs?: number, print?: (line: string) => void }} options quietForMs: what takes
 *   no longer goes without a word
 * @returns {Promise<Result>}
 */
export async function step(
  title,
  work,
  { quietForMs = 0, signOfLifeMs = SIGN_OF_LIFE_MS, print = console.error } = {},
) {
  const start = performance.now();
  const elapsed = () => `${Math.round((performance.now() - start) / 1000)} s`;
  let isSaid = false;
  const say = () => {
    isSaid = true;
    print(`${title} ...`);
  };
  const late = quietForMs > 0 ? setTimeout(say, quietForMs) : say();
  const alive = setInterval(() => isSaid && print(`  still at it after ${elapsed()}`), signOfLifeMs);
  try {
    const result = await work();
    if (isSaid) print(`  done in ${elapsed()}`);
    return result;
  } finally {
    clearTimeout(late);
    clearInterval(alive);
  }
}
