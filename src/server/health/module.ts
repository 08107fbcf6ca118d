import type { Deps, Room } from '../platform/deps.ts';
import { recomputeCompanies } from './commands.ts';
import type { HealthQuestions } from './facts.ts';
import { healthJobs } from './jobs.ts';
import type { Signal } from './signals/index.ts';
import { type WeightAdministration, weightAdministration } from './weights.ts';

export interface HealthRoom extends Room {
  /** For the settings page. */
  weights: WeightAdministration;
  /** Recomputes companies as of now; nothing before the first import. */
  recompute(portalId: number, companyIds: readonly number[]): Promise<void>;
}

/** Account health: signals, score, bands, history. Its cards are read through the cards room. */
export function healthRoom(deps: Deps, questions: HealthQuestions, signals: ReadonlyMap<string, Signal>): HealthRoom {
  const inside = { ...deps, ...questions, signals };
  return {
    name: 'health',
    jobs: healthJobs(inside),
    routes: [],
    weights: weightAdministration(inside),
    recompute: (portalId, companyIds) => recomputeCompanies(inside, portalId, companyIds),
  };
}
