import type { Deps, Room } from '../platform/deps.ts';
import { composer } from './compose.ts';
import { caseJobs } from './jobs.ts';
import type { CaseQuestions } from './questions.ts';
import { caseRoutes } from './routes.ts';
import { caseSettingsRoutes } from './settings-routes.ts';

export interface CasesRoom extends Room {
  /** For alerts: the texts of what cases tell. */
  compose: ReturnType<typeof composer>;
}

/** No feedback without an answer: every answer becomes a case, whose time runs until somebody has dealt with it. */
export function casesRoom(deps: Deps, questions: CaseQuestions): CasesRoom {
  const inside = { ...deps, ...questions };
  return { name: 'cases', jobs: caseJobs(inside), routes: [...caseRoutes(inside), ...caseSettingsRoutes(inside)], compose: composer(inside) };
}
