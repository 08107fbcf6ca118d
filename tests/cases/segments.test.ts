import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordCases } from '../../extensions/contracts/cases.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { addChannel, chooseCases } from '../support/case-account.ts';
import { HOUR_MS, MINUTE_MS, post } from '../support/running-baton.ts';
import { startSettings } from '../support/settings-account.ts';

const [BIA, CAIO] = ['10112', '10122'];
const READ = '/objects/.*/companies/batch/read';

let baton: Awaited<ReturnType<typeof startSettings>>;
const companies: Record<string, string> = {};
let hook: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    for (const [name, industry] of [['acme', 'RETAIL'], ['beta', 'RETAIL'], ['gama', 'BANKING']] as const) {
      companies[name] = addCompany(crm, { name, domain: `${name}.com.br`, hubspot_owner_id: BIA, industry });
      addContact(crm, companies[name]!, `ana@${name}.com.br`);
    }
  });
  hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  const email = await addChannel(baton, 'email');
  const any = { classes: ['detractor' as const], kinds: [], minRevenue: null, owners: [] };
  await chooseCases(baton, {
    segmentProperty: 'industry', lead: CAIO, quiet: null, groupMinutes: 0,
    policies: [{ classes: ['detractor'], segments: ['RETAIL'], hours: 2 }, { classes: ['detractor'], segments: [], hours: 8 }],
    rules: [{ ...any, segments: [], tell: [{ channelId: email, to: 'owner' }] }, { ...any, segments: ['RETAIL'], tell: [{ channelId: email, to: 'lead' }] }],
    escalation: [{ percent: 50, to: 'owner' }, { percent: 100, to: 'lead' }],
  });
});
afterAll(() => baton.close());

/** HubSpot does not tell properties of companies, until `comeBack`. */
function goAway(): void {
  baton.sandbox.faults.script([{ kind: 'status', path: READ, status: 503, retryAfter: '3600', count: 1_000, skip: 0, chance: 1, seed: 1, headers: {} }]);
}
const comeBack = () => baton.sandbox.faults.clear();
async function answer(name: string): Promise<void> {
  await post(hook, { id: `${name}-${baton.now().getTime()}`, score: 2, comment: 'Lento', respondent: { email: `ana@${name}.com.br` }, answeredAt: baton.now().toISOString() });
  await baton.idle();
}
const caseOf = async (name: string) => ((await baton.ask('GET /api/1/cases/company/:companyId', { params: { companyId: companies[name]! } })) as RecordCases).cases[0]!;
const told = (name: string, recipient: string) => baton.sandbox.outbound.box.mails().filter((mail) => mail.recipient === recipient && mail.subject === `Detrator: ${name} respondeu 2 de 10 (NPS)`).length;

describe('a case that opens while HubSpot does not answer', () => {
  test('has the time and the readers of any segment at first', async () => {
    goAway();
    await answer('acme');
    expect(baton.sandbox.faults.waiting()[0]!.left).toBeLessThan(1_000);
    expect((await caseOf('acme')).clock).toMatchObject({ hours: 8 });
    expect([told('acme', 'bia@agencia.example'), told('acme', 'caio@agencia.example')]).toEqual([1, 0]);
    await baton.pass(2 * MINUTE_MS);
    expect((await caseOf('acme')).clock).toMatchObject({ hours: 8 });
  });

  test('has those of its segment once HubSpot answers, counted from its beginning; nobody is told twice', async () => {
    const before = await caseOf('acme');
    comeBack();
    await baton.pass(2 * MINUTE_MS);
    const after = await caseOf('acme');
    expect(after).toMatchObject({ openedAt: before.openedAt, revision: before.revision, clock: { hours: 2 } });
    expect(Date.parse(after.clock!.dueAt!) - Date.parse(after.openedAt)).toBe(2 * HOUR_MS);
    expect([told('acme', 'bia@agencia.example'), told('acme', 'caio@agencia.example')]).toEqual([1, 1]);
    await baton.pass(2 * MINUTE_MS);
    expect([told('acme', 'bia@agencia.example'), told('acme', 'caio@agencia.example')]).toEqual([1, 1]);
    expect(after.moves.map((move) => move.step)).toEqual(['opened']);
  });

  test('keeps its time where a step of the ladder was told meanwhile', async () => {
    goAway();
    await answer('beta');
    await baton.pass(4 * HOUR_MS + MINUTE_MS);
    expect((await caseOf('beta')).moves.map((move) => move.step)).toEqual(['warned', 'opened']);
    comeBack();
    await baton.pass(2 * MINUTE_MS);
    expect((await caseOf('beta')).clock).toMatchObject({ hours: 8 });
    expect(told('beta', 'caio@agencia.example')).toBe(1);
  });

  test('of another segment keeps what it had', async () => {
    goAway();
    await answer('gama');
    comeBack();
    await baton.pass(2 * MINUTE_MS);
    expect((await caseOf('gama')).clock).toMatchObject({ hours: 8 });
    expect([told('gama', 'bia@agencia.example'), told('gama', 'caio@agencia.example')]).toEqual([1, 0]);
  });
});
