import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact, daysBefore } from '../support/build-account.ts';
import { post, startBaton, type RunningBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let acme: string;
let relational: string;
let support: string;
let people = 0;

/** So many people of the company answer, each once, a day apart. */
const answers = (scores: number[], more: object = {}) =>
  scores.map((score) => ({ id: `p-${++people}`, score, respondent: { email: `pessoa${people}@acme.com.br` }, answeredAt: daysBefore(people), ...more }));
const property = (name: string) => baton.crm.get('companies', acme)!.properties[name] ?? '';
async function send(hook: string, bodies: object[]) {
  expect((await post(hook, bodies)).status).toBe(200);
  await baton.idle();
}

beforeAll(async () => {
  baton = await startBaton();
  acme = addCompany(baton.crm);
  addContact(baton.crm, acme, 'ana@acme.com.br');
  await baton.install();
  relational = await baton.addSource({ provider: 'webhook', sourceId: 'relational', name: 'NPS semestral', settings: { type: 'nps', kind: 'relational' } });
  support = await baton.addSource({ provider: 'webhook', sourceId: 'support', name: 'Pós-atendimento', settings: { kind: 'transactional' } });
});
afterAll(() => baton.close());

describe('few answers', () => {
  test('none: no number anywhere', async () => {
    expect((await baton.summary(acme)).nps?.nps ?? null).toBeNull();
    expect([property('baton_nps'), property('baton_nps_n')]).toEqual(['', '0']);
  });

  test('one to four speak for themselves: the answers, no number, no interval, the property stays empty', async () => {
    await send(relational, answers([10, 10, 9, 0]));
    expect((await baton.nps(acme)).figures!.relational.current).toEqual({ n: 4, promoters: 3, passives: 0, detractors: 1, nps: null, low: null, high: null, precision: 'too-few' });
    expect((await baton.nps(acme)).figures!.latest).toHaveLength(4);
    expect([property('baton_nps'), property('baton_nps_n')]).toEqual(['', '4']);
  });

  test('from five on there is a number with its interval, said to be indicative', async () => {
    await send(relational, answers([7]));
    const { current } = (await baton.nps(acme)).figures!.relational;
    expect(current).toMatchObject({ n: 5, nps: 40, precision: 'indicative' });
    expect(current.low!).toBeLessThan(40);
    expect(current.high!).toBeGreaterThan(40);
    expect([property('baton_nps'), property('baton_nps_n')]).toEqual(['40', '5']);
  });

  test('from thirty on it is firm', async () => {
    await send(relational, answers(Array.from({ length: 25 }, (_, index) => (index % 5 === 0 ? 3 : 9))));
    expect((await baton.nps(acme)).figures!.relational.current).toMatchObject({ n: 30, promoters: 23, detractors: 6, precision: 'firm' });
  });
});

describe('transactional answers', () => {
  test('leave the relational NPS, its property and its share of the score as they were', async () => {
    const before = { nps: (await baton.nps(acme)).figures!.relational, line: await npsLine(), property: property('baton_nps') };
    await send(support, answers([0, 0, 0, 1, 2, 3], { type: 'nps' }));
    expect((await baton.nps(acme)).figures!.transactional.current).toMatchObject({ n: 6, nps: -100 });
    expect({ nps: (await baton.nps(acme)).figures!.relational, line: await npsLine(), property: property('baton_nps') }).toEqual(before);
  });

  test('of other scales stand beside it: CSAT, CES and stars by their own measure, and count towards satisfaction', async () => {
    await send(support, [...answers([5, 5, 4, 4, 1], { type: 'csat' }), ...answers([7, 2], { type: 'ces' }), ...answers([5, 5, 4, 1, 5], { type: 'stars' })]);
    const { others } = (await baton.nps(acme)).figures!.transactional;
    // Two answers are too few for a number, here as for NPS.
    expect(others.map(({ type, n, mean, topShare }) => [type, n, mean, topShare]).sort()).toEqual([['ces', 2, null, null], ['csat', 5, 3.8, 0.8], ['stars', 5, 4, 0.8]]);
    const { contributions } = (await baton.health(acme)).figures!;
    expect(contributions.find((line) => line.signal === 'satisfaction')!.value).not.toBeNull();
  });
});

describe('the response rate', () => {
  test('is not reported where the source reports no invitations', async () => {
    expect((await baton.nps(acme)).figures!.relational.responseRate).toBeNull();
  });

  test('is answered over delivered where it does', async () => {
    const file = await baton.addSource({ provider: 'csv', name: 'Envios', settings: { type: 'nps', kind: 'relational' } });
    const rows = Array.from({ length: 10 }, (_, index) => `c${index};${index < 4 ? 9 : ''};convidado${index}@acme.com.br;01/11/2026`);
    expect((await post(file, `id;nota;email;enviado em\n${rows.join('\n')}\n`)).body).toMatchObject({ created: 4, invitations: 10 });
    await baton.idle();
    expect((await baton.nps(acme)).figures!.relational.responseRate).toMatchObject({ answered: 4, delivered: 10, rate: 0.4 });
  });
});

async function npsLine() {
  return (await baton.health(acme)).figures!.contributions.find((line) => line.signal === 'nps');
}
