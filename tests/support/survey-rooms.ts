import { randomBytes } from 'node:crypto';
import type { IntakeDeps } from '../../src/server/surveys/deliveries.ts';
import type { CompanyCandidates, CompanyLookups, ContactCandidate } from '../../src/server/surveys/matching.ts';
import { createLog } from '../../src/server/platform/log.ts';
import { createMetrics } from '../../src/server/platform/metrics.ts';
import type { DomainEvent } from '../../src/server/platform/record.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { hookRoutes } from '../../src/server/surveys/routes.ts';
import { surveyJobs } from '../../src/server/surveys/jobs.ts';
import type { OpenRoute, Reply } from '../../src/server/http/endpoint.ts';
import type { Db } from '../../src/server/platform/db.ts';
import { providers, types } from './read-survey.ts';

/** A little CRM to match against. */
export interface Crm {
  companies: { id: number; cnpj?: string; domains?: string[]; becomes?: number }[];
  contacts: (ContactCandidate & { email: string })[];
}

/** Answers what surveys asks of the accounts, from the little CRM. */
export function findIn(crm: Crm) {
  return async (_tx: unknown, lookups: CompanyLookups): Promise<CompanyCandidates> => {
    const living = crm.companies.filter((company) => company.becomes === undefined);
    const many = <K>(keys: K[], find: (key: K) => number[]) => new Map(keys.map((key) => [key, find(key)]));
    return {
      byCompanyId: new Map(crm.companies.filter((company) => lookups.companyIds.includes(company.id)).map((company) => [company.id, company.becomes ?? company.id])),
      byCnpj: many(lookups.cnpjs, (cnpj) => living.filter((company) => company.cnpj === cnpj).map((company) => company.id)),
      byDomain: many(lookups.domains, (domain) => living.filter((company) => company.domains?.includes(domain)).map((company) => company.id)),
      byEmail: new Map(lookups.emails.map((email) => [email, crm.contacts.filter((contact) => contact.email === email)])),
      byContactId: new Map(crm.contacts.filter((contact) => lookups.contactIds.includes(contact.contactId)).map((contact) => [contact.contactId, contact])),
      byTicketId: new Map(),
    };
  };
}

/** The surveys room on a database and a little CRM, with a clock to set the events it recorded and the jobs it started. */
export function buildSurveys(db: Db, crm: Crm, start = '2026-11-21T15:00:00Z') {
  const clock = { now: new Date(start) };
  const events: DomainEvent[] = [];
  const started: string[] = [];
  const deps = {
    db,
    providers,
    types,
    now: () => clock.now,
    randomBytes,
    log: createLog('silent'),
    metrics: createMetrics(),
    secrets: createSecrets([{ id: 'k', key: Buffer.alloc(32, 1) }], randomBytes),
    config: { retentionDays: 30 },
    mostAnswers: 6000,
    record: async (_tx: unknown, event: DomainEvent) => void events.push(event),
    enqueue: async (_tx: unknown, name: string, payloads: object[]) => void started.push(...payloads.map(() => name)),
    questions: { findCompanies: findIn(crm), portal: async () => ({ timeZone: 'America/Sao_Paulo' }), portalIds: async () => [7, 8] },
  } as unknown as IntakeDeps & { db: Db; now: () => Date };
  const [getHook, postHook] = hookRoutes(deps) as [OpenRoute, OpenRoute];
  const jobs = surveyJobs(deps);

  async function call(route: OpenRoute, path: string, body: string | Buffer, more: { query?: Record<string, string>; headers?: Record<string, string> } = {}): Promise<Reply> {
    const [, , portalId = '', sourceId = '', secret = ''] = path.split('/');
    const params = { portalId, sourceId, secret };
    const headers = { 'content-type': 'application/json', ...more.headers };
    return route.handle({ method: route.method, params, query: more.query ?? {}, rawBody: Buffer.from(body as string), headers, now: clock.now, log: deps.log });
  }

  return {
    deps,
    clock,
    events,
    /** Names of the jobs that were added. */
    started,
    get: (path: string) => call(getHook, path, ''),
    post: (path: string, body: string | Buffer, more?: Parameters<typeof call>[3]) => call(postHook, path, body, more),
    run: (name: string, payload: object) => jobs.find((job) => job.name === name)!.run(payload, { log: deps.log, signal: new AbortController().signal }),
    /** The companies announced since the last time it was asked. */
    announced: () => events.splice(0).flatMap((event) => (event.name === 'surveys.answers.recorded' ? (event.payload as { companyIds: number[] }).companyIds : [])).sort((a, b) => a - b),
  };
}
