import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordCases } from '../../extensions/contracts/cases.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { addChannel, chooseCases } from '../support/case-account.ts';
import { HOUR_MS, MINUTE_MS, post } from '../support/running-baton.ts';
import { buildKey, startSettings } from '../support/settings-account.ts';

const [BIA, CAIO] = ['10112', '10122'];

let baton: Awaited<ReturnType<typeof startSettings>>;
const companies: string[] = [];
let hook: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    for (const name of ['Acme', 'Beta', 'Gama']) {
      const company = addCompany(crm, { name, domain: `${name.toLowerCase()}.com.br`, hubspot_owner_id: BIA });
      addContact(crm, company, `ana@${name.toLowerCase()}.com.br`);
      companies.push(company);
    }
  });
  hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  await addChannel(baton, 'email');
  await chooseCases(baton, { groupMinutes: 10, quiet: null, escalation: [] });
  for (const name of ['acme', 'beta', 'gama']) await post(hook, { id: name, score: 3, comment: 'Lento', respondent: { email: `ana@${name}.com.br` }, answeredAt: baton.now().toISOString() });
  await baton.idle();
  await baton.pass(11 * MINUTE_MS);
  await close(companies[2]!);
});
afterAll(() => baton.close());

const record = async (company: string) => ((await baton.ask('GET /api/1/cases/company/:companyId', { params: { companyId: company } })) as RecordCases).cases;
async function close(company: string): Promise<void> {
  const [one] = await record(company);
  const closed = await baton.ask('POST /api/1/cases/:caseId/steps', { params: { caseId: one!.id }, body: { key: buildKey(), revision: one!.revision, step: 'close', reason: 'unreachable' } });
  expect(closed).toMatchObject({ ok: true });
}
const told = (recipient: string) => baton.sandbox.outbound.box.mails().filter((mail) => mail.recipient === recipient && /é seu agora/.test(mail.text ?? '')).map(({ text }) => text!);
const casesIn = (text: string) => text.match(/O caso é seu agora: \w+(?=;)/g) ?? [];
async function own(company: string, owner: string): Promise<void> {
  baton.crm.update('companies', company, { hubspot_owner_id: owner });
  await baton.pass(2 * MINUTE_MS);
}

describe('whose a case is', () => {
  test('the new owner of the company is told once, with what to do, and nobody of a case that is closed', async () => {
    for (const company of [companies[0]!, companies[2]!]) await own(company, CAIO);
    await baton.pass(HOUR_MS);
    expect(told('caio@agencia.example')).toEqual([expect.stringContaining('O caso é seu agora: Acme; detrator, 3 de 10 (NPS)')]);
    expect(told('caio@agencia.example')[0]).toMatch(/Ligue hoje[\s\S]*> Lento/);
    expect(told('bia@agencia.example')).toEqual([]);
    expect((await record(companies[0]!))[0]!.moves.map((move) => move.told)).toEqual(['New owner: Caio Lima', 'Case opened']);
    expect((await record(companies[2]!))[0]!.moves.map((move) => move.step)).toEqual(['close', 'opened']);
  });

  test('the backup is told of all that a leave gives them, together, and the owner when it ends', async () => {
    await own(companies[0]!, BIA);
    await baton.pass(20 * MINUTE_MS);
    expect(told('bia@agencia.example').flatMap(casesIn)).toEqual(['O caso é seu agora: Acme']);
    const day = '2026-11-19';
    await chooseCases(baton, { leaves: [{ owner: BIA, backup: CAIO, from: day, to: day }] });
    const before = told('caio@agencia.example').length;
    await baton.pass(18 * HOUR_MS);
    const [mail, ...others] = told('caio@agencia.example').slice(0, told('caio@agencia.example').length - before);
    expect(others).toEqual([]);
    expect(casesIn(mail!).sort()).toEqual(['O caso é seu agora: Acme', 'O caso é seu agora: Beta']);
    await baton.pass(24 * HOUR_MS);
    expect(told('bia@agencia.example').flatMap(casesIn).sort()).toEqual(['O caso é seu agora: Acme', 'O caso é seu agora: Acme', 'O caso é seu agora: Beta']);
  });

  test('in the night A becomes B\'s and A\'s again: in the morning B hears nothing', async () => {
    const before = told('caio@agencia.example').length;
    await chooseCases(baton, { leaves: [], quiet: { from: '00:00', to: '23:59' } });
    await own(companies[1]!, CAIO);
    await own(companies[1]!, BIA);
    await baton.pass(26 * HOUR_MS);
    expect(told('caio@agencia.example')).toHaveLength(before);
  });
});
