import { z } from 'zod';
import { DismissAnswer, ReviewPart, SettleAnswer, UndoDecision } from '../../../extensions/contracts/review.ts';
import { door, lang } from '../http/door.ts';
import type { CardRoute } from '../http/endpoint.ts';
import { dismiss, settle, undo } from './commands.ts';
import type { HomeQuestions } from './questions.ts';
import * as view from './review-view.ts';
import { searchCompanies } from './store.ts';

const ANSWERS = 20;
const FOUND = 20;

const listQuery = lang.extend({ after: z.string().regex(/^(|\d{1,15}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/) });
const queueQuery = listQuery.extend({ part: ReviewPart.default('waiting') });
const searchQuery = lang.extend({ search: z.string().trim().min(2).max(100) });

/** The doors of the review: everybody who uses the cards decides and takes back their own decision, a manager anybody's. */
export function reviewRoutes(questions: HomeQuestions): CardRoute[] {
  const { desk, review, companyNames } = questions;
  const settling = 'POST /api/1/home/review/settle';
  const dismissing = 'POST /api/1/home/review/dismiss';
  const undoing = 'POST /api/1/home/review/undo';
  return [
    door('GET /api/1/home/review', { query: queueQuery }, async (request) => {
      const recordUrl = await questions.recordUrls(request.portalId);
      return desk.answer(request, 'rep', async (tx) => {
        const { answers, ...counts } = await review.queue(tx, { part: request.query.part!, after: view.placeOf(request.query.after), limit: ANSWERS + 1 });
        const names = await companyNames(tx, [...new Set(answers.flatMap((answer) => answer.candidates))]);
        return view.reviewView(answers, { ...counts, limit: ANSWERS, names, recordUrl, now: request.now });
      });
    }),
    door('GET /api/1/home/review/decided', { query: listQuery }, async (request) => {
      const recordUrl = await questions.recordUrls(request.portalId);
      return desk.answer(request, 'rep', async (tx, role) => {
        const answers = await review.decided(tx, { after: view.placeOf(request.query.after), limit: ANSWERS + 1 });
        const names = await companyNames(tx, [...new Set(answers.flatMap((answer) => answer.companyId ?? []))]);
        return view.decidedView(answers, { limit: ANSWERS, names, users: await desk.names(tx), reader: { userId: request.userId, role }, recordUrl, now: request.now });
      });
    }),
    door('GET /api/1/home/review/companies', { query: searchQuery }, async (request) => {
      const recordUrl = await questions.recordUrls(request.portalId);
      return desk.answer(request, 'rep', async (tx) => view.foundView(await searchCompanies(tx, request.query.search, FOUND), recordUrl));
    }),
    door(settling, { body: SettleAnswer }, async (request) => {
      const recordUrl = await questions.recordUrls(request.portalId);
      return desk.change(request, { level: 'rep', path: settling }, (tx) => settle(tx, questions, { ...request, recordUrl }));
    }),
    door(dismissing, { body: DismissAnswer }, (request) => desk.change(request, { level: 'rep', path: dismissing }, (tx) => dismiss(tx, questions, request))),
    door(undoing, { body: UndoDecision }, (request) => desk.change(request, { level: 'rep', path: undoing }, (tx, role) => undo(tx, questions, { ...request, role }))),
  ];
}
