import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableDelivery } from '../../src/server/surveys/answer.ts';
import { providers, read } from '../support/read-survey.ts';
import { answers, deliveries, parseAll, source, useSurveys } from '../support/use-surveys.ts';

interface Given {
  type: string;
  ref?: string;
  value: number | string;
  properties?: object;
}

/** A response to a form of these questions, as Typeform delivers it. */
function buildDelivery(questions: Given[], overrides: object = {}, event = 'form_response'): string {
  const fieldOf = ({ type, ref = '' }: Given, index: number) => ({ id: `f${index}`, type, ref });
  return JSON.stringify({
    event_id: '01KA0', event_type: event,
    form_response: {
      form_id: 'F1', token: 't1', landed_at: '2026-11-20T10:00:00Z', submitted_at: '2026-11-20T10:02:00Z', hidden: {},
      definition: { id: 'F1', title: 'Pesquisa', fields: questions.map((question, index) => ({ ...fieldOf(question, index), properties: question.properties ?? {} })) },
      answers: questions.map((question, index) => (typeof question.value === 'number' ? { type: 'number', number: question.value, field: fieldOf(question, index) } : { type: 'text', text: question.value, field: fieldOf(question, index) })),
      ...overrides,
    },
  });
}

const hook = (questions: Given[], settings: object = {}, overrides: object = {}) => read('typeform', buildDelivery(questions, overrides), settings);
const nps: Given = { type: 'nps', ref: 'score', value: 9 };

describe('a Typeform response', () => {
  it('takes the scale from the form: steps, and where they start', () => {
    const scales = [{}, { steps: 5, start_at_one: true }, { steps: 10, start_at_one: true }, { steps: 8 }].map((properties) => {
      const { scaleMin, scaleMax } = hook([{ type: 'opinion_scale', value: 3, properties }]).answers[0]!;
      return [scaleMin, scaleMax];
    });
    expect(scales).toEqual([[0, 10], [1, 5], [1, 10], [0, 7]]);
    expect(hook([{ type: 'rating', value: 3, properties: { steps: 10 } }]).answers[0]).toMatchObject({ type: 'stars', scaleMin: 1, scaleMax: 10, class: 'detractor' });
  });

  it('takes a declared scale before the form\'s, by question, form or type', () => {
    const scale = { min: 0, max: 20, topFrom: 16, bottomTo: 8 };
    for (const key of ['score', 'F1', 'csat']) {
      expect(hook([{ type: 'opinion_scale', ref: 'score', value: 18 }], { scales: { [key]: scale } }).answers[0]).toMatchObject({ scaleMax: 20, class: 'promoter' });
    }
  });

  it('takes a question\'s type from the settings, from its reference, or from its kind', () => {
    const typeOf = (given: Given, settings = {}) => hook([given], settings).answers[0]!.type;
    expect(typeOf({ type: 'opinion_scale', ref: 'x', value: 5 })).toBe('csat');
    expect(typeOf({ type: 'opinion_scale', ref: 'ces', value: 5 })).toBe('ces');
    expect(typeOf({ type: 'opinion_scale', ref: 'x', value: 5 }, { types: { x: 'ces' } })).toBe('ces');
    expect(typeOf({ type: 'rating', ref: 'x', value: 5 })).toBe('stars');
  });

  it('gives a comment to the question before it; configured questions are the only ones then', () => {
    const form: Given[] = [{ type: 'long_text', ref: 'intro', value: 'Olá' }, nps, { type: 'long_text', ref: 'why', value: 'Bom' }, { type: 'opinion_scale', ref: 'ces', value: 0 }, { type: 'short_text', ref: 'note', value: 'Fácil' }];
    expect(hook(form).answers.map((answer) => answer.comment)).toEqual(['Olá\n\nBom', null]);
    expect(hook(form, { commentRefs: ['note'] }).answers.map((answer) => answer.comment)).toEqual([null, 'Fácil']);
  });

  it('keeps the response\'s own id for the first scored question, answered or not, and its own for each further one', () => {
    const both = [nps, { type: 'rating', ref: 'stars', value: 0 }];
    expect(hook([nps, { ...both[1]!, value: 2 }]).answers.map((answer) => answer.externalId)).toEqual(['F1:t1', 'F1:t1:f1']);
    const second = { answers: [{ type: 'number', number: 2, field: { id: 'f1', type: 'rating', ref: 'stars' } }] };
    expect(hook(both, {}, second).answers.map((answer) => answer.externalId)).toEqual(['F1:t1:f1']);
  });

  it('is skipped with a reason when unfinished, of another form, a test request, without a score, or another event', () => {
    const codeOf = (text: string, settings = {}) => read('typeform', text, settings).problems.map(({ severity, code }) => `${severity} ${code}`);
    expect(codeOf(buildDelivery([nps], {}, 'form_response_partial'))).toEqual(['skipped partial']);
    expect(codeOf(buildDelivery([nps]), { forms: ['F2'] })).toEqual(['skipped other-form']);
    expect(codeOf(buildDelivery([nps]), { forms: ' F2, F3,' })).toEqual(['skipped other-form']);
    expect(codeOf(buildDelivery([nps]), { forms: 'F2, F1' })).toEqual([]);
    expect(codeOf(buildDelivery([nps], { landed_at: '2026-11-20T10:02:00Z' }))).toEqual(['skipped test']);
    expect(codeOf(buildDelivery([{ type: 'long_text', value: 'Só isso' }]))).toEqual(['skipped no-score']);
    expect(codeOf('{"event_type":"form_deleted"}')).toEqual(['skipped other-event']);
  });

  it('whatever it is, it is read, or refused with a sentence', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.json().map((inner) => `{"event_type":"form_response","form_response":${inner}}`)), (text) => {
      try {
        read('typeform', text);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableDelivery);
      }
    }), { numRuns: 2_000 });
  });
});

