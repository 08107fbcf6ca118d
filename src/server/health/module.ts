import type { Deps, Room } from '../platform/deps.ts';
import type { HealthQuestions } from './facts.ts';
import { healthJobs } from './jobs.ts';
import type { Signal } from './signals/index.ts';

/** Account health: signals, score, bands, history. Its cards are read through the cards room. */
export function healthRoom(deps: Deps, questions: HealthQuestions, signals: ReadonlyMap<string, Signal>): Room {
  return { name: 'health', jobs: healthJobs({ ...deps, ...questions, signals }), routes: [] };
}
