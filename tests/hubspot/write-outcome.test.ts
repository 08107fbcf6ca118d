import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BatchAnswer } from '../../src/server/hubspot/answers.ts';
import { failedWrite, writeOutcomes } from '../../src/server/hubspot/write-outcome.ts';

const error = (id: number, category = 'VALIDATION_ERROR') => ({ category, message: 'no', context: { objectWriteTraceId: [String(id)] } });

test('each item gets its own verdict', () => {
  const answer = BatchAnswer.parse({ results: [{ id: '1' }], errors: [error(2), { category: 'OBJECT_NOT_FOUND', message: 'gone', context: { ids: ['3'] } }] });
  expect(writeOutcomes([1, 2, 3, 4], answer)).toEqual([
    { id: 1, state: 'written' },
    { id: 2, state: 'failed', reason: 'VALIDATION_ERROR: no', lacking: false },
    { id: 3, state: 'gone' },
    { id: 4, state: 'failed', reason: 'HubSpot did not say', lacking: false },
  ]);
});

test('a property that HubSpot does not have is told from a value that it does not take, however long its words', () => {
  const faults = [{ error: 'INVALID_OPTION', message: 'x'.repeat(600) }, { error: 'PROPERTY_DOESNT_EXIST' }];
  expect(failedWrite(7, { category: 'VALIDATION_ERROR', message: `Property values were not valid: ${JSON.stringify(faults)}` })).toMatchObject({ lacking: true, reason: expect.toSatisfy((text: string) => text.length === 500) });
  expect(failedWrite(7, { category: 'VALIDATION_ERROR', message: JSON.stringify(faults.slice(0, 1)) }).lacking).toBe(false);
});

test('whatever the split: no success is repeated, no failure is dropped', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('ok', 'bad', 'silent', 'both'), { maxLength: 100 }), (kinds) => {
      const sent = kinds.map((_, i) => i + 1);
      const of = (...wanted: string[]) => sent.filter((_, i) => wanted.includes(kinds[i]!));
      const answer = BatchAnswer.parse({ results: of('ok', 'both').map((id) => ({ id: String(id) })), errors: of('bad', 'both').map((id) => error(id)) });
      const outcomes = writeOutcomes(sent, answer);
      return outcomes.every((outcome, i) => outcome.id === sent[i] && (outcome.state === 'written') === (kinds[i] === 'ok'));
    }),
    { numRuns: 2_000 },
  );
});

test.each([null, {}, { results: 'x', errors: 7 }, { results: [{ id: 5 }], errors: [{}] }])('an answer of an unknown shape (%o) counts as failed', (body) => {
  const answer = BatchAnswer.safeParse(body);
  if (answer.success) expect(writeOutcomes([5], answer.data)).toMatchObject([{ state: 'failed' }]);
});
