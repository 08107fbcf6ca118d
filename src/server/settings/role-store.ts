import { sql } from 'kysely';
import type { Role } from '../../../extensions/contracts/settings.ts';
import type { Tx } from '../platform/db.ts';
import type { GivenRole } from './roles.ts';

/** The roles that were given in the portal, by user. */
export async function givenRoles(tx: Tx): Promise<Map<number, GivenRole>> {
  const rows = await tx.selectFrom('user_roles').select(['user_id', 'role', 'given_at']).execute();
  return new Map(rows.map((row) => [row.user_id, { role: row.role, givenAt: row.given_at }]));
}

/** Lets changes of a portal's roles come one after the other until the transaction ends: two admins must not remove each other. */
export async function lockRoles(tx: Tx, portalId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('baton-roles'), hashtext(${String(portalId)}))`.execute(tx);
}

/** Gives a user a role. */
export async function giveRole(tx: Tx, portalId: number, given: { userId: number; role: Role; at: Date; by: number }): Promise<void> {
  await sql`
    insert into user_roles (portal_id, user_id, role, given_at, given_by)
    values (${portalId}, ${given.userId}, ${given.role}, ${given.at}, ${given.by})
    on conflict (portal_id, user_id) do update set role = excluded.role, given_at = excluded.given_at, given_by = excluded.given_by`.execute(tx);
}
