import type { Refusal } from '../../../extensions/contracts/envelope.ts';
import type { ChangeRole, Done } from '../../../extensions/contracts/settings.ts';
import type { Made } from '../http/desk.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import type { SettingsDeps } from './change.ts';
import { givenRoles, giveRole, lockRoles } from './role-store.ts';
import { adminsOf, roleOf } from './roles.ts';

const lastAdmin = refusal('last-admin', 'Somebody must be admin: make another person admin first.');
const unknownUser = refusal('not-found', 'There is no such user in this account: reload the page.');

/** Gives a user a role; the last admin stays admin. */
export async function changeRole(tx: Tx, deps: SettingsDeps, task: { portalId: number; by: number; body: ChangeRole; now: Date }): Promise<Made<Done> | Refusal> {
  const { portalId, by, body, now } = task;
  const userId = Number(body.userId);
  await lockRoles(tx, portalId);
  const installer = await deps.installer(tx);
  if (installer === undefined) return unknownUser;
  const given = await givenRoles(tx);
  const known = userId === by || given.has(userId) || installer.installedBy === userId || (await deps.people(tx)).some((person) => person.userId === userId);
  if (!known) return unknownUser;
  const before = roleOf(userId, given.get(userId), installer);
  const after = new Map(given).set(userId, { role: body.role, givenAt: now });
  if (adminsOf(after, installer).length === 0) return lastAdmin;
  await giveRole(tx, portalId, { userId, role: body.role, at: now, by });
  return { answer: { ok: true }, action: 'role.changed', subject: `user:${userId}`, before: { role: before }, after: { role: body.role } };
}
