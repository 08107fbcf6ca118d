import type { Deps, Room } from '../platform/deps.ts';
import type { WorkflowQuestions } from './commands.ts';
import { workflowJobs } from './jobs.ts';
import { type VerifyAction, workflowRoutes } from './routes.ts';

/** HubSpot's workflows ask for a company's health: one address, one job, the answer kept under the callback's id. */
export function workflowRoom(deps: Deps, questions: WorkflowQuestions & { verify: VerifyAction }): Room {
  const inside = { ...deps, ...questions };
  return { name: 'workflow', jobs: workflowJobs(inside), routes: workflowRoutes(inside) };
}
