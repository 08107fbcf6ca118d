import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newCase } from '../../src/server/cases/case.ts';
import { composer } from '../../src/server/cases/compose.ts';
import type { CaseQuestions } from '../../src/server/cases/questions.ts';
import type { Message } from '../../src/server/cases/reading.ts';
import { insertCase, type StoredCase } from '../../src/server/cases/store.ts';
import { openTestDb } from '../support/database.ts';
import { unasked } from '../support/unasked.ts';

const PORTAL = 101;
const now = new Date(Date.UTC(2026, 10, 18, 15));
const ANSWER = '00000000-0000-4000-8000-00000000a001';

let test: Awaited<ReturnType<typeof openTestDb>>;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());

const questions: Pick<CaseQuestions, 'answerTexts' | 'companies' | 'members' | 'unplacedAnswers' | 'yearlyWins'> = {
  answerTexts: async () => new Map([[ANSWER, { answerId: ANSWER, type: 'nps', kind: 'relational', class: 'detractor', score: 3, scaleMin: 0, scaleMax: 10, person: 'Ana', role: null, comment: 'Caro', answeredAt: now }]]),
  companies: async () => new Map([[7, { name: 'Acme', ownerId: 5 }]]),
  members: async () => [{ ownerId: 5, userId: 50, name: 'Bia', email: 'bia@agencia.example', archived: false }],
  yearlyWins: async () => new Map(),
  unplacedAnswers: unasked,
};

/** What is told of a detractor's case that stands so. */
async function told(part: Partial<StoredCase>, what: 'opened' | 'warned' | 'given' = 'opened'): Promise<Message | null> {
  const one: StoredCase = {
    ...newCase('detractor', now), caseId: ANSWER, answerId: ANSWER, companyId: 7, contactId: null, type: 'nps', kind: 'relational', segment: null, segmentUnread: false, ownerId: 5,
    policyHours: 8, dueAt: new Date(now.getTime() + 3_600_000), lookAt: null, firstOpenedAt: now, revision: 1, ...part,
  };
  return test.db.withPortal(PORTAL, async (tx) => {
    await tx.deleteFrom('cases').execute();
    await insertCase(tx, PORTAL, one, now);
    const reading = { language: 'en' as const, redacted: false, timeZone: 'UTC', currency: 'BRL', recordUrl: String, homeUrl: String, now };
    const composed = await composer(questions)(tx, { kind: 'case', caseId: one.caseId, what, ownerId: 5 }, reading);
    return composed?.kind === 'message' ? composed.message : null;
  });
}

describe('an alert of a detractor\'s case', () => {
  it('asks for attention as long as somebody is to do something', async () => {
    expect(await told({})).toMatchObject({ tone: 'bad', title: 'Detractor: Acme answered 3 of 10 (NPS)', lead: expect.stringMatching(/^Call today: .* Due: /) });
    expect(await told({}, 'warned')).toMatchObject({ tone: 'bad', title: 'Time is running: answer Acme; detractor, 3 of 10 (NPS)' });
  });

  it('that was closed meanwhile is for information, and says so', async () => {
    const closed = { state: 'closed', acknowledgedAt: now, answeredAt: now, closedAt: now, closeReason: 'resolved' } as const;
    expect(await told(closed)).toMatchObject({ tone: 'neutral', lead: 'The case was closed meanwhile: there is nothing to do.' });
    for (const what of ['warned', 'given'] as const) expect(await told(closed, what)).toBeNull();
  });
});
