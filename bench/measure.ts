import { isSound } from './bench.ts';

/** The items in random order (Fisher-Yates); the given array stays as it is. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** The p-th percentile, p from 0 to 100, interpolated between neighbours. @throws on no values. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new Error('A percentile needs at least one value.');
  const sorted = [...values].sort((a, b) => a - b);
  const position = ((sorted.length - 1) * p) / 100;
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (position - below);
}

/** @throws on no values. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** A side to be timed: does the work of one round and returns what it cost, in any unit that all sides share. */
export type Side = (round: number) => Promise<number>;

/**
 * Runs every side once a round, in an order drawn anew each round, so that a slow moment of the machine meets all alike.
 * Returns each side's costs in the order of the rounds.
 * @param before prepares a round, outside of what is timed.
 */
export async function interleave<K extends string>(
  sides: Readonly<Record<K, Side>>,
  rounds: number,
  random: () => number,
  before: (round: number) => Promise<void> = async () => undefined,
): Promise<Record<K, number[]>> {
  const names = Object.keys(sides) as K[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    await before(round);
    for (const name of shuffled(names, random)) costs[name].push(await sides[name](round));
  }
  return costs;
}

/** What the two sides of a round of four cost, in the order of their turns. */
export interface AbbaRound {
  a: readonly [number, number];
  b: readonly [number, number];
}

/** Runs rounds of a, b, b, a: a machine that grows slower (or faster) steadily meets both sides alike within each. */
export async function inAbba(sides: Readonly<Record<'a' | 'b', Side>>, rounds: number): Promise<AbbaRound[]> {
  const done: AbbaRound[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = await sides.a(round);
    const b = [await sides.b(round), await sides.b(round)] as const;
    done.push({ a: [first, await sides.a(round)], b });
  }
  return done;
}

/** The ratio of two sides' medians. */
export function ratioOfMedians(costs: readonly number[], base: readonly number[]): number {
  return median(costs) / median(base);
}

/** An attempt whose A/A ratio tells whether it counts. */
export interface Attempt {
  aa: number;
}

/**
 * Repeats a run until its A/A ratio is sound, at most `most` times. Chosen by the A/A ratio alone, never by the result:
 * the first sound attempt, or, when none was, the last one, which then prints as void.
 */
export async function untilSound<T extends Attempt>(attempt: (number: number) => Promise<T>, most = 3): Promise<T & { attempts: number }> {
  for (let number = 1; ; number += 1) {
    const result = await attempt(number);
    if (isSound(result.aa) || number >= most) return { ...result, attempts: number };
  }
}
