import type { World } from './world.ts';
import { createDraw } from './random.ts';
import { seedCalendar } from './seed/calendar.ts';
import { plantOpenDeals } from './seed/demo-deals.ts';
import { plantFeedback } from './seed/demo-feedback.ts';
import { demoPortal } from './seed/demo-people.ts';
import { planCompanies } from './seed/demo-plan.ts';
import { plantCompany } from './seed/demo-records.ts';
import { plantSized, sizedPortal } from './seed/sized.ts';
import type { SizedSeed } from './seed/sized.ts';

/** What a new sandbox starts with: the demo account, nothing, or a synthetic account of given sizes. */
export type Seed = 'demo' | 'empty' | SizedSeed;

/** What the demo account is drawn with. */
export const DEMO_SEED = 2_026;

function plantDemo(world: World, now: Date, seed: number): void {
  const portal = demoPortal();
  const store = world.addPortal(portal);
  const draw = createDraw(seed);
  const calendar = seedCalendar(now);
  const withRole = (role: string) => portal.users.filter((user) => user.role === role);
  const planter = { store, draw, calendar, owners: { cs: withRole('cs-rep'), sales: withRole('sales-rep') } };
  const companies = planCompanies(draw).map((plan, index) => plantCompany(planter, plan, index));
  plantFeedback(store, calendar, companies, draw);
  plantOpenDeals(store, calendar);
  world.demo.portalId = portal.portalId;
  world.demo.companies = companies.flatMap(({ id, plan }) => (plan.example ? [{ companyId: id, name: plan.name, example: plan.example }] : []));
}

/** Plants a seed into an empty world; the same seed and start day give the same records. */
export function plantSeed(seed: Seed, world: World, now: Date): void {
  if (seed === 'empty') return;
  if (seed === 'demo') return plantDemo(world, now, DEMO_SEED);
  plantSized(world.addPortal(sizedPortal(seed)), seed, now);
}
