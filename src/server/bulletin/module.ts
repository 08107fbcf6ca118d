import type { Deps, Room } from '../platform/deps.ts';
import { composer } from './compose.ts';
import { bulletinJobs } from './jobs.ts';
import { pageRoutes } from './page-routes.ts';
import type { BulletinQuestions } from './questions.ts';
import { bulletinSettingsRoutes } from './settings-routes.ts';

export interface BulletinRoom extends Room {
  /** For alerts: the mails of its issues. */
  compose: ReturnType<typeof composer>;
}

/** The bulletin: what there is to know, daily, weekly or monthly, for managers who have no account of HubSpot. */
export function bulletinRoom(deps: Deps, questions: BulletinQuestions): BulletinRoom {
  const inside = { ...deps, ...questions };
  return { name: 'bulletin', jobs: bulletinJobs(inside), routes: [...pageRoutes(inside), ...bulletinSettingsRoutes(inside)], compose: composer(inside) };
}
