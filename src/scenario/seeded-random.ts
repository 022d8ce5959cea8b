/** A reproducible stream of random numbers: the same seed and labels give the same stream on every machine. */
export interface SeededRandom {
  /** In [0, 1). */
  fraction(): number;
  /** An integer in [0, limit). */
  below(limit: number): number;
  /** An integer in [low, high], both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** One entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** An independent stream named by `label`: drawing from it does not move this one. */
  fork(label: string): SeededRandom;
}

/**
 * The generator sfc32 (Chris Doty-Humphrey, PractRand), seeded by hashing `seed` and the labels of its forks with
 * FNV-1a. 32-bit integer arithmetic only, so no platform's floating point can change a city.
 */
export function seededRandom(seed: number, label = "city"): SeededRandom {
  const next = sfc32(`${seed}/${label}`);
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    fraction: () => next() / 2 ** 32,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() / 2 ** 32 < probability,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    fork: (name) => seededRandom(seed, `${label}/${name}`),
  };
}

function sfc32(text: string): () => number {
  let a = fnv1a(text, 0x811c9dc5);
  let b = fnv1a(text, a ^ 0x9e3779b9);
  let c = fnv1a(text, b ^ 0x85ebca6b);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
