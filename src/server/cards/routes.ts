import { z } from 'zod';
import { Language, type Refusal } from '../../../extensions/contracts/envelope.ts';
import type { HealthView } from '../../../extensions/contracts/health.ts';
import type { NpsView } from '../../../extensions/contracts/nps.ts';
import type { SummaryView } from '../../../extensions/contracts/summary.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import type { Db, Tx } from '../platform/db.ts';
import { loadCard, type StoredCard } from './store.ts';
import { type Asked, healthView, npsView, preparing, type Renderers, type StoppedFlow, summaryView } from './view.ts';

/** What the cards ask of other rooms. */
export interface CardQuestions {
  render: Renderers;
  /** hubspot: the address of a company's record (no database access: called inside no transaction, on every sidebar). */
  recordUrl(portalId: number, companyId: number): Promise<string>;
  /** accounts: the company, if the CRM has it; asked only where no card exists yet. */
  findCompany(tx: Tx, companyId: number): Promise<{ name: string | null } | undefined>;
  /** hubspot: the flow of data that stands still, if one does (kept for seconds in memory; called inside no transaction). */
  stoppedFlow(portalId: number): Promise<StoppedFlow | null>;
}

const params = z.object({ companyId: z.string().regex(/^[1-9]\d{0,14}$/) });
const query = z.object({ lang: Language });
const unknownCompany: Refusal = {
  ok: false,
  code: 'unknown-company',
  cure: 'Baton has not read this company from HubSpot yet: new companies appear within minutes of being created.',
};

/** The three doors of the cards: each reads one row. */
export function cardRoutes(deps: { db: Db } & CardQuestions): CardRoute[] {
  const { render } = deps;
  return [
    door('/api/1/health/:companyId', async (request): Promise<HealthView | Refusal> => {
      const asked = await askedBy(deps, request);
      const found = await find(deps, request);
      if (found.card !== undefined) return healthView(found.card, asked, render);
      return found.company === undefined ? unknownCompany : { ...preparing(found.company, asked), figures: null };
    }),
    door('/api/1/nps/:companyId', async (request): Promise<NpsView | Refusal> => {
      const asked = await askedBy(deps, request);
      const found = await find(deps, request);
      if (found.card !== undefined) return npsView(found.card, asked, render);
      return found.company === undefined ? unknownCompany : { ...preparing(found.company, asked), figures: null };
    }),
    door('/api/1/summary/:companyId', async (request): Promise<SummaryView | Refusal> => {
      const asked = await askedBy(deps, request);
      const found = await find(deps, request);
      const recordUrl = await deps.recordUrl(request.portalId, Number(asked.companyId));
      if (found.card !== undefined) return summaryView(found.card, asked, render, recordUrl);
      return found.company === undefined ? unknownCompany : { ...preparing(found.company, asked), health: null, nps: null, recordUrl };
    }),
  ];
}

function door(path: string, handle: CardRoute['handle']): CardRoute {
  return { kind: 'card', method: 'GET', path, params, query, handle };
}

async function askedBy(deps: CardQuestions, request: CardRequest): Promise<Asked> {
  const stopped = await deps.stoppedFlow(request.portalId);
  return { companyId: request.params.companyId!, language: request.query.lang as Language, now: request.now, stopped };
}

type Found = { card: StoredCard } | { card: undefined; company: { name: string | null } | undefined };

function find(deps: { db: Db } & CardQuestions, { portalId, params: { companyId } }: CardRequest): Promise<Found> {
  return deps.db.readPortal(portalId, async (tx) => {
    const card = await loadCard(tx, portalId, Number(companyId));
    return card !== undefined ? { card } : { card, company: await deps.findCompany(tx, Number(companyId)) };
  });
}
