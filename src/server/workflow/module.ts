import type { Deps, Room } from '../platform/deps.ts';
import { loadActions } from './actions/index.ts';
import type { WorkflowQuestions } from './commands.ts';
import { workflowJobs } from './jobs.ts';
import { type VerifyAction, workflowRoutes } from './routes.ts';

/** HubSpot's workflows have something done: one address an action, one job, what came of it kept under the callback's id. */
export async function workflowRoom(deps: Deps, questions: WorkflowQuestions & { verify: VerifyAction }): Promise<Room> {
  const inside = { ...deps, ...questions, actions: await loadActions() };
  return { name: 'workflow', jobs: workflowJobs(inside), routes: workflowRoutes(inside) };
}
