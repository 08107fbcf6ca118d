import type { Room } from '../platform/deps.ts';
import type { HomeQuestions } from './questions.ts';
import { homeRoutes } from './routes.ts';

/** The app's home page: companies by score, answers that wait for a person, whether sources deliver. */
export function homeRoom(questions: HomeQuestions): Room {
  return { name: 'home', jobs: [], routes: homeRoutes(questions) };
}
