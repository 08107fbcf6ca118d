import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseSettings, CaseSettingsView } from '../../extensions/contracts/case-settings.ts';
import type { CaseView, RecordCases, TakeCaseStep } from '../../extensions/contracts/cases.ts';
import type { DemoHook } from '../../sandbox/core.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { post } from './answers.ts';
import { type Door, doorOf } from './door.ts';
import type { TrialSettings } from './settings.ts';

const FOUND_MS = 60_000;
const STEP_MS = 250;

type Step = Omit<TakeCaseStep, 'key' | 'revision' | 'note'> & { note?: string };

interface DemoCase {
  score: number;
  comment: string;
  steps: Step[];
}

/** Answers of today, and what was done about each: some wait for somebody, some are over. */
const PLAN: readonly DemoCase[] = [
  { score: 2, comment: 'O relatório fiscal saiu errado de novo e ninguém nos avisou.', steps: [] },
  { score: 4, comment: 'A integração com o ERP cai toda semana.', steps: [{ step: 'acknowledge' }] },
  { score: 6, comment: 'Falta treinamento para quem entra no time.', steps: [{ step: 'wait', note: 'Pedi a lista de quem entrou; o treinamento é marcado quando ela chegar.' }] },
  { score: 3, comment: 'Cobraram duas vezes a mesma nota.', steps: [{ step: 'answer', note: 'Liguei e expliquei: a segunda cobrança foi cancelada hoje.' }] },
  { score: 5, comment: 'O suporte respondeu, mas demorou três dias.', steps: [{ step: 'answer', note: 'Conversei com a pessoa e mostrei o novo plantão.' }, { step: 'close', reason: 'resolved' }] },
  { score: 7, comment: 'Bom produto; o aplicativo ainda é lento.', steps: [{ step: 'close', reason: 'no-answer-needed', note: 'Já estava no plano de melhorias do trimestre.' }] },
  { score: 8, comment: 'Gostaria de um painel por filial.', steps: [] },
];

/** What the demo's admin chose: who stands above and takes the customers of nobody, and what a segment is. */
function chosen(begun: CaseSettings, { manager, admin }: { manager: string; admin: string }): CaseSettings {
  return { ...begun, fallback: manager, lead: manager, head: admin, segmentProperty: 'industry', quiet: null, policies: [{ classes: ['detractor'], segments: ['LOGISTICS_AND_SUPPLY_CHAIN'], hours: 4 }, ...begun.policies] };
}

/** Makes cases in many states as people would: answers by a source's address, steps by the doors of the cards, after the admin has chosen. */
export async function makeDemoCases(sandbox: Sandbox, portalId: number, hooks: readonly DemoHook[], settings: TrialSettings): Promise<void> {
  const door = doorOf(sandbox, portalId, settings, 'case');
  const users = sandbox.core.portal(portalId)?.users ?? [];
  const [admin, manager] = [users.find(({ role }) => role === 'admin')!, users.find(({ role }) => role === 'manager')!];
  const { settings: begun, revision } = (await door.ask(admin.id, '/settings/cases')) as unknown as CaseSettingsView;
  await door.ask(admin.id, '/settings/cases', { key: door.key(), revision, settings: chosen(begun, { manager: manager.ownerId, admin: admin.ownerId }) });

  for (const [index, { companyId, email, owner }] of customersOf(sandbox, portalId).slice(0, PLAN.length).entries()) {
    const { score, comment, steps } = PLAN[index]!;
    const body = JSON.stringify({ id: `demo-case-${index + 1}`, score, comment, answeredAt: sandbox.clock.now().toISOString(), respondent: { email } });
    const status = await post(hooks, 'webhook', 'application/json', body, settings);
    if (status !== 200) throw new Error(`Baton did not take an answer of the demo (${status}).`);
    const userId = users.find((user) => user.ownerId === owner)?.id ?? manager.id;
    let one = await opened(door, userId, companyId, comment);
    for (const step of steps) one = ((await door.ask(userId, `/cases/${one.id}/steps`, { key: door.key(), revision: one.revision, ...step })) as unknown as { case: CaseView }).case;
  }
}

/** Customers with somebody who can answer, one who owns each. */
function customersOf(sandbox: Sandbox, portalId: number): { companyId: string; email: string; owner: string }[] {
  const crm = sandbox.core.crm(portalId);
  return crm.list('companies', { where: { lifecyclestage: 'customer' }, limit: 100 }).results.flatMap(({ id, properties }) => {
    const person = crm.associated('companies', id, 'contacts').flatMap((link) => crm.get('contacts', link.id) ?? []).find((contact) => contact.properties.email);
    return person && properties.hubspot_owner_id ? [{ companyId: id, email: person.properties.email!, owner: properties.hubspot_owner_id }] : [];
  });
}

/** The case of an answer, once Baton has made it. */
async function opened(door: Door, userId: number, companyId: string, comment: string): Promise<CaseView> {
  for (const deadline = Date.now() + FOUND_MS; Date.now() < deadline; await sleep(STEP_MS)) {
    const { cases } = (await door.ask(userId, `/cases/company/${companyId}`)) as unknown as RecordCases;
    const found = cases.find((one) => one.comment === comment);
    if (found) return found;
  }
  throw new Error('Baton made no case of an answer of the demo. Start again with LOG_LEVEL=info to see why.');
}
