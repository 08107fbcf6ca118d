import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableDelivery } from '../../src/server/surveys/answer.ts';
import { providers, read } from '../support/read-survey.ts';

const hook = (body: unknown, settings: object = {}) => read('webhook', JSON.stringify(body), settings);

describe("Baton's own format", () => {
  it('needs no mapping', () => {
    const { answers } = hook({
      id: 'r1', type: 'nps', score: 0, comment: ' Péssimo 😡 ', respondent: { email: 'Ana@Acme.com.br', name: 'Ana', role: 'CFO' },
      company: { id: 42, cnpj: '11.222.333/0001-81' }, answeredAt: '2026-11-20T10:00:00Z', updatedAt: '2026-11-20T10:05:00Z', touchpoint: 'onboarding',
    });
    expect(answers[0]).toMatchObject({
      externalId: 'r1', score: 0, class: 'detractor', comment: 'Péssimo 😡', respondentKey: 'ana@acme.com.br', respondentRole: 'CFO', touchpoint: 'onboarding',
      answeredAt: new Date('2026-11-20T10:00:00Z'), updatedAt: new Date('2026-11-20T10:05:00Z'),
      hints: { companyId: 42, cnpj: '11222333000181', email: 'ana@acme.com.br', domain: 'acme.com.br', trusted: false },
    });
  });

  it('takes a list, and says which item is wrong', () => {
    const { answers, problems, rows } = hook([{ id: 1, type: 'nps', score: 9 }, { id: 2, type: 'nps', score: 11 }, { id: 3, type: 'emoji', score: 1 }]);
    expect([rows, answers.length]).toEqual([3, 1]);
    expect(problems).toMatchObject([{ row: 2, code: 'bad-score' }, { row: 3, code: 'unknown-type', params: { given: 'emoji' } }]);
  });

  it('without a date it was answered when it came', () => {
    expect(hook({ id: 1, type: 'nps', score: 9 }).answers[0]!.answeredAt).toEqual(new Date('2026-11-21T15:00:00Z'));
  });
});

describe('a mapped body', () => {
  // The shape of a Brazilian tool's answer: metric, indicators as a list of columns, masked people.
  const settings = {
    list: 'payload.answers',
    fields: {
      externalId: '_id', score: 'review', comment: 'feedback', email: 'email', answeredAt: 'answerDate', updatedAt: 'updatedAt',
      type: { path: 'metric', map: { 'nps-0-10': 'nps', 'CSAT-1-10': 'csat' } },
      kind: { constant: 'transactional' },
      companyId: 'indicators[column=hubspot_company_id].value',
      cnpj: 'indicators[column=cnpj].value',
      surveyName: 'actionName',
    },
    scales: { csat: { min: 1, max: 10 } },
  };
  const answer = {
    _id: 'x1', review: 10, metric: 'nps-0-10', feedback: '', email: '****', answerDate: '2026-11-20T10:00:00.000Z', updatedAt: '2026-11-20T11:00:00.000Z',
    actionName: 'Pós-venda', indicators: [{ column: 'hubspot_company_id', value: '42' }, { column: 'cnpj', value: '****' }],
  };

  it('is read by paths, constants, translations and list look-ups; masks count as absent', () => {
    const { answers, problems } = hook({ payload: { answers: [answer, { ...answer, _id: 'x2', metric: 'CSAT-1-10' }] } }, settings);
    expect(problems).toEqual([]);
    expect(answers[0]).toMatchObject({ type: 'nps', kind: 'transactional', comment: null, respondentKey: null, surveyName: 'Pós-venda', hints: { companyId: 42 } });
    expect(answers[0]!.hints.cnpj).toBeUndefined();
    expect(answers[1]).toMatchObject({ type: 'csat', scaleMax: 10, value: 1 });
  });

  it('takes a single object where the list should be', () => {
    expect(hook({ payload: { answers: answer } }, settings).answers).toHaveLength(1);
  });

  it('passes over test pings', () => {
    const ping = { ignore: [{ path: 'event', equals: ['testEndpoint'] }] };
    expect(hook({ event: 'testEndpoint' }, ping)).toMatchObject({ answers: [], problems: [{ severity: 'skipped', code: 'ignored' }] });
  });

  it('refuses what holds no answer, with the cure', () => {
    expect(() => hook({ payload: {} }, settings)).toThrow(/"payload.answers".*mend the path/);
    expect(() => read('webhook', 'score=9')).toThrow(UnreadableDelivery);
    expect(() => read('webhook', Buffer.from([0xff, 0xfe, 0x00]))).toThrow(UnreadableDelivery);
    expect(() => hook(Array.from({ length: 1001 }, () => ({})))).toThrow('1,000');
  });
});

describe('signature', () => {
  const webhook = providers.get('webhook')!;
  const settings = webhook.settingsShape.parse({ signature: { header: 'X-Signature', algorithm: 'sha256', encoding: 'base64', prefix: 'sha256=' } });
  const raw = Buffer.from('{"score":9}');
  const signed = (secret: string) => ({ 'x-signature': `sha256=${createHmac('sha256', secret).update(raw).digest('base64')}` });

  it('holds over the raw bytes with the right secret only', () => {
    expect(webhook.verify(raw, signed('s'), 's', settings)).toBe(true);
    expect(webhook.verify(raw, signed('t'), 's', settings)).toBe(false);
    expect(webhook.verify(Buffer.from('{"score":0}'), signed('s'), 's', settings)).toBe(false);
    expect(webhook.verify(raw, {}, 's', settings)).toBe(false);
    expect(webhook.verify(raw, signed('s'), null, settings)).toBe(false);
  });

  it('is not asked for where the source has none', () => {
    expect(webhook.verify(raw, {}, null, webhook.settingsShape.parse({}))).toBe(true);
  });
});

it('any JSON is read or refused, never thrown over', () => {
  fc.assert(
    fc.property(fc.json(), (body) => {
      try {
        const { answers, problems, rows } = read('webhook', body);
        expect(answers.length + problems.filter((problem) => problem.severity !== 'warning').length).toBe(rows);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableDelivery);
      }
    }),
    { numRuns: 500 },
  );
});
