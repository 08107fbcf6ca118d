import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { APP_ROLE, type Tables } from './db.ts';
import { StartFault } from './errors.ts';

/** Name (sorted over all rooms, `2026-11-21-01-room-what`) -> what it does. Released ones are never changed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration speaks of tables as they were then
export type Migrations = Record<string, (db: Kysely<any>) => Promise<void>>;

/** Brings the schema to head. Safe to run by several processes at once. @throws StartFault naming the migration that failed. */
export async function migrate(kysely: Kysely<Tables>, migrations: Migrations): Promise<string[]> {
  await createRole(kysely);
  const provider = {
    getMigrations: async (): Promise<Record<string, Migration>> =>
      Object.fromEntries(Object.entries(migrations).map(([name, up]) => [name, { up }])),
  };
  const { error, results = [] } = await new Migrator({ db: kysely, provider, allowUnorderedMigrations: true }).migrateToLatest();
  const failed = results.find((result) => result.status === 'Error');
  if (error !== undefined) {
    throw new StartFault(
      `The migration ${failed?.migrationName ?? 'set'} failed: ${(error as Error).message}.`,
      'Nothing of it was kept. If a newer version of Baton has used this database, start that version.',
    );
  }
  return results.filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

/** Roles are cluster-wide and advisory locks are per database: two databases may race, so losing is fine. */
async function createRole(kysely: Kysely<Tables>): Promise<void> {
  try {
    await sql.raw(`do $$ begin
      if not exists (select from pg_roles where rolname = '${APP_ROLE}') then create role ${APP_ROLE} nologin; end if;
      exception when duplicate_object or unique_violation then null; end $$`).execute(kysely);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new StartFault(`The database login may not create the role ${APP_ROLE}.`, `Run "create role ${APP_ROLE} nologin" once as an administrator.`);
  }
  await grantToApp(kysely, ['usage on schema public']);
}

/** Grants to the app role, one process after the other: PostgreSQL fails two grants on one object at the same moment. */
export async function grantToApp(kysely: Kysely<Tables>, privileges: string[]): Promise<void> {
  const grants = privileges.map((privilege) => `grant ${privilege} to ${APP_ROLE};`).join(' ');
  await sql.raw(`do $$ begin perform pg_advisory_xact_lock(hashtext('${APP_ROLE}')); ${grants} end $$`).execute(kysely);
}

/** Makes a table tenant-safe: rows are seen and written only by their own portal (inside withPortal). */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see Migrations
export async function tenantTable(db: Kysely<any>, name: string): Promise<void> {
  const own = `portal_id = nullif(current_setting('app.portal_id', true), '')::bigint`;
  await secure(db, name, own);
}

/** Makes a table reachable inside withSystem; with portalReadable its own row is seen inside withPortal, too. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see Migrations
export async function systemTable(db: Kysely<any>, name: string, options: { portalReadable?: boolean } = {}): Promise<void> {
  const system = `coalesce(current_setting('app.system', true), '') <> ''`;
  const own = `portal_id = nullif(current_setting('app.portal_id', true), '')::bigint`;
  await secure(db, name, system);
  if (options.portalReadable) await sql.raw(`create policy ${name}_own on ${name} for select using (${own})`).execute(db);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see Migrations
async function secure(db: Kysely<any>, name: string, condition: string): Promise<void> {
  await sql.raw(`alter table ${name} enable row level security`).execute(db);
  await sql.raw(`alter table ${name} force row level security`).execute(db);
  await sql.raw(`create policy ${name}_rows on ${name} using (${condition}) with check (${condition})`).execute(db);
  await sql.raw(`grant select, insert, update, delete on ${name} to ${APP_ROLE}`).execute(db);
}
