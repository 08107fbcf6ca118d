import { z } from 'zod';
import { Language, type Refusal } from '../../../extensions/contracts/envelope.ts';
import type { HealthView } from '../../../extensions/contracts/health.ts';
import type { NpsView } from '../../../extensions/contracts/nps.ts';
import type { SummaryView } from '../../../extensions/contracts/summary.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { Open } from './opens.ts';
import { loadCard, loadCardWithCases, type StoredCard } from './store.ts';
import type { CardName } from './tables.ts';
import { type Asked, healthView, npsView, preparing, type Renderers, type StoppedFlow, summaryView } from './view.ts';

/** What the cards ask of other rooms. */
export interface CardQuestions {
  render: Renderers;
  /** hubspot: the address of a company's record (no database access: called inside no transaction, on every sidebar). */
  recordUrl(portalId: number, companyId: number): Promise<string>;
  /** accounts: the company, if the CRM has it; asked only where no card exists yet. */
  findCompany(tx: Tx, companyId: number): Promise<{ name: string | null } | undefined>;
  /**
   * hubspot, surveys: whether a flow of the account's data stands still (kept for seconds in memory; called inside no
   * transaction); null: none does. Else what is to be asked of a company, in the transaction of its card.
   */
  stoppedFlow(portalId: number): Promise<((tx: Tx, companyId: number) => Promise<StoppedFlow | null>) | null>;
}

const params = z.object({ companyId: z.string().regex(/^[1-9]\d{0,14}$/) });
/** `round` 0: the card was opened; then it asks again, because a figure changed or the reader wants it. */
const query = z.object({ lang: Language, round: z.string().regex(/^\d{1,6}$/).default('0') });
const unknownCompany: Refusal = {
  ok: false,
  code: 'unknown-company',
  cure: 'Baton has not read this company from HubSpot yet: new companies appear within minutes of being created.',
};

type CardDeps = { db: Db; noteOpen(open: Open): void } & CardQuestions;

/** The three doors of the cards: each reads one row. */
export function cardRoutes(deps: CardDeps): CardRoute[] {
  const { render } = deps;
  return [
    door(deps, 'health', async (request): Promise<HealthView | Refusal> => {
      const { asked, found } = await find(deps, request, loadCard);
      if (found.card !== undefined) return healthView(found.card, asked, render);
      return found.company === undefined ? unknownCompany : { ...preparing(found.company, asked), figures: null };
    }),
    door(deps, 'nps', async (request): Promise<NpsView | Refusal> => {
      const { asked, found } = await find(deps, request, loadCardWithCases);
      if (found.card !== undefined) return npsView(found.card, asked, render);
      return found.company === undefined ? unknownCompany : { ...preparing(found.company, asked), figures: null, cases: null };
    }),
    door(deps, 'summary', async (request): Promise<SummaryView | Refusal> => {
      const { asked, found } = await find(deps, request, loadCard);
      const recordUrl = await deps.recordUrl(request.portalId, Number(asked.companyId));
      if (found.card !== undefined) return summaryView(found.card, asked, render, recordUrl);
      return found.company === undefined ? unknownCompany : { ...preparing(found.company, asked), health: null, nps: null, recordUrl };
    }),
  ];
}

/** A card's door; what it answers about a company counts as an open, unless the card asks once more. */
function door({ noteOpen }: CardDeps, card: CardName, handle: (request: CardRequest) => Promise<{ ok: true } | Refusal>): CardRoute {
  async function counted(request: CardRequest) {
    const answer = await handle(request);
    const { portalId, userId, userEmail: email, params, query, now: at } = request;
    if (answer.ok && query.round === '0') noteOpen({ portalId, userId, email, card, companyId: Number(params.companyId), at });
    return answer;
  }
  return { kind: 'card', method: 'GET', path: `/api/1/${card}/:companyId`, params, query, handle: counted };
}

type Found<C> = { card: C } | { card: undefined; company: { name: string | null } | undefined };

async function find<C extends StoredCard>(
  deps: CardDeps, { portalId, params, query, now }: CardRequest, load: (tx: Tx, portalId: number, companyId: number, now: Date) => Promise<C | undefined>,
): Promise<{ asked: Asked; found: Found<C> }> {
  const companyId = Number(params.companyId);
  const askStopped = await deps.stoppedFlow(portalId);
  const { found, stopped } = await deps.db.readPortal(portalId, async (tx): Promise<{ found: Found<C>; stopped: StoppedFlow | null }> => {
    const card = await load(tx, portalId, companyId, now);
    return {
      found: card !== undefined ? { card } : { card, company: await deps.findCompany(tx, companyId) },
      stopped: askStopped === null ? null : await askStopped(tx, companyId),
    };
  });
  return { found, asked: { companyId: params.companyId!, language: query.lang as Language, now, stopped } };
}
