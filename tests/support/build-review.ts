import type { DecidedAnswer, HomeDecided, HomeReview } from '../../extensions/contracts/review.ts';

const asOf = '2026-11-21T14:30:00.000Z';
const recordUrl = (id: string) => `https://app.hubspot.com/contacts/101/record/0-2/${id}?tab=customer-health`;
/** The id of the answer in these views. */
export const ANSWER = '6f1b2c34-0000-4000-8000-000000000001';

/** One answer that fits two companies. */
export function buildHomeReview(overrides: Partial<HomeReview> = {}): HomeReview {
  return {
    ok: true,
    asOf,
    waiting: 1,
    unmatched: 0,
    answers: [
      {
        id: ANSWER, type: 'nps', score: 2, scale: [0, 10], person: 'Carla Nunes', comment: 'Muito lento', answeredAt: '2026-11-20T12:00:00.000Z', source: 'Formulário público',
        candidates: [{ id: '501', name: 'Acme Ltda', recordUrl: recordUrl('501') }, { id: '502', name: 'Beta', recordUrl: recordUrl('502') }],
      },
    ],
    next: null,
    ...overrides,
  };
}

/** An answer that Caio gave to a company. */
export function buildDecidedAnswer(overrides: Partial<DecidedAnswer> = {}): DecidedAnswer {
  const { candidates, ...answer } = buildHomeReview().answers[0]!;
  return { ...answer, company: candidates[1]!, reason: null, decidedAt: '2026-11-21T13:00:00.000Z', userId: '10121', who: 'Caio Lima', mayUndo: true, ...overrides };
}

/** One decision of one's own. */
export function buildHomeDecided(overrides: Partial<HomeDecided> = {}): HomeDecided {
  return { ok: true, asOf, answers: [buildDecidedAnswer()], next: null, ...overrides };
}
