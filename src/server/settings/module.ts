import type { Deps, Room } from '../platform/deps.ts';
import type { SettingsQuestions } from './questions.ts';
import { settingsRoutes } from './routes.ts';

/** The app's settings page: who may do what, what was changed by whom, and the doors to what other rooms keep. */
export function settingsRoom(deps: Deps, questions: SettingsQuestions): Room {
  return { name: 'settings', jobs: [], routes: settingsRoutes({ ...deps, ...questions }) };
}
