import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { addSource } from '../../src/server/surveys/source-commands.ts';
import type { Saying } from '../../src/server/surveys/wording.ts';
import { openTestDb, type TestDb } from './database.ts';
import { buildSurveys, type Crm } from './survey-rooms.ts';

export const PORTAL = 7;
export const ACME = 9001;
export const BETA = 9002;

/** Surveys on a database of the test file's own, empty before each test, beside a CRM of three companies. */
export function useSurveys() {
  let test: TestDb;
  const room = {} as ReturnType<typeof buildSurveys> & { crm: Crm; test: TestDb };
  beforeAll(async () => {
    test = await openTestDb();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    for (const table of ['answers', 'invitations', 'deliveries', 'skipped_records', 'sources']) await sql.raw(`delete from ${table}`).execute(test.kysely);
    const crm: Crm = {
      companies: [
        { id: ACME, cnpj: '11222333000181', domains: ['acme.com.br'] },
        { id: BETA, domains: ['beta.com.br', 'grupo.com.br'] },
        { id: 9003, domains: ['grupo.com.br'] },
      ],
      contacts: [{ contactId: 1, companyId: ACME, email: 'ana@acme.com.br', jobTitle: 'CFO', name: 'Ana Souza' }],
    };
    Object.assign(room, buildSurveys(test.db, crm), { crm, test });
  });
  return room;
}

type Room = ReturnType<typeof useSurveys>;

/** Adds a source and tells the path of its hook. */
export async function source({ test, deps, clock }: Room, provider: string, options: { settings?: object; trustedIds?: boolean; signingSecret?: string } = {}): Promise<string> {
  const added = await test.db.withPortal(PORTAL, (tx) => addSource(tx, deps, { portalId: PORTAL, provider, name: 'A source', ...options }, clock.now));
  if (!added.ok) throw new Error(added.reason.code);
  return added.hookPath!;
}

/** All stored answers, by external id. */
export async function answers({ test }: Room): Promise<Record<string, unknown>[]> {
  return (await sql<Record<string, unknown>>`select *, to_jsonb(match_candidates) as match_candidates from answers order by external_id`.execute(test.kysely)).rows;
}

/** All stored deliveries, as they came. */
export async function deliveries({ test }: Room): Promise<{ delivery_id: string; state: string; reason: Saying | null; body_sealed: string }[]> {
  return (await sql<{ delivery_id: string; state: string; reason: Saying | null; body_sealed: string }>`select * from deliveries order by received_at`.execute(test.kysely)).rows;
}

/** Runs the job of every delivery. */
export async function parseAll(room: Room): Promise<void> {
  for (const { delivery_id: deliveryId } of await deliveries(room)) await room.run('surveys.parse', { portalId: PORTAL, deliveryId });
}
