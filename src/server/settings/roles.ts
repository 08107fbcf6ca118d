import type { Role } from '../../../extensions/contracts/settings.ts';

/** From the least to the most. */
const ORDER: readonly Role[] = ['rep', 'manager', 'admin'];

/** A role somebody was given. */
export interface GivenRole {
  role: Role;
  givenAt: Date;
}

/** Who installed Baton last, and when. */
export interface Installer {
  installedBy: number | null;
  installedAt: Date;
}

/**
 * The role of a user: the one given, else `rep`. Who installs Baton is admin until told otherwise afterwards: HubSpot lets
 * only a super admin install, so that an account without an admin of ours helps itself by installing again.
 */
export function roleOf(userId: number, given: GivenRole | undefined, installer: Installer): Role {
  const installed = installer.installedBy === userId && (given === undefined || given.givenAt < installer.installedAt);
  return installed ? 'admin' : (given?.role ?? 'rep');
}

/** Whether a role reaches a level. */
export function reaches(role: Role, level: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(level);
}

/** Everybody who is admin. */
export function adminsOf(given: ReadonlyMap<number, GivenRole>, installer: Installer): number[] {
  const known = new Set([...given.keys(), ...(installer.installedBy === null ? [] : [installer.installedBy])]);
  return [...known].filter((userId) => roleOf(userId, given.get(userId), installer) === 'admin').sort((a, b) => a - b);
}
