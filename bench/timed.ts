/** What `work` answers, and the seconds that it took. */
export function timed<T>(work: () => T): [seconds: number, result: T] {
  const start = performance.now();
  const result = work();
  return [(performance.now() - start) / 1_000, result];
}
