import type { HealthFigures } from '../../../extensions/contracts/health.ts';
import type { Tx } from '../platform/db.ts';
import type { CardQuestions } from './routes.ts';
import { loadCard } from './store.ts';

/** What a company's card shows, in short, for other rooms. */
export type CompanyFigures =
  | ({ status: 'scored' } & Pick<HealthFigures, 'score' | 'band' | 'coverage'>)
  | { status: 'not-a-customer' | 'preparing' | 'unknown-company' };

/** The figures of a company's card: read from the very row, so that no two places differ. */
export async function companyFigures(tx: Tx, questions: Pick<CardQuestions, 'render' | 'findCompany'>, portalId: number, companyId: number): Promise<CompanyFigures> {
  const card = await loadCard(tx, portalId, companyId);
  if (card === undefined) return { status: (await questions.findCompany(tx, companyId)) === undefined ? 'unknown-company' : 'preparing' };
  if (card.health === null) return { status: 'not-a-customer' };
  const { score, band, coverage } = questions.render.health(card.health, 'en');
  return { status: 'scored', score, band, coverage };
}
