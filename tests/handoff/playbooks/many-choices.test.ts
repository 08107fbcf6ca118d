import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompanyPart } from '../../../extensions/contracts/playbooks.ts';
import { CompanyProperties, DryRunView } from '../../../extensions/contracts/playbooks.ts';
import { AuditView } from '../../../extensions/contracts/settings.ts';
import { addCompany, addDeal } from '../../support/build-account.ts';
import { buildCondition } from '../../support/build-sale.ts';
import { workOn } from '../../support/handoff-work.ts';
import { playbookRow, publishPlaybook } from '../../support/publish-playbook.ts';
import { buildKey, people, type SettingsAccount, startSettings } from '../../support/settings-account.ts';

/** A property of the account's own with a thousand choices, whose labels and internal values have nothing in common. */
const options = Array.from({ length: 1_000 }, (_, at) => ({ value: `br_${1_000 + at}`, label: `Município ${at} – São João`, displayOrder: at, hidden: false }));

let baton: SettingsAccount;
let here: string;
let elsewhere: string;
let id: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    crm.saveDefinition('companies', {
      name: 'municipality', label: 'Município', type: 'enumeration', fieldType: 'select', groupName: 'companyinformation', description: '', options,
      hubspotDefined: false, readOnlyValue: false, hasUniqueValue: false, displayOrder: -1,
    });
    const sold = (name: string, municipality: string) => addDeal(crm, addCompany(crm, { name, municipality }), { dealname: `${name} 2027`, amount: '700' });
    here = sold('Aqui', 'br_1742');
    elsewhere = sold('Longe', 'br_1743');
  });
  id = await publishPlaybook(baton, { name: 'Município', when: asking('municipio 742 – SAO JOAO') });
});
afterAll(() => baton.close());

const asking = (...texts: string[]) => buildCondition({ company: [{ property: 'municipality', label: 'Município', values: texts.map((text) => ({ value: text, label: text })) }] });
const valuesOf = (company?: CompanyPart[]) => company![0]!.values;
const askedOfProperties = () => baton.sandbox.ledger.entries().filter((entry) => entry.path.startsWith('/crm/properties/')).length;

async function save(texts: string[], { lang = 'en', as }: { lang?: string; as?: number } = {}) {
  const { revision, content } = await playbookRow(baton, id);
  return baton.ask('POST /api/1/settings/playbooks/:playbookId/draft', { params: { playbookId: id, lang }, body: { key: buildKey(), revision, content: { ...content, when: asking(...texts) } }, ...(as !== undefined && { as }) });
}

test('so many choices are counted, and not offered', async () => {
  const { properties } = CompanyProperties.parse(await baton.ask('GET /api/1/settings/company-properties'));
  expect(properties!.find((one) => one.name === 'municipality')).toEqual({ name: 'municipality', label: 'Município', choices: 1_000, options: [] });
  expect(properties!.find((one) => one.name === 'industry')).toMatchObject({ choices: 19, options: expect.arrayContaining([{ value: 'RETAIL', label: 'Retail' }]) as unknown });
});

test('the label that an admin writes is kept as the internal value, and shown as the label', async () => {
  expect(valuesOf((await playbookRow(baton, id)).content.when.company)).toEqual([{ value: 'br_1742', label: 'Município 742 – São João' }]);
  const [published] = AuditView.parse(await baton.ask('GET /api/1/settings/audit', { params: { area: 'playbook', before: '' } })).entries;
  expect(published).toMatchObject({ action: 'playbook.published', after: { when: { company: 'Município: Município 742 – São João' } } });
});

test('sales of such companies go by it, and no others', async () => {
  const tried = async (dealId: string) => DryRunView.parse(await baton.ask('POST /api/1/settings/dry-run', { body: { dealId, drafts: false } }));
  expect((await tried(here)).playbook.name).toBe('Município');
  expect(await tried(elsewhere)).toMatchObject({ playbook: { id: 'standard' }, passedOver: [{ reason: "The company's “Município” is none of these: Município 742 – São João." }] });
  const work = workOn(baton);
  await work.start(here);
  await baton.idle();
  expect((await work.handoffOf(here)).playbook.name).toBe('Município');
});

test('an internal value is taken, too; a text that names no choice is refused with those most like it, and nothing is kept', async () => {
  const before = await playbookRow(baton, id);
  expect(await save(['br_1001', 'Município 74 – São Jorge'])).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringMatching(/^In HubSpot “Município” has no choice “Município 74 – São Jorge”\. Close to it: “Município 74 – São João”,/) as unknown });
  expect(await save(['Atlântida'], { lang: 'pt-BR' })).toMatchObject({ code: 'invalid', cure: 'No HubSpot, “Município” não tem a opção “Atlântida”. Escreva uma como o HubSpot mostra, ou o valor interno dela.' });
  expect(await playbookRow(baton, id)).toEqual({ ...before, running: expect.anything() as unknown });
  expect(await save(['br_1001'])).toMatchObject({ ok: true });
  expect(valuesOf((await playbookRow(baton, id)).content.when.company)).toEqual([{ value: 'br_1001', label: 'Município 1 – São João' }]);
});

test('HubSpot is asked once a save that names such values, and not for those who may not save', async () => {
  const before = askedOfProperties();
  await save(['br_1002']);
  expect(askedOfProperties() - before).toBe(1);
  expect(await save(['br_1003'], { as: people.caio })).toMatchObject({ code: 'role-too-low' });
  const { revision, content } = await playbookRow(baton, id);
  expect(await baton.ask('POST /api/1/settings/playbooks/:playbookId/draft', { params: { playbookId: id }, body: { key: buildKey(), revision, content: { ...content, when: buildCondition({ minAmount: 1 }) } } })).toMatchObject({ ok: true });
  expect(askedOfProperties() - before).toBe(1);
});

test('while HubSpot does not tell, what was kept can be saved again, and what is new cannot be checked', async () => {
  await save(['br_1004']);
  baton.sandbox.faults.script([{ kind: 'status', status: 400, path: 'properties', count: 2, skip: 0, chance: 1, seed: 1, headers: {} }]);
  expect(await save(['br_1005'])).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringMatching(/^HubSpot does not tell the choices/) as unknown });
  expect(await save(['br_1004'])).toMatchObject({ ok: true });
});
