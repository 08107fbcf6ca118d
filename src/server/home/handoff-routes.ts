import { z } from 'zod';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import { HandoffState } from '../../../extensions/contracts/handoff.ts';
import { FigureDays } from '../../../extensions/contracts/home-handoffs.ts';
import { door, lang } from '../http/door.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import { figuresView, handoffPlace, handoffsView } from './handoff-view.ts';
import type { HomeQuestions } from './questions.ts';

const HANDOFFS = 25;

const whose = lang.extend({ mine: z.enum(['', 'mine']) });
const listQuery = whose.extend({
  leg: z.string().max(40),
  state: z.union([z.literal(''), HandoffState]),
  after: z.string().regex(/^(|(\d{1,15})?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/),
});
const figuresQuery = whose.extend({ days: FigureDays });

/** The doors of the tab "Handoffs", for sales and for CS: everybody sees all of them, as on the records. */
export function handoffRoutes(questions: HomeQuestions): CardRoute[] {
  const { desk, handoffs, timeZone } = questions;
  const looking = async ({ portalId, userId, query, now }: CardRequest) => ({ userId: query.mine === 'mine' ? userId : null, timeZone: await timeZone(portalId), now });
  return [
    door('GET /api/1/home/handoffs', { query: listQuery }, async (request) => {
      const { leg, state, after, lang: language } = request.query;
      const asked = { leg: leg || null, state: state || null, after: handoffPlace(after), limit: HANDOFFS + 1, language: language as Language };
      const [who, urls] = await Promise.all([looking(request), questions.handoffUrls(request.portalId)]);
      return desk.answer(request, 'rep', async (tx) => {
        const found = await handoffs.open(tx, who, asked);
        const companies = await questions.companyNames(tx, found.handoffs.map((one) => one.companyId));
        const deals = await questions.dealNames(tx, found.handoffs.map((one) => one.dealId));
        return handoffsView(found, { limit: HANDOFFS, companies, deals, urls, now: request.now });
      });
    }),
    door('GET /api/1/home/handoffs/figures', { query: figuresQuery }, async (request) => {
      const days = Number(request.query.days);
      const who = await looking(request);
      return desk.answer(request, 'rep', async (tx) => figuresView(await handoffs.figures(tx, who, days), { days, now: request.now }));
    }),
  ];
}
