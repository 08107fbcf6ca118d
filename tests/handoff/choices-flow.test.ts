import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditView } from '../../extensions/contracts/settings.ts';
import type { HandoffChoices } from '../../extensions/contracts/handoff-settings.ts';
import type { Onboarding } from '../../extensions/contracts/handoff.ts';
import { addCompany, addDeal, daysBefore } from '../support/build-account.ts';
import { workOn } from '../support/handoff-work.ts';
import { MINUTE_MS } from '../support/running-baton.ts';
import { buildKey, people, type SettingsAccount, startSettings } from '../support/settings-account.ts';

const { ana, bia, caio } = people;
const BIA = '10112';
const CAIO = '10122';

let baton: SettingsAccount;
let work: ReturnType<typeof workOn>;
let ownerOfAna: string;
const companies: string[] = [];
const deals: string[] = [];
const won: string[] = [];

beforeAll(async () => {
  baton = await startSettings({}, ({ crm, sandbox, portalId }) => {
    ownerOfAna = sandbox.core.portal(portalId)!.users[0]!.ownerId;
    for (const name of ['Aurora', 'Boreal', 'Cedro', 'Dália']) {
      const company = addCompany(crm, { name, domain: `${name.toLowerCase()}.example`, ...(name === 'Dália' && { hubspot_owner_id: BIA }) });
      companies.push(company);
      deals.push(addDeal(crm, company, { dealname: `${name} 2027`, hubspot_owner_id: CAIO }));
    }
    for (const days of [10, 45, 200, 500]) won.push(addDeal(crm, companies[0]!, { dealname: `Ganho há ${days}`, dealstage: 'closedwon', hs_v2_date_entered_current_stage: daysBefore(days), closedate: daysBefore(days) }));
  });
  work = workOn(baton);
});
afterAll(() => baton.close());

const choices = async () => (await baton.ask('GET /api/1/settings/handoff', { as: ana })) as HandoffChoices;
const audit = async (lang = 'en') => ((await baton.ask('GET /api/1/settings/audit', { as: ana, params: { lang, area: 'handoff', before: '' } })) as AuditView).entries;
const start = (at: number) => work.start(deals[at]!);

