import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildInstalledRig, type HubspotRig, PORTAL } from '../support/hubspot-rig.ts';

const OTHER = 202;
const DAY_MS = 86_400_000;

let rig: HubspotRig;
beforeAll(async () => {
  rig = await buildInstalledRig();
});
afterAll(() => rig.close());

async function addRows(portalId: number): Promise<void> {
  await sql`insert into companies (portal_id, company_id, is_customer) select ${portalId}::bigint, id, true from generate_series(1, 3) as id`.execute(rig.kysely);
  await sql`insert into events (portal_id, name, at, actor, payload) values
    (${portalId}, 'x', ${new Date(rig.deps.now().getTime() - 401 * DAY_MS)}, 'system', '{}'), (${portalId}, 'y', ${rig.deps.now()}, 'system', '{}')`.execute(rig.kysely);
}

const rowsOf = async (table: string) =>
  (await sql<{ portal_id: number; n: number }>`select portal_id, count(*)::int as n from ${sql.table(table)} group by portal_id order by 1`.execute(rig.kysely)).rows.map(({ portal_id, n }) => [portal_id, n]);

test('events go after 400 days; data of an account that left goes after the retention, and no other account\'s', async () => {
  const { config } = rig.deps;
  await sql`insert into installs select (jsonb_populate_record(installs, jsonb_build_object('portal_id', ${OTHER}::bigint))).* from installs`.execute(rig.kysely);
  await addRows(PORTAL);
  await addRows(OTHER);
  await rig.run('hubspot.purge', {});
  expect(await rowsOf('companies')).toEqual([[PORTAL, 3], [OTHER, 3]]);
  expect(await rowsOf('events')).toEqual([[PORTAL, 1], [OTHER, 1]]);

  const leave = (days: number) => sql`
    update installs set state = 'uninstalled', access_sealed = null, refresh_sealed = null,
      uninstalled_at = ${new Date(rig.deps.now().getTime() - days * DAY_MS)} where portal_id = ${OTHER}`.execute(rig.kysely);
  await leave(config.retentionDays - 1);
  await rig.run('hubspot.purge', {});
  expect(await rowsOf('companies')).toEqual([[PORTAL, 3], [OTHER, 3]]);

  await leave(config.retentionDays);
  await rig.run('hubspot.purge', {});
  for (const [table, n] of [['companies', 3], ['events', 1], ['installs', 1]] as const) expect(await rowsOf(table)).toEqual([[PORTAL, n]]);
  expect(await rig.room.installs.find(OTHER)).toBeUndefined();
  expect(rig.queue).toEqual([]);
});
