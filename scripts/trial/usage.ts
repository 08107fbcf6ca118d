import { createDraw, type Draw } from '../../sandbox/random.ts';
import { DEMO_SEED } from '../../sandbox/seed.ts';
import { type CompanyPlan, planCompanies } from '../../sandbox/seed/demo-plan.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import type { TrialSettings } from './settings.ts';

const DAY_MS = 86_400_000;
/** Half a year, as far back as the demo's scores are rebuilt, and the five weeks that its first week is measured by. */
const HISTORY_DAYS = 26 * 7 + 35;
/** What a later start tells again. */
const RECENT_DAYS = 14;
const BULK = 1_000;
/** One in so many customers reports nothing, as in life. */
const SILENT_EVERY = 9;
/** Log-ins of a seat on a working day, at the worst and at the best of health; and how much of it a weekend sees. */
const [LEAST, MOST, WEEKEND] = [0.1, 1, 0.06];
/** Who falls has fallen further in the last week. */
const LAST_WEEK_OF_A_FALL = 0.7;

export interface DemoUsage {
  companyId: string;
  day: string;
  at: string;
  logins: number;
  activeUsers: number;
  seats: number;
}

/** A demo customer's use, day by day up to yesterday, as its hidden health has it. The same company, day and `now`: the same figures. */
export function demoUsage(companyId: string, plan: CompanyPlan, now: Date, days: number): DemoUsage[] {
  const seats = Math.max(5, Math.round(plan.employees * 0.3));
  return Array.from({ length: Math.min(days, plan.customerDays) }, (_, index): DemoUsage => {
    const daysAgo = index + 1;
    const date = new Date(now.getTime() - daysAgo * DAY_MS);
    const day = date.toISOString().slice(0, 10);
    const draw = createDraw(Number(companyId) + Math.floor(date.getTime() / DAY_MS));
    const logins = Math.max(0, Math.round(seats * rateOf(plan, daysAgo, date) * (1 + draw.bell() * 0.08)));
    return { companyId, day, at: `${day}T12:00:00Z`, logins, activeUsers: activeOf(logins, seats, draw), seats };
  });
}

function rateOf({ profile }: CompanyPlan, daysAgo: number, date: Date): number {
  const weekend = [0, 6].includes(date.getUTCDay()) ? WEEKEND : 1;
  const lately = profile.shape === 'falling' && daysAgo <= 7 ? LAST_WEEK_OF_A_FALL : 1;
  return (LEAST + (MOST - LEAST) * profile.at(daysAgo)) * weekend * lately;
}

function activeOf(logins: number, seats: number, draw: Draw): number {
  return Math.min(seats, Math.ceil(logins * (0.7 + 0.2 * draw.unit())));
}

/**
 * Posts the demo customers' use through Baton's own API. Before the first installation, so that the rebuilt history knows it.
 * @throws with Baton's words when it is refused.
 */
export async function postDemoUsage(sandbox: Sandbox, portalId: number, settings: TrialSettings, key: string): Promise<void> {
  const days = sandbox.core.installed(portalId) ? RECENT_DAYS : HISTORY_DAYS;
  const plans = new Map(planCompanies(createDraw(DEMO_SEED)).map((plan) => [plan.name, plan]));
  const customers = sandbox.core.crm(portalId).list('companies', { where: { lifecyclestage: 'customer' }, limit: 10_000 }).results;
  const events = customers.flatMap(({ id, properties }, index) => {
    const plan = plans.get(properties.name ?? '');
    return plan === undefined || index % SILENT_EVERY === SILENT_EVERY - 1 ? [] : demoUsage(id, plan, sandbox.clock.now(), days);
  });
  for (let from = 0; from < events.length; from += BULK) {
    const answer = await fetch(`${settings.batonUrl}/v1/usage/bulk`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(events.slice(from, from + BULK)),
    });
    if (!answer.ok) throw new Error(`Baton did not take the demo's usage (${answer.status}): ${(await answer.text()).slice(0, 300)}`);
    await answer.arrayBuffer();
  }
}
