import type { Words } from '../platform/words.ts';

/** What a leg of the way from sales to CS is doing: `holding` has the baton; `skipped` never gets it, for the reason given. */
export interface Leg {
  id: string;
  state: 'waiting' | 'holding' | 'done' | 'skipped';
  /** HubSpot's owner id; null where nobody is named yet. */
  owner: number | null;
  /** When it got the baton, and when it was rid of it. */
  since: Date | null;
  until: Date | null;
  /** Why it was skipped: by the playbook, or as a person wrote it. */
  reason: string | Words | null;
  /** Who said that it is skipped or needed: the playbook's rule, which may think otherwise once it knows more of the sale, or a person, whose word stands. */
  settledBy: 'rule' | 'person' | null;
}

/** What the next leg finds missing: a field or step by its id, and in words. */
export interface Gap {
  field: string;
  note: string;
}

/** A time in which the leg's clock stands because the customer is waited for; `to` null: it still does. */
export interface HandoffPause {
  from: Date;
  to: Date | null;
  reason: string;
}

/**
 * One baton on its way through the legs. While the handoff is open exactly one leg holds it: offering it to the next leg
 * does not let go of it, only the next one's acceptance does.
 */
export interface Handoff {
  status: 'open' | 'done' | 'cancelled';
  legs: readonly Leg[];
  /** `offered`: the next leg is asked to accept. `returned`: it was not accepted, for the gaps. */
  hand: 'holding' | 'offered' | 'returned';
  /** Since when: the leg's clock, or that of the leg which is asked to accept, runs from here. */
  handAt: Date;
  gaps: readonly Gap[];
  /** How often it was returned. */
  returns: number;
  /** True from a reopening to the next step. */
  reopened: boolean;
  pauses: readonly HandoffPause[];
  acceptedAt: Date | null;
  kickOffAt: Date | null;
  firstValueAt: Date | null;
  endedAt: Date | null;
}

/** Where a handoff stands, in the field's words. */
export type HandoffState =
  | 'draft' | 'submitted' | 'returned' | 'accepted' | 'kick-off' | 'implementation' | 'first-value' | 'done' | 'cancelled' | 'reopened';

/** The leg that sets the product up; a handoff it holds is in implementation. */
export const IMPLEMENTATION = 'implementation';

/** A new handoff: the first of the legs holds the baton. @throws on fewer than two legs. */
export function open(legs: readonly { id: string; owner: number | null; skipped: string | Words | null }[], now: Date): Handoff {
  const first = legs.findIndex((leg) => leg.skipped === null);
  if (legs.filter((leg) => leg.skipped === null).length < 2) throw new Error('A handoff needs two legs: one that gives and one that takes.');
  return {
    status: 'open',
    legs: legs.map(({ id, owner, skipped }, index) => ({
      id, owner, reason: skipped, settledBy: skipped === null ? null : 'rule',
      state: skipped !== null ? 'skipped' : index === first ? 'holding' : 'waiting',
      since: index === first ? now : null,
      until: null,
    })),
    hand: 'holding', handAt: now, gaps: [], returns: 0, reopened: false, pauses: [],
    acceptedAt: null, kickOffAt: null, firstValueAt: null, endedAt: null,
  };
}

/** The index of the leg that holds the baton; of an ended handoff, of the one that held it last. */
export function holderOf({ legs }: Pick<Handoff, 'legs'>): number {
  const holding = legs.findIndex((leg) => leg.state === 'holding');
  return holding >= 0 ? holding : legs.findLastIndex((leg) => leg.state === 'done');
}

/** The index of the leg that gets the baton next; -1 after the last. */
export function nextOf({ legs }: Pick<Handoff, 'legs'>): number {
  const at = holderOf({ legs });
  return legs.findIndex((leg, index) => index > at && leg.state === 'waiting');
}

/** The index of the leg whose turn it is: the one that is asked to take the baton, else the one that has it. */
export function turnOf(handoff: Pick<Handoff, 'legs' | 'hand'>): number {
  return handoff.hand === 'offered' ? nextOf(handoff) : holderOf(handoff);
}

/** One word for where it stands. */
export function stateOf(handoff: Handoff): HandoffState {
  if (handoff.status !== 'open') return handoff.status;
  if (handoff.hand === 'returned') return 'returned';
  if (handoff.hand === 'offered' && handoff.acceptedAt === null) return 'submitted';
  if (handoff.reopened) return 'reopened';
  if (handoff.acceptedAt === null) return 'draft';
  if (handoff.firstValueAt !== null) return 'first-value';
  if (handoff.legs[holderOf(handoff)]?.id === IMPLEMENTATION) return 'implementation';
  return handoff.kickOffAt === null ? 'accepted' : 'kick-off';
}

/** The pause that lasts, if one does. */
export function pauseOf({ pauses }: Pick<Handoff, 'pauses'>): HandoffPause | undefined {
  return pauses.find((one) => one.to === null);
}
