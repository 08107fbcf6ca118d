import type { Deps, Room } from '../platform/deps.ts';
import { type CardQuestions, cardRoutes } from './routes.ts';

/** The cards on company records: one prepared row a company, one read an open. Other rooms write it through `publish`. */
export function cardsRoom(deps: Deps, questions: CardQuestions): Room {
  return { name: 'cards', jobs: [], routes: cardRoutes({ db: deps.db, ...questions }) };
}
