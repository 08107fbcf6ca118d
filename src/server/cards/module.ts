import type { Tx } from '../platform/db.ts';
import type { Deps, Room } from '../platform/deps.ts';
import { type CompanyFigures, companyFigures } from './figures.ts';
import { type CardQuestions, cardRoutes } from './routes.ts';

export interface CardsRoom extends Room {
  /** What a company's card shows, in short. */
  figures(tx: Tx, portalId: number, companyId: number): Promise<CompanyFigures>;
}

/** The cards on company records: one prepared row a company, one read an open. Other rooms write it through `publish`. */
export function cardsRoom(deps: Deps, questions: CardQuestions): CardsRoom {
  return {
    name: 'cards',
    jobs: [],
    routes: cardRoutes({ db: deps.db, ...questions }),
    figures: (tx, portalId, companyId) => companyFigures(tx, questions, portalId, companyId),
  };
}
