import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createPglite } from '../src/server/platform/embedded.ts';
import { atLeast, atMost, type Reading } from './figure.ts';
import type { Place } from './place.ts';

/** What a ledger and the database say of each other. */
export interface Verdict {
  acknowledged: number;
  /** Acknowledged, and not there. */
  lost: number;
  /** There more than once. */
  doubled: number;
  /** Stored, and its effect never had. */
  stuck: number;
}

/** Runs a statement as the database's owner; with the embedded engine only while no server runs. */
export async function ask<Row extends object>(place: Place, text: string): Promise<Row[]> {
  if (place.engine === 'embedded') {
    const pglite = await createPglite(join(place.folder, 'data', 'database'));
    return (await pglite.query<Row>(text).finally(() => pglite.close())).rows;
  }
  const client = new pg.Client({ connectionString: place.env.DATABASE_URL });
  await client.connect();
  return (await client.query<Row>(text).finally(() => client.end())).rows;
}

/** Judges survey webhooks, after everything has come to rest and (embedded) the server was stopped: is each answer there, once? */
export async function judge(place: Place, ledger: string): Promise<Verdict> {
  const [found] = await ask<{ answers: string[] | null; stuck: number }>(
    place,
    `select (select array_agg(external_id) from answers) as answers, (select count(*)::int from deliveries where state = 'received') as stuck`,
  );
  return compare(ledger, found?.answers ?? [], found?.stuck ?? 0);
}

/** Judges HubSpot's webhooks likewise: is each event there, once, followed, and does every company stand as in the CRM? */
export async function judgeChanges(place: Place, ledger: string): Promise<Verdict> {
  const [found] = await ask<{ events: string[] | null; waiting: number; names: Record<string, string> | null }>(
    place,
    `select (select array_agg((extract(epoch from occurred_at) * 1000)::bigint::text) from webhook_events) as events,
      (select count(*)::int from webhook_events where done_at is null or problem is not null)
        + (select count(*)::int from hubspot_batches where state <> 'read') as waiting,
      (select jsonb_object_agg(company_id::text, name) from companies) as names`,
  );
  const behind = companiesOf(place).filter(({ id, properties }) => found?.names?.[id] !== properties['name']).length;
  return compare(ledger, found?.events ?? [], (found?.waiting ?? 0) + behind);
}

/** Judges what was written to HubSpot: how many companies have been written, and how many stand otherwise than Baton computed. */
export async function judgeWrites(place: Place): Promise<{ written: number; apart: number }> {
  const rows = await ask<{ id: string; wanted: Record<string, string>; dirty: boolean }>(place, `select object_id::text as id, wanted, dirty from property_writes where object_type = 'companies'`);
  const shown = new Map(companiesOf(place).map(({ id, properties }) => [id, properties]));
  const apart = rows.filter(({ id, wanted, dirty }) => dirty || Object.entries(wanted).some(([name, value]) => (shown.get(id)?.[name] ?? '') !== value));
  return { written: rows.length, apart: apart.length };
}

/** A verdict as figures; `least`: how much a run must have tried. */
export function readingsOf(name: string, { acknowledged, lost, doubled, stuck }: Verdict, least: number): Reading[] {
  return [
    atLeast(`${name}.acknowledged`, acknowledged, least),
    atMost(`${name}.lost`, lost, 0),
    atMost(`${name}.doubled`, doubled, 0),
    atMost(`${name}.stuck`, stuck, 0),
  ];
}

function companiesOf(place: Place) {
  return place.sandbox.core.crm(place.portalId).list('companies', { limit: Infinity }).results;
}

function compare(ledger: string, found: readonly string[], stuck: number): Verdict {
  const acknowledged = new Set(existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n').filter((id) => id !== '') : []);
  const known = new Set(found);
  return { acknowledged: acknowledged.size, lost: [...acknowledged].filter((id) => !known.has(id)).length, doubled: found.length - known.size, stuck };
}
