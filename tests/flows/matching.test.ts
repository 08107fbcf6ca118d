import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact, daysBefore } from '../support/build-account.ts';
import { MINUTE_MS, post, startBaton, type RunningBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let group: string;
let branch: string;
let other: string;
let hook: string;

beforeAll(async () => {
  baton = await startBaton();
  group = addCompany(baton.crm, { name: 'Grupo Dorva', domain: 'dorva.com.br', cnpj: '11.222.333/0001-81' });
  branch = addCompany(baton.crm, { name: 'Dorva Nordeste', domain: 'dorva.com.br' });
  other = addCompany(baton.crm, { name: 'Outra', domain: 'outra.com.br', cnpj: '06.990.590/0001-23' });
  addContact(baton.crm, branch, 'bia@dorva.com.br');
  await baton.install();
  hook = await baton.addSource({ provider: 'webhook', name: 'Formulário público', settings: { type: 'nps', kind: 'relational' } });
});
afterAll(() => baton.close());

/** Posts an answer and tells what became of it. */
async function sent(id: string, hints: object) {
  expect((await post(hook, { id, score: 1, answeredAt: daysBefore(1), ...hints })).status).toBe(200);
  await baton.idle();
  return stateOf(id);
}

async function stateOf(id: string) {
  const { rows } = await sql<{ state: string; company: number | null; candidates: number[] | null }>`
    select match_state as state, company_id as company, match_candidates as candidates from answers where external_id = ${id}`.execute(baton.kysely);
  return rows[0]!;
}

describe('two companies share a domain', () => {
  test('an answer known by the domain alone waits for a person, with both as candidates, and moves no score', async () => {
    const before = [(await baton.health(group)).figures, (await baton.health(branch)).figures];
    const found = await sent('shared', { respondent: { email: 'carla@dorva.com.br' } });
    expect(found).toMatchObject({ state: 'review', company: null });
    expect([...found.candidates!].sort()).toEqual([Number(group), Number(branch)].sort());
    expect([(await baton.health(group)).figures, (await baton.health(branch)).figures]).toEqual(before);
  });

  test('a known person settles it', async () => {
    expect(await sent('person', { respondent: { email: 'bia@dorva.com.br' } })).toMatchObject({ state: 'matched', company: Number(branch) });
  });

  test('once HubSpot knows the person, the waiting answer finds its company by itself', async () => {
    const carla = baton.crm.create('contacts', { email: 'carla@dorva.com.br', firstname: 'Carla' }).id;
    baton.crm.associate('contacts', carla, 'companies', group, true);
    await baton.pass(MINUTE_MS);
    expect(await stateOf('shared')).toMatchObject({ state: 'matched', company: Number(group) });
    expect((await baton.nps(group)).figures!.latest).toMatchObject([{ score: 1 }]);
  });

  test('free mail says nothing of a company', async () => {
    expect(await sent('free', { respondent: { email: 'alguem@gmail.com' } })).toMatchObject({ state: 'unmatched', company: null });
  });
});

describe('an id in a public form\'s hidden field', () => {
  test('is only a hint: alone, anyone could have written it, so a person decides', async () => {
    expect(await sent('forged-id', { company: { id: other } })).toEqual({ state: 'review', company: null, candidates: [Number(other)] });
    expect(await sent('forged-cnpj', { company: { cnpj: '06.990.590/0001-23' } })).toEqual({ state: 'review', company: null, candidates: [Number(other)] });
    expect((await baton.nps(other)).figures?.latest ?? []).toEqual([]);
  });

  test('does not outweigh the respondent\'s own address', async () => {
    expect(await sent('forged-both', { company: { id: other }, respondent: { email: 'bia@dorva.com.br' } })).toMatchObject({ state: 'matched', company: Number(branch) });
    expect((await baton.nps(other)).figures?.latest ?? []).toEqual([]);
  });

  test('counts where the address agrees: it picks one of the two with that domain', async () => {
    expect(await sent('agreeing', { company: { id: group }, respondent: { email: 'novo@dorva.com.br' } })).toMatchObject({ state: 'matched', company: Number(group) });
  });

  test('is proof in an admin\'s own file', async () => {
    const file = await baton.addSource({ provider: 'csv', name: 'Arquivo', settings: { type: 'nps' } });
    expect((await post(file, `id;nota;cnpj\nf1;9;06.990.590/0001-23\n`)).body).toMatchObject({ matched: 1 });
    await baton.idle();
    expect((await baton.nps(other)).figures!.latest).toMatchObject([{ score: 9 }]);
  });
});