describe('a signature of Typeform', () => {
  const raw = Buffer.from(buildDelivery([nps]));
  const sign = (secret: string, body = raw) => `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
  const verify = (given: string | undefined, secret: string | null = 's') => providers.get('typeform')!.verify(raw, { 'typeform-signature': given }, secret, {});

  it('is base64 over the raw body, and nothing else passes', () => {
    expect(verify(sign('s'))).toBe(true);
    for (const wrong of [undefined, '', 'sha256=', sign('other'), sign('s', Buffer.from(`${raw} `)), sign('s').slice(7), `sha256=${createHmac('sha256', 's').update(raw).digest('hex')}`]) expect(verify(wrong)).toBe(false);
    expect(verify(sign('s'), null)).toBe(false);
  });
});

describe('a Typeform source', () => {
  const surveys = useSurveys();
  const fixture = JSON.stringify((JSON.parse(readFileSync(new URL('../fixtures/surveys/typeform.json', import.meta.url), 'utf8')) as { body: object }).body);
  const signed = (body: string) => ({ headers: { 'typeform-signature': `sha256=${createHmac('sha256', 's3cret').update(body).digest('base64')}` } });

  it('needs its signing secret, and takes no unsigned delivery', async () => {
    await expect(source(surveys, 'typeform')).rejects.toThrow('secret-missing');
    const path = await source(surveys, 'typeform', { signingSecret: 's3cret' });
    expect((await surveys.post(path, fixture)).status).toBe(401);
    expect((await surveys.post(path, fixture, signed(fixture))).status).toBe(200);
  });

  it('delivered three times leaves its answers once; a company id in a hidden field counts where the e-mail agrees', async () => {
    const path = await source(surveys, 'typeform', { signingSecret: 's3cret' });
    for (let time = 0; time < 3; time++) await surveys.post(path, fixture, signed(fixture));
    await parseAll(surveys);
    const stored = await answers(surveys);
    expect(stored.map((row) => [row.type, row.score, row.company_id, row.match_state])).toEqual([['nps', 0, 9001, 'matched'], ['ces', 7, 9001, 'matched'], ['stars', 4, 9001, 'matched']]);
  });

  it('never answers 404 or 410, whatever is posted', async () => {
    const path = await source(surveys, 'typeform', { signingSecret: 's3cret' });
    for (const body of ['', 'no json', '{}', buildDelivery([nps], {}, 'form_response_partial')]) {
      const reply = await surveys.post(path, body, signed(body));
      expect([200, 401]).toContain(reply.status);
    }
    expect((await surveys.post(path.replace(/[^/]+$/, 'gone'), fixture, signed(fixture))).status).toBe(401);
    await parseAll(surveys);
    expect((await deliveries(surveys)).map(({ state, reason }) => [state, reason?.code ?? null]).sort()).toEqual([['failed', 'not-typeform'], ['failed', 'not-typeform-json'], ['parsed', null]]);
  });
});
