import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { OpenRoute, Reply } from '../../src/server/http/endpoint.ts';
import { createLog } from '../../src/server/platform/log.ts';
import type { DomainEvent } from '../../src/server/platform/record.ts';
import { addKey, type NewKey } from '../../src/server/usage/key-commands.ts';
import { type JobDeps, usageJobs } from '../../src/server/usage/jobs.ts';
import { usageRoutes } from '../../src/server/usage/routes.ts';
import { openTestDb, type TestDb } from './database.ts';
import { type Crm, findIn } from './survey-rooms.ts';

export const PORTAL = 7;
export const OTHER_PORTAL = 8;
export const ACME = 9001;
export const BETA = 9002;
const TABLES = ['usage_keys', 'usage_days', 'usage_waiting', 'usage_receipts', 'usage_accounts'];

/** The usage room on a database of the test file's own, empty before each test, beside a CRM of three companies (in every portal). */
export function useUsage() {
  let test: TestDb;
  beforeAll(async () => {
    test = await openTestDb();
  });
  afterAll(() => test.close());

  const clock = { now: new Date('2026-11-21T15:00:00Z') };
  const crm: Crm = { companies: [], contacts: [] };
  const events: DomainEvent[] = [];
  const enqueued: { job: string; payload: object }[] = [];
  const log = createLog('silent');
  const deps: JobDeps = {
    get db() {
      return test.db;
    },
    now: () => clock.now,
    record: async (_tx, event) => void events.push(event),
    enqueue: async (_tx, job, payloads) => void enqueued.push(...payloads.map((payload) => ({ job, payload }))),
    questions: { findCompanies: findIn(crm), timeZone: async () => 'America/Sao_Paulo', portalIds: async () => [PORTAL, OTHER_PORTAL] },
  };
  const [single, bulk] = usageRoutes(deps) as [OpenRoute, OpenRoute];
  beforeEach(async () => {
    for (const table of TABLES) await sql.raw(`delete from ${table}`).execute(test.kysely);
    clock.now = new Date('2026-11-21T15:00:00Z');
    events.length = enqueued.length = 0;
    crm.companies = [
      { id: ACME, cnpj: '11222333000181', domains: ['acme.com.br'] },
      { id: BETA, domains: ['beta.com.br', 'grupo.com.br'] },
      { id: 9003, domains: ['grupo.com.br'] },
    ];
  });

  function call(route: OpenRoute, key: string | undefined, body: string | Buffer | object): Promise<Reply> {
    const rawBody = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    return route.handle({ method: 'POST', params: {}, query: {}, rawBody, headers, now: clock.now, log });
  }

  return {
    clock, crm, deps,
    get test() {
      return test;
    },
    addKey: (more: Partial<NewKey> = {}) => {
      const key = { portalId: PORTAL, name: 'Produto', ...more };
      return test.db.withPortal(key.portalId, (tx) => addKey(tx, { randomBytes }, key, clock.now));
    },
    /** A key that works, as text. */
    async key(more: Partial<NewKey> = {}): Promise<string> {
      const added = await this.addKey(more);
      if (!added.ok) throw new Error(added.reason.en);
      return added.key;
    },
    post: (key: string | undefined, body: string | Buffer | object) => call(single, key, body),
    bulk: (key: string | undefined, body: string | Buffer | object) => call(bulk, key, body),
    run: (name: string, payload: object) => usageJobs(deps).find((job) => job.name === name)!.run(payload, { log, signal: new AbortController().signal }),
    /** All rows of a table, over all portals. */
    rows: async (table: string) => (await sql<Record<string, unknown>>`select * from ${sql.table(table)} order by 1, 2, 3`.execute(test.kysely)).rows,
    /** The companies announced since the last time it was asked. */
    announced: () => events.splice(0).flatMap((event) => (event.payload as { companyIds: number[] }).companyIds),
    enqueued: () => enqueued.splice(0),
  };
}
