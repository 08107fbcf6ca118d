import type { Deps, Room } from '../platform/deps.ts';
import { createDesk, type SettingsDesk } from './desk.ts';
import type { SettingsQuestions } from './questions.ts';
import { settingsRoutes } from './routes.ts';

export interface SettingsRoom extends Room {
  /** For the home page. */
  desk: SettingsDesk;
}

/** The app's settings page: who may do what, what was changed by whom, and the doors to what other rooms keep. */
export function settingsRoom(deps: Deps, questions: SettingsQuestions): SettingsRoom {
  const inside = { ...deps, ...questions };
  return { name: 'settings', jobs: [], routes: settingsRoutes(inside), desk: createDesk(inside) };
}