describe('who looks after the customer', () => {
  test('without a team nobody is proposed, and the card says why', async () => {
    expect((await start(0)).csProposal).toEqual({ owner: null, why: 'nobody' });
  });

  test('an admin chooses the team; others may not, and a stranger is refused', async () => {
    const choose = (as: number, team: string[]) => baton.ask('POST /api/1/settings/handoff/team', { as, body: { key: buildKey(), team } });
    expect(await choose(caio, [BIA])).toMatchObject({ ok: false, code: 'role-too-low' });
    expect(await choose(ana, ['999'])).toMatchObject({ ok: false, code: 'invalid' });
    expect(await choose(ana, [BIA, ownerOfAna])).toEqual({ ok: true });
    expect(await choices()).toMatchObject({ role: 'admin', team: [BIA, ownerOfAna], next: BIA });
    expect((await audit())[0]).toMatchObject({ action: 'handoff.team', subject: 'who gets customers', before: { 'Team, in order': '' }, after: { 'Team, in order': 'Bia Souza, Ana Reis' } });
  });

  test('the team gets customers in turn; a company that one of it owns stays with its owner', async () => {
    const proposals = [await start(1), await start(2), await start(3)].map((handoff) => [handoff.csProposal!.why, handoff.csProposal!.owner!.id]);
    expect(proposals).toEqual([['turn', BIA], ['turn', ownerOfAna], ['company', BIA]]);
    expect((await choices()).next).toBe(BIA);
  });

  test('sales names another before it submits; the leg is theirs when it is accepted, and the history tells of each', async () => {
    const deal = deals[1]!;
    const named = await work.step(deal, caio, { kind: 'assign', leg: 'cs', owner: ownerOfAna });
    expect(named.legs.at(-1)!.owner!.id).toBe(ownerOfAna);
    expect(named.csProposal).toMatchObject({ why: 'turn', owner: { id: BIA } });
    expect(named.history[0]).toMatchObject({ step: 'assign', by: 'Caio Lima', leg: 'Customer success', from: 'Bia Souza', to: 'Ana Reis' });
    await work.tell(deal);
    await work.step(deal, caio, { kind: 'submit' });
    // The leg that nobody was named for is whoever's accepts it, or whom that one names.
    expect((await work.step(deal, bia, { kind: 'accept', owner: CAIO })).legs[1]!.owner!.name).toBe('Caio Lima');
    for (const section of ['projectOwners', 'journey', 'serviceChannels', 'firstSteps', 'registrationBase', 'scenario']) {
      await baton.ask('POST /api/1/handoffs/:handoffId/kick-off', { as: bia, params: { handoffId: named.id }, body: { section, text: 'x', notApplicable: '' } });
    }
    await work.step(deal, bia, { kind: 'hold-kick-off' });
    await work.step(deal, bia, { kind: 'submit' });
    const accepted = await work.step(deal, bia, { kind: 'accept' });
    expect(accepted.legs.at(-1)).toMatchObject({ state: 'holding', owner: { name: 'Ana Reis' } });
    expect(accepted.history[0]).toMatchObject({ step: 'accept', by: 'Bia Souza', leg: 'Customer success', from: 'Ana Reis', to: 'Ana Reis' });
  });

  test('the audit trail tells each change in words of its reader: deals, legs, people and promises by their names', async () => {
    const [accepted] = await audit();
    expect(accepted).toMatchObject({ action: 'handoff.accept', subject: 'Boreal 2027', before: { State: 'kick-off held', 'Leg Customer success': 'to come, Ana Reis' } });
    expect(accepted!.after).toEqual({
      State: 'kick-off held', Returns: 0, 'Leg Sales': 'done, Caio Lima', 'Leg Engagement': 'done, Caio Lima', 'Leg Implementation': 'skipped', 'Leg Customer success': 'has the baton, Ana Reis', 'Promise “Treinamento”': 'open',
    });
    expect((await audit('pt-BR'))[0]!.after).toMatchObject({ Situação: 'kick-off realizado', 'Etapa Vendas': 'concluída, Caio Lima', 'Promessa “Treinamento”': 'em aberto' });
    await sql`update deals set archived = true where deal_id = ${deals[1]}`.execute(baton.kysely);
    expect((await audit())[0]!.subject).toBe(`deal ${deals[1]}`);
    await sql`update deals set archived = false where deal_id = ${deals[1]}`.execute(baton.kysely);
  });

  test('whoever had the company before is proposed for its next handoff', async () => {
    const deal = deals[1]!;
    await work.step(deal, bia, { kind: 'reach-first-value', on: baton.now().toISOString().slice(0, 10) });
    await work.step(deal, bia, { kind: 'complete' });
    expect((await start(1)).csProposal).toMatchObject({ why: 'before', owner: { name: 'Ana Reis' } });
  });

  test('the company card knows who reads it', async () => {
    expect(((await baton.ask('GET /api/1/onboarding/:companyId', { as: bia, params: { companyId: companies[0]! } })) as Onboarding).you).toBe(BIA);
  });
});

