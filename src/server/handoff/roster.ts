import type { HandoffOwner } from '../../../extensions/contracts/handoff.ts';
import type { Owner } from './questions.ts';

/** Those who own records in the account, found by what else is known of them. */
export interface Roster {
  /** By name. */
  all: readonly Owner[];
  byId: ReadonlyMap<number, Owner>;
  byUser: ReadonlyMap<number, Owner>;
}

/** The owners, to be found many times. A user who is several owners is the first of them. */
export function rosterOf(all: readonly Owner[]): Roster {
  return {
    all,
    byId: new Map(all.map((owner) => [owner.ownerId, owner])),
    byUser: new Map(all.toReversed().flatMap((owner) => (owner.userId === null ? [] : [[owner.userId, owner]]))),
  };
}

/** Who of the account's users that is; null: Baton itself. */
export function writerName(userId: number | null, { byUser }: Roster): string | null {
  return userId === null ? null : (byUser.get(userId)?.name ?? String(userId));
}

/** An owner as cards show one; without a name where the account knows it no more. */
export function ownerOf(ownerId: number | null, { byId }: Roster): HandoffOwner | null {
  return ownerId === null ? null : { id: String(ownerId), name: byId.get(ownerId)?.name ?? null };
}

/** Those who can be named as owners, for lists to choose from. */
export function ownerList({ all }: Pick<Roster, 'all'>): HandoffOwner[] {
  return all.map(({ ownerId, name }) => ({ id: String(ownerId), name }));
}
