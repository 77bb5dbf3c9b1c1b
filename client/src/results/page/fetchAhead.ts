/** Rows above and below the drawn ones that are fetched too, so that scrolling meets rows that are here. */
const rowsAhead = 100;
/** While one drags the scroll bar, rows are fetched this often at most, in milliseconds: most are gone when they come. */
const pauseMs = 100;

interface DrawnRows {
  readonly top: number;
  readonly bottom: number;
}

/**
 * To be called whenever other rows may be drawn. After a leap only the drawn ones are fetched, and what is around them
 * once the leaps have ended.
 * @param want fetches rows, both ends included, as far as they are not here
 */
export function createFetchAhead(drawn: () => DrawnRows, want: (first: number, last: number) => void): () => void {
  let from = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let hasLeapt = false;
  const fetch = () => {
    const { top, bottom } = drawn();
    if (!hasLeapt) return want(top - rowsAhead, bottom + rowsAhead);
    hasLeapt = false;
    want(top, bottom);
    pause = setTimeout(() => {
      pause = undefined;
      fetch();
    }, pauseMs);
  };
  return () => {
    const { top, bottom } = drawn();
    if (Math.abs(top - from) > Math.max(0, bottom - top)) hasLeapt = true;
    from = top;
    if (pause === undefined) fetch();
  };
}
