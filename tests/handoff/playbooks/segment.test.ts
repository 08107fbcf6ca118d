import { afterAll, beforeAll, expect, test } from 'vitest';
import { DryRunView } from '../../../extensions/contracts/playbooks.ts';
import { AuditView } from '../../../extensions/contracts/settings.ts';
import { addCompany, addDeal } from '../../support/build-account.ts';
import { buildCondition } from '../../support/build-sale.ts';
import { workOn } from '../../support/handoff-work.ts';
import { playbookRow, publishPlaybook } from '../../support/publish-playbook.ts';
import { buildKey, type SettingsAccount, startSettings } from '../../support/settings-account.ts';

const TRADE = { property: 'industry', label: 'Industry', values: [{ value: 'RETAIL', label: 'Retail' }, { value: 'TEXTILES', label: 'Textiles' }] };

let baton: SettingsAccount;
let group: string;
let id: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    const industry = [...Array.from({ length: 300 }, (_, at) => `TRADE_${at}`), 'TEXTILES'].join(';');
    group = addDeal(crm, addCompany(crm, { name: 'Grupo', industry }), { dealname: 'Grupo 2027', amount: '700' });
  });
  id = await publishPlaybook(baton, { name: 'Varejo', when: buildCondition({ company: [TRADE] }) });
});
afterAll(() => baton.close());

const audited = async () => AuditView.parse(await baton.ask('GET /api/1/settings/audit', { params: { area: 'playbook', before: '' } })).entries;

test('of a property that holds many choices each one counts, for a dry run and for the handoff', async () => {
  const tried = DryRunView.parse(await baton.ask('POST /api/1/settings/dry-run', { body: { dealId: group, drafts: false } }));
  expect(tried.playbook.name).toBe('Varejo');
  expect((await workOn(baton).start(group)).playbook.name).toBe('Varejo');
});

test('the audit trail tells what is asked of the company by its labels, and says nothing of a property without values', async () => {
  expect((await audited())[0]).toMatchObject({ action: 'playbook.published', after: { name: 'Varejo', when: { company: 'Industry: Retail, Textiles' } } });
  const { revision, content } = await playbookRow(baton, id);
  const when = buildCondition({ minAmount: 1, company: [{ ...TRADE, values: [] }] });
  await baton.ask('POST /api/1/settings/playbooks/:playbookId/draft', { params: { playbookId: id }, body: { key: buildKey(), revision, content: { ...content, when } } });
  const [saved] = await audited();
  expect(saved).toMatchObject({ action: 'playbook.saved', after: { when: { minAmount: 1 } } });
  expect(saved!.after).not.toHaveProperty('when.company');
});
