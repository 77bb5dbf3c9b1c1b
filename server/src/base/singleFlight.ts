/**
 * Lets only one call per key run at a time: whoever asks meanwhile gets the same promise.
 * A failure is shared too, and the next call after it starts anew.
 */
export function singleFlight<Key, Result>(run: (key: Key) => Promise<Result>): (key: Key) => Promise<Result> {
  const flights = new Map<Key, Promise<Result>>();
  return key => {
    const current = flights.get(key);
    if (current) return current;
    const flight = run(key).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
