import type { Deps, Room } from '../platform/deps.ts';
import type { HealthQuestions } from './facts.ts';
import { healthJobs } from './jobs.ts';
import type { Signal } from './signals/index.ts';
import { type WeightAdministration, weightAdministration } from './weights.ts';

export interface HealthRoom extends Room {
  /** For the settings page. */
  weights: WeightAdministration;
}

/** Account health: signals, score, bands, history. Its cards are read through the cards room. */
export function healthRoom(deps: Deps, questions: HealthQuestions, signals: ReadonlyMap<string, Signal>): HealthRoom {
  const inside = { ...deps, ...questions, signals };
  return { name: 'health', jobs: healthJobs(inside), routes: [], weights: weightAdministration(inside) };
}
