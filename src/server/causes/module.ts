import type { Deps, Room } from '../platform/deps.ts';
import { createFinders } from './finders.ts';
import { causeJobs } from './jobs.ts';
import type { CauseQuestions } from './questions.ts';
import { causeRoutes } from './routes.ts';

/** Why customers answer as they do: found in their words by a lexicon that the account edits, and said by people. */
export function causesRoom(deps: Deps, questions: CauseQuestions): Room {
  const inside = { ...deps, ...questions, finders: createFinders() };
  return { name: 'causes', jobs: causeJobs(inside), routes: causeRoutes(inside) };
}
