/** A small seeded generator (mulberry32), uniform in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws of a seeded generator in the forms the seed needs. */
export interface Draw {
  /** Uniform in [0, 1). */
  unit(): number;
  chance(probability: number): boolean;
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** Roughly normal with mean 0 and standard deviation 1. */
  bell(): number;
}

/** Draws that follow the seed: the same seed, the same draws. */
export function createDraw(seed: number): Draw {
  const unit = seededRandom(seed);
  return {
    unit,
    chance: (probability) => unit() < probability,
    whole: (low, high) => low + Math.floor(unit() * (high - low + 1)),
    pick: <T>(list: readonly T[]): T => list[Math.floor(unit() * list.length)] as T,
    bell: () => unit() + unit() + unit() + unit() + unit() + unit() + unit() + unit() + unit() + unit() + unit() + unit() - 6,
  };
}
