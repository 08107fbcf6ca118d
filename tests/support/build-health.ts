import { publish } from '../../src/server/cards/store.ts';
import type { HealthDeps } from '../../src/server/health/commands.ts';
import type { AnswerFacts, CompanyFacts, JourneyFacts, PropertyWrite, UsageFacts } from '../../src/server/health/facts.ts';
import { healthJobs } from '../../src/server/health/jobs.ts';
import { loadSignals, type Signal } from '../../src/server/health/signals/index.ts';
import { createLog } from '../../src/server/platform/log.ts';
import type { DomainEvent } from '../../src/server/platform/record.ts';
import type { TestDb } from './database.ts';
import { buildCompanyFacts, buildJourney, buildUsage, type DatedValue, DAY_MS, NOW, npsEvidenceOf } from './build-facts.ts';

export const PORTAL = 7;
export const ZONE = 'America/Sao_Paulo';

/** A company of the little world: what the CRM knows, its tickets by opening and closing, its NPS answers by date. */
export interface LittleCompany {
  facts?: Partial<CompanyFacts>;
  customerSince?: number;
  tickets?: { openedAt: number; closedAt?: number }[];
  answers?: { at: number; value: 0 | 0.5 | 1 }[];
  usage?: Partial<UsageFacts>;
  journey?: Partial<JourneyFacts>;
}

/** The health room on a database and a little world that the test changes, with a clock to set. */
export async function buildHealth(test: TestDb, companies: Map<number, LittleCompany>, signals?: ReadonlyMap<string, Signal>) {
  const clock = { now: NOW };
  const events: DomainEvent[] = [];
  const enqueued: { job: string; payload: object }[] = [];
  const writes: PropertyWrite[] = [];
  const world = { sections: new Map<number, string>() };

  const deps: HealthDeps = {
    db: test.db,
    now: () => new Date(clock.now),
    signals: signals ?? (await loadSignals()),
    record: async (_tx, event) => void events.push(event),
    enqueue: async (_tx, job, payloads) => void enqueued.push(...payloads.map((payload) => ({ job, payload }))),
    companyIds: async (_tx, after, limit) => [...companies.keys()].filter((id) => id > after).sort((a, b) => a - b).slice(0, limit),
    companyFacts: async (_tx, ids, now) => ids.filter((id) => companies.has(id)).map((id) => factsOf(id, companies.get(id)!, now)),
    answerFacts: async (_tx, ids, now, halfLives) => ids.flatMap((id) => answersOf(id, companies.get(id), now, halfLives.nps)),
    usageFacts: async (_tx, ids) => ids.flatMap((id) => (companies.get(id)?.usage ? [buildUsage({ companyId: id, ...companies.get(id)!.usage })] : [])),
    journeyFacts: async (_tx, ids) => ids.flatMap((id) => (companies.get(id)?.journey ? [buildJourney({ companyId: id, ...companies.get(id)!.journey })] : [])),
    hasJourneys: async () => [...companies.values()].some(({ journey }) => journey !== undefined),
    hasUsage: async () => [...companies.values()].some(({ usage }) => usage !== undefined),
    settleUsage: async () => undefined,
    npsSections: async () => world.sections,
    publish,
    writeCompanyProperties: async (_tx, _portalId, more) => void writes.push(...more),
    portal: async () => ({ timeZone: ZONE }),
    activePortals: async () => [{ portalId: PORTAL, timeZone: ZONE }],
  };
  const jobs = healthJobs(deps);

  return {
    deps,
    clock,
    world,
    run: (name: string, payload: object = { portalId: PORTAL }) =>
      jobs.find((job) => job.name === name)!.run(payload, { log: createLog('silent'), signal: new AbortController().signal }),
    /** What happened since the last time it was asked. */
    taken: () => ({ events: events.splice(0), enqueued: enqueued.splice(0), writes: writes.splice(0) }),
  };
}

function factsOf(companyId: number, { facts, customerSince = 0, tickets = [] }: LittleCompany, now: number): CompanyFacts {
  const opened = tickets.filter((ticket) => ticket.openedAt <= now);
  const whole = buildCompanyFacts({
    companyId,
    hadTickets: opened.length > 0,
    openTickets: opened.filter(({ closedAt }) => closedAt === undefined || closedAt > now).map(({ openedAt }) => ({ createdAt: openedAt, priority: 'high' })),
    ...facts,
  });
  const contact = whole.lastContactAt;
  return { ...whole, isCustomer: whole.isCustomer && customerSince <= now, lastContactAt: contact !== null && contact <= now ? contact : null };
}

function answersOf(companyId: number, company: LittleCompany | undefined, now: number, halfLifeDays: number): AnswerFacts[] {
  const within = (company?.answers ?? []).filter(({ at }) => at <= now && at > now - 180 * DAY_MS);
  if (within.length === 0) return [];
  const dated = within.map(({ at, value }): DatedValue => ({ value, ageDays: (now - at) / DAY_MS }));
  return [{ companyId, nps: { ...npsEvidenceOf(dated, halfLifeDays), newestAt: Math.max(...within.map(({ at }) => at)) }, satisfaction: null }];
}
