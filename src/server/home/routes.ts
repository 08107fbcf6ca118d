import { z, type ZodType } from 'zod';
import type { HomeEndpointName, HomeEndpoints } from '../../../extensions/contracts/endpoints.ts';
import { Language, type Refusal } from '../../../extensions/contracts/envelope.ts';
import { Band } from '../../../extensions/contracts/health.ts';
import { SettleAnswer } from '../../../extensions/contracts/home.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import { settle } from './commands.ts';
import type { HomeQuestions } from './questions.ts';
import { countByBand, type Filters, listCompanies, listOwners } from './store.ts';
import * as view from './view.ts';

const COMPANIES = 50;
const ANSWERS = 20;
const OWNERS = 500;

const lang = z.object({ lang: Language });
const companiesQuery = lang.extend({
  band: z.union([z.literal(''), Band]),
  owner: z.string().regex(/^(|none|[1-9]\d{0,14})$/),
  search: z.string().max(100),
  after: z.string().regex(/^(|\d{1,3}(\.\d{1,8})?:[1-9]\d{0,14})$/),
});
const reviewQuery = lang.extend({ after: z.string().regex(/^(|\d{1,15}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/) });

interface Door {
  query?: ZodType<{ [name: string]: string }>;
  body?: ZodType;
}

type Asked<E extends HomeEndpointName> = CardRequest & { body: HomeEndpoints[E]['body']; query: HomeEndpoints[E]['params'] };

/** The doors of the app's home page, for everybody who uses the cards. */
export function homeRoutes(questions: HomeQuestions): CardRoute[] {
  const { desk } = questions;
  const settling = 'POST /api/1/home/review/settle';
  return [
    door('GET /api/1/home/companies', { query: companiesQuery }, async (request) => {
      const recordUrl = await questions.recordUrls(request.portalId);
      const { band, after } = request.query;
      const filters = filtersOf(request.query);
      return desk.answer(request, 'rep', async (tx) => {
        const rows = await listCompanies(tx, { ...filters, band: band === '' ? null : (band as Band), after: view.listPlace(after), limit: COMPANIES + 1 });
        const bands = await countByBand(tx, filters);
        return view.companiesView(rows, { limit: COMPANIES, bands, owners: await listOwners(tx, OWNERS), recordUrl, now: request.now });
      });
    }),
    door('GET /api/1/home/review', { query: reviewQuery }, async (request) => {
      const recordUrl = await questions.recordUrls(request.portalId);
      return desk.answer(request, 'rep', async (tx) => {
        const { waiting, answers } = await questions.review.queue(tx, { after: view.queuePlace(request.query.after), limit: ANSWERS + 1 });
        const names = await questions.companyNames(tx, [...new Set(answers.flatMap((answer) => answer.candidates))]);
        return view.reviewView(answers, { limit: ANSWERS, waiting, names, recordUrl, now: request.now });
      });
    }),
    door(settling, { body: SettleAnswer }, async (request) => {
      const recordUrl = await questions.recordUrls(request.portalId);
      return desk.change(request, { level: 'rep', path: settling }, (tx) => settle(tx, questions, { ...request, recordUrl }));
    }),
    door('GET /api/1/home/sources', {}, (request) =>
      desk.answer(request, 'rep', async (tx) => ({
        ok: true as const,
        asOf: request.now.toISOString(),
        sources: await desk.sources(tx, { now: request.now, language: request.query.lang as Language }),
      })),
    ),
  ];
}

function door<E extends HomeEndpointName>(endpoint: E, { query = lang, body }: Door, handle: (request: Asked<E>) => Promise<HomeEndpoints[E]['answer'] | Refusal>): CardRoute {
  const [method, path] = endpoint.split(' ') as ['GET' | 'POST', string];
  // The schemas have proven query and body.
  return { kind: 'card', method, path, params: z.object({}), query, ...(body && { body }), handle: (request) => handle(request as unknown as Asked<E>) };
}

function filtersOf({ owner, search }: { owner: string; search: string }): Filters {
  const name = search.trim();
  return { owner: owner === '' ? null : owner === 'none' ? 'none' : Number(owner), search: name === '' ? null : name };
}
