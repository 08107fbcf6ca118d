import type { HandoffStep } from '../../extensions/contracts/handoff.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { type DemoHandoff, type Doing, handoffPlan, pointTexts, saleTexts } from './handoff-plan.ts';
import { type Door, doorOf } from './door.ts';
import { inThePast } from './past.ts';
import type { TrialSettings } from './settings.ts';

interface Task {
  handoff: DemoHandoff;
  dealId: string;
  companyId: string;
  sales: number;
  cs: number;
}

/**
 * Makes handoffs in many states as people would: through the doors of the cards, each step on its day, after the admin
 * has chosen the CS team. The clock is set back for it and is where it was at the end.
 */
export async function makeDemoHandoffs(sandbox: Sandbox, portalId: number, settings: Pick<TrialSettings, 'publicUrl'>): Promise<void> {
  const door = doorOf(sandbox, portalId, settings, 'handoff');
  const tasks = tasksOf(sandbox, portalId);
  const { users, timeZone } = sandbox.core.portal(portalId)!;
  const admin = users.find((user) => user.role === 'admin');
  const team = users.filter((user) => user.role === 'cs-rep').map((user) => user.ownerId);
  if (admin !== undefined) await door.ask(admin.id, '/settings/handoff/team', { key: door.key(), team });
  const steps = tasks.flatMap((task) => task.handoff.steps.map(([daysAgo, doing]) => ({ task, daysAgo, doing }))).sort((a, b) => b.daysAgo - a.daysAgo);
  await inThePast(sandbox, door, async (goTo) => {
    for (const { task, daysAgo, doing } of steps) {
      await goTo(daysAgo);
      await perform(door, task, doing, new Intl.DateTimeFormat('en-CA', { timeZone }).format(sandbox.clock.now()));
    }
  });
}

/** One a company, of the deals that were won last; the demo's CS takes turns. */
function tasksOf(sandbox: Sandbox, portalId: number): Task[] {
  const users = sandbox.core.portal(portalId)?.users ?? [];
  const crm = sandbox.core.crm(portalId);
  const cs = users.filter((user) => user.role === 'cs-rep');
  const won = crm.list('deals', { where: { dealstage: 'closedwon' }, limit: 10_000 }).results
    .sort((a, b) => (b.properties.closedate ?? '').localeCompare(a.properties.closedate ?? '') || Number(a.id) - Number(b.id))
    .map((deal) => ({ deal, companyId: crm.associated('deals', deal.id, 'companies')[0]?.id ?? '' }));
  const oneEach = won.filter(({ companyId }, index) => companyId !== '' && won.findIndex((other) => other.companyId === companyId) === index);
  return handoffPlan.slice(0, oneEach.length).map((handoff, index) => {
    const { deal, companyId } = oneEach[index]!;
    const sales = users.find((user) => user.ownerId === deal.properties.hubspot_owner_id) ?? users[0]!;
    return { handoff, dealId: deal.id, companyId, sales: sales.id, cs: cs[index % cs.length]!.id };
  });
}

/** @param today YYYY-MM-DD, the account's. */
async function perform(door: Door, task: Task, doing: Doing, today: string): Promise<void> {
  const { dealId, sales, cs } = task;
  if (doing === 'start') return void (await door.ask(sales, `/handoffs/deal/${dealId}/start`, { key: door.key() }));
  const { handoff } = (await door.ask(sales, `/handoffs/deal/${dealId}`)) as unknown as { handoff: { id: string; expectations: { id: string }[] } };
  const step = (userId: number, made: HandoffStep) => door.ask(userId, `/handoffs/${handoff.id}/steps`, { key: door.key(), step: made });
  switch (doing) {
    case 'tell':
      for (const [field, text] of Object.entries(saleTexts)) await door.ask(sales, `/handoffs/${handoff.id}/field`, { field, text });
      return;
    case 'submit': return void (await step(sales, { kind: 'submit' }));
    case 'return': return void (await step(cs, { kind: 'return', gaps: [{ field: 'scope', note: 'Quantos usuários entram na primeira fase?' }] }));
    case 'accept': return void (await step(cs, { kind: 'accept' }));
    case 'kick-off':
      for (const [section, text] of Object.entries(pointTexts)) await door.ask(cs, `/handoffs/${handoff.id}/kick-off`, { section, text, notApplicable: '' });
      return void (await step(cs, { kind: 'hold-kick-off' }));
    case 'keep': case 'break': {
      const status = doing === 'keep' ? 'kept' : 'broken';
      const promise = handoff.expectations[doing === 'keep' ? 0 : 1]!;
      return void (await step(cs, { kind: 'judge-expectation', expectation: promise.id, status, planned: true }));
    }
    case 'first-value': return void (await step(cs, { kind: 'reach-first-value', on: today }));
    case 'pass': return void (await step(cs, { kind: 'submit' }));
    case 'complete': return void (await step(cs, { kind: 'complete' }));
    case 'cancel': return void (await step(sales, { kind: 'cancel', reason: 'O cliente desistiu do contrato antes do início.' }));
  }
}
