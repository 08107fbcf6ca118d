import { z } from 'zod';
import { Band } from '../../../extensions/contracts/health.ts';
import { door, lang } from '../http/door.ts';
import type { CardRoute } from '../http/endpoint.ts';
import { askedSince, cardUseView } from './card-use.ts';
import { handoffRoutes } from './handoff-routes.ts';
import type { HomeQuestions } from './questions.ts';
import { reviewRoutes } from './review-routes.ts';
import { countByBand, type Filters, listCompanies, listOwners } from './store.ts';
import * as view from './view.ts';

const COMPANIES = 50;

const companiesQuery = lang.extend({
  band: z.union([z.literal(''), Band]),
  owner: z.string().regex(/^(|none|[1-9]\d{0,14})$/),
  search: z.string().max(100),
  after: z.string().regex(/^(|\d{1,3}(\.\d{1,8})?:[1-9]\d{0,14})$/),
});

/** The doors of the app's home page, for everybody who uses the cards. */
export function homeRoutes(questions: HomeQuestions): CardRoute[] {
  const { desk } = questions;
  return [
    door('GET /api/1/home/companies', { query: companiesQuery }, async (request) => {
      const recordUrl = await questions.recordUrls(request.portalId);
      const { band, after } = request.query;
      const filters = filtersOf(request.query);
      return desk.answer(request, 'rep', async (tx) => {
        const rows = await listCompanies(tx, { ...filters, band: band === '' ? null : (band as Band), after: view.listPlace(after), limit: COMPANIES + 1 });
        const bands = await countByBand(tx, filters);
        return view.companiesView(rows, { limit: COMPANIES, bands, owners: await listOwners(tx), recordUrl, now: request.now });
      });
    }),
    ...handoffRoutes(questions),
    ...reviewRoutes(questions),
    door('GET /api/1/home/use', {}, async (request) => {
      const { now } = request;
      const timeZone = await questions.timeZone(request.portalId);
      return desk.answer(request, 'manager', async (tx) => cardUseView(await questions.cardUse(tx, askedSince(now, timeZone)), await questions.people(tx), { now, timeZone }));
    }),
    door('GET /api/1/home/sources', {}, (request) =>
      desk.answer(request, 'rep', async (tx) => ({
        ok: true as const,
        asOf: request.now.toISOString(),
        sources: await desk.sources(tx, { now: request.now, language: request.language }),
      })),
    ),
  ];
}

function filtersOf({ owner, search }: { owner: string; search: string }): Filters {
  const name = search.trim();
  return { owner: owner === '' ? null : owner === 'none' ? 'none' : Number(owner), search: name === '' ? null : name };
}