describe('where handoffs begin', () => {
  const choose = (starts: object[], as: number = ana) => baton.ask('POST /api/1/settings/handoff/starts', { as, body: { key: buildKey(), starts } });
  const SENT = { pipeline: 'default', stage: 'contractsent' };
  const open = (name: string, stage: string) => addDeal(baton.crm, companies[2]!, { dealname: name, hubspot_owner_id: CAIO, dealstage: stage });
  async function move(deal: string, dealstage: string): Promise<string | undefined> {
    baton.crm.update('deals', deal, { dealstage });
    await baton.pass(MINUTE_MS);
    return (await work.handoffOf(deal))?.state;
  }

  test('is wherever a deal is won, as long as nothing is chosen', async () => {
    expect(await choices()).toMatchObject({ starts: [], startsAt: null, pipelines: [{ id: 'default', label: 'Sales Pipeline' }] });
    const deal = open('Antes da escolha', 'contractsent');
    expect(await move(deal, 'decisionmakerboughtin')).toBeUndefined();
    expect(await move(deal, 'closedwon')).toBe('draft');
  });

  test('an admin chooses stages; a rep may not, and a stage that HubSpot does not have, or a lost one, is refused', async () => {
    expect(await choose([SENT], caio)).toMatchObject({ code: 'role-too-low' });
    expect(await choose([{ pipeline: 'default', stage: 'elsewhere' }])).toMatchObject({ code: 'invalid' });
    expect(await choose([{ pipeline: 'default', stage: 'closedlost' }])).toMatchObject({ code: 'invalid' });
    const before = open('Já estava lá', 'contractsent');
    await baton.pass(MINUTE_MS);
    expect(await choose([SENT])).toEqual({ ok: true });
    expect((await choices()).starts).toEqual([SENT]);
    expect(await baton.ask('GET /api/1/settings/audit', { as: ana, params: { area: 'handoff', before: '' } })).toMatchObject({ entries: expect.arrayContaining([expect.objectContaining({ action: 'handoff.starts', subject: 'deals', before: { 'Begins at': 'any win' }, after: { 'Begins at': 'Sales Pipeline: Contract Sent' } })]) as unknown });
    // What stood there before was not waiting for Baton; its win begins it.
    baton.crm.update('deals', before, { amount: '1000' });
    await baton.pass(MINUTE_MS);
    expect(await work.handoffOf(before)).toBeNull();
    expect(await move(before, 'closedwon')).toBe('draft');
  });

  test('a deal that comes to the stage begins its handoff, once; what is lost before CS accepts is cancelled with the reason', async () => {
    const deal = open('Contrato enviado', 'qualifiedtobuy');
    expect(await move(deal, 'presentationscheduled')).toBeUndefined();
    expect(await move(deal, 'contractsent')).toBe('draft');
    const { id } = (await work.handoffOf(deal));
    expect(await move(deal, 'closedwon')).toBe('draft');
    expect((await work.handoffOf(deal)).id).toBe(id);
    expect(await move(deal, 'closedlost')).toBe('cancelled');
    expect((await work.handoffOf(deal)).history[0]).toMatchObject({ step: 'cancel', by: null, reason: 'The deal was lost in HubSpot.', leg: null });
    expect((await work.handoffOf(deal, 'pt-BR')).history[0]!.reason).toBe('O negócio foi perdido no HubSpot.');
    // It comes back: a new cycle.
    expect(await move(deal, 'contractsent')).toBe('draft');
    expect((await work.handoffOf(deal)).cycle).toBe(2);
  });

  test('what somebody reopens stays open, lost or not', async () => {
    const deal = open('Volta', 'qualifiedtobuy');
    await move(deal, 'contractsent');
    expect(await move(deal, 'closedlost')).toBe('cancelled');
    await work.step(deal, caio, { kind: 'reopen', reason: 'O cliente voltou.' });
    await work.tell(deal, { whyBought: 'a', objective: 'b', promises: 'c', stakeholders: 'd', scope: 'e' });
    await work.step(deal, caio, { kind: 'submit' });
    baton.crm.update('deals', deal, { amount: '2000' });
    await baton.pass(MINUTE_MS);
    expect((await work.handoffOf(deal)).state).toBe('submitted');
  });

  test('what somebody begins on a deal that was lost before stays open, too', async () => {
    const deal = open('Perdido', 'qualifiedtobuy');
    await move(deal, 'closedlost');
    await work.start(deal);
    baton.crm.update('deals', deal, { amount: '3000' });
    await baton.pass(MINUTE_MS);
    expect((await work.handoffOf(deal)).state).toBe('draft');
  });

  test('a stage that HubSpot has no more stays chosen until somebody takes it out', async () => {
    await sql`update handoff_settings set starts = starts || '[{"pipeline": "old", "stage": "gone", "since": "2026-01-01T00:00:00Z"}]'::jsonb`.execute(baton.kysely);
    const gone = { pipeline: 'old', stage: 'gone' };
    expect(await choose([SENT, gone])).toEqual({ ok: true });
    expect((await choices()).starts).toEqual([SENT, gone]);
    expect(await choose([SENT])).toEqual({ ok: true });
    expect(await choose([SENT, gone])).toMatchObject({ code: 'invalid' });
  });
});

