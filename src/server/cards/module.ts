import type { Tx } from '../platform/db.ts';
import type { Deps, Room } from '../platform/deps.ts';
import { type OpenDeps, saveOpens } from './commands.ts';
import { type CompanyFigures, companyFigures } from './figures.ts';
import { cardJobs } from './jobs.ts';
import { type CardUse, cardUse } from './open-store.ts';
import { createOpens, type Open } from './opens.ts';
import { type CardQuestions, cardRoutes } from './routes.ts';

export interface CardsRoom extends Room {
  /** What a company's card shows, in short. */
  figures(tx: Tx, portalId: number, companyId: number): Promise<CompanyFigures>;
  /** Counts a card of another room that somebody opened; nobody waits for it. */
  noteOpen(open: Open): void;
  /** How the cards were used since these days (YYYY-MM-DD). */
  use(tx: Tx, since: { firstWeek: string; since: string }): Promise<CardUse>;
}

/** hubspot: every portal that has data. Asked outside transactions. */
type UseQuestions = Omit<OpenDeps, 'db'> & { portalIds(): Promise<readonly number[]> };

/** The cards on company records: one prepared row a company, one read an open. Other rooms write it through `publish`. */
export function cardsRoom(deps: Deps, questions: CardQuestions & UseQuestions): CardsRoom {
  const { db, log, now } = deps;
  const opens = createOpens({ log, save: (portalId, counted) => saveOpens({ db, ...questions }, portalId, counted) });
  return {
    name: 'cards',
    jobs: cardJobs({ db, now, portalIds: questions.portalIds }),
    routes: cardRoutes({ db, noteOpen: opens.note, ...questions }),
    close: opens.close,
    noteOpen: opens.note,
    figures: (tx, portalId, companyId) => companyFigures(tx, questions, portalId, companyId),
    use: cardUse,
  };
}