test('an account of 2,000 owners names every one of them, and any may get customers', async () => {
  await sql`
    insert into owners (portal_id, owner_id, user_id, name, email, archived)
    select ${baton.portalId}, 500000 + n, 600000 + n, 'Zeta ' || lpad(n::text, 4, '0'), null, false from generate_series(1, 2000) n`.execute(baton.kysely);
  const last = '502000';
  const known = await choices();
  expect(known.owners.slice(-1)).toEqual([{ id: last, name: 'Zeta 2000' }]);
  expect(known.owners).toHaveLength(2003);
  expect(await baton.ask('POST /api/1/settings/handoff/team', { as: ana, body: { key: buildKey(), team: [last] } })).toEqual({ ok: true });
  expect(await choices()).toMatchObject({ next: last });
  const named = await work.step(deals[2]!, caio, { kind: 'assign', leg: 'cs', owner: last });
  expect(named.legs.at(-1)!.owner).toEqual({ id: last, name: 'Zeta 2000' });
  expect(named.history[0]!.to).toBe('Zeta 2000');
});

describe('deals that were won before Baton came', () => {
  const bring = (days: number, as: number = ana, key = buildKey()) => baton.ask('POST /api/1/settings/handoff/import', { as, body: { key, days } });
  const imported = async () => (await Promise.all(won.map((deal) => work.card(deal)))).map(({ handoff }) => handoff?.state ?? null);

  test('are left alone, and counted for whoever might want them', async () => {
    await baton.pass(MINUTE_MS);
    expect(await imported()).toEqual([null, null, null, null]);
    expect(await choices()).toMatchObject({ imported: null, earlier: [{ days: 30, deals: 1 }, { days: 60, deals: 2 }, { days: 90, deals: 2 }, { days: 180, deals: 2 }, { days: 365, deals: 3 }] });
  });

  test('become drafts where an admin asks for it, however often it is asked, each once', async () => {
    expect(await bring(90, caio)).toMatchObject({ ok: false, code: 'role-too-low' });
    const key = buildKey();
    await Promise.all([bring(90, ana, key), bring(90, ana, key), bring(90)]);
    await baton.idle();
    expect(await imported()).toEqual(['draft', 'draft', null, null]);
    const { handoffs } = (await baton.ask('GET /api/1/onboarding/:companyId', { as: bia, params: { companyId: companies[0]! } })) as Onboarding;
    expect(handoffs.map((one) => one.dealName).filter((name) => name!.startsWith('Ganho')).sort()).toEqual(['Ganho há 10', 'Ganho há 45']);
    // Days to first value count from when the deal was won.
    expect((await work.handoffOf(won[1]!)).daysToFirstValue).toBe(45);
    expect(await choices()).toMatchObject({ imported: { days: 90 }, earlier: [{ deals: 0 }, { deals: 0 }, { deals: 0 }, { deals: 0 }, { deals: 1 }] });
  });

  test('one that was cancelled does not come back by another import; an older one may follow', async () => {
    await work.step(won[0]!, caio, { kind: 'cancel', reason: 'Antigo.' });
    await bring(365);
    await baton.idle();
    expect(await imported()).toEqual(['cancelled', 'draft', 'draft', null]);
  });
});
