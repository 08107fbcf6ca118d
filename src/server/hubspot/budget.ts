/** Tokens handed to a process at one moment; spent at the latest GRANT_MS later. */
export interface Grant {
  /** Epoch ms. */
  at: number;
  count: number;
}

/** The rule of one limit. */
export interface BudgetRule {
  /** No window of this length may see more than `capacity` calls. */
  windowMs: number;
  capacity: number;
  /** Kept free for people waiting: background work stops this many short of the capacity. */
  reserve: number;
  /** A granted token not spent by then is lost; it bounds what a process may hold back. */
  grantMs: number;
  /** How far a call may arrive late after it was sent, or clocks of two processes differ. */
  slackMs: number;
}

/**
 * HubSpot allows 100 (marketplace apps: 110) in 10 s; four are left to the token calls, which take no budget.
 * Searches have their own limit, 5 a second shared by all apps of the account; Baton takes 4.
 */
export const GENERAL: BudgetRule = { windowMs: 10_000, capacity: 96, reserve: 10, grantMs: 1_000, slackMs: 300 };
export const SEARCH: BudgetRule = { windowMs: 1_000, capacity: 4, reserve: 1, grantMs: 250, slackMs: 150 };

/** HubSpot never asks for more than a day; more means that the clock was set back. */
const LONGEST_SILENCE_MS = 86_400_000;

export interface BudgetState {
  grants: readonly Grant[];
  /** Epoch ms before which HubSpot asked for silence; null when it did not. */
  blockedUntil: number | null;
}

export interface Lease {
  state: BudgetState;
  /** Tokens granted, 0 to wanted. */
  granted: number;
  /** When granted is 0: ms until asking again can help, at least 1. */
  waitMs: number;
}

/**
 * Hands out tokens so that no window of `windowMs`, wherever it begins, sees more than `capacity` calls.
 *
 * Why it holds: a token of a grant at g is spent within [g, g + grantMs]. Take any window and its newest grant g*.
 * Every other grant with a token spent in that window ended later than g* - windowMs, so it was still counted
 * when g* was given, and the count then, g* included, was at most the capacity.
 */
export function lease(state: BudgetState, rule: BudgetRule, request: { wanted: number; urgent: boolean; now: number }): Lease {
  const { wanted, urgent, now } = request;
  const lifeMs = rule.grantMs + rule.windowMs + rule.slackMs;
  // Grants from the future mean that the clock was set back: they cannot be waited for.
  const live = state.grants.filter((grant) => grant.at + lifeMs > now && grant.at <= now + lifeMs);
  const silenceMs = (state.blockedUntil ?? now) - now;
  const blockedUntil = silenceMs > 0 && silenceMs <= LONGEST_SILENCE_MS ? state.blockedUntil : null;
  if (blockedUntil !== null) return { state: { grants: live, blockedUntil }, granted: 0, waitMs: blockedUntil - now };

  const limit = urgent ? rule.capacity : rule.capacity - rule.reserve;
  const used = live.reduce((sum, grant) => sum + grant.count, 0);
  const granted = Math.max(0, Math.min(wanted, limit - used));
  if (granted > 0) {
    return { state: { grants: [...live, { at: now, count: granted }], blockedUntil }, granted, waitMs: 0 };
  }
  return { state: { grants: live, blockedUntil }, granted: 0, waitMs: waitForRoom(live, used - limit + 1, lifeMs, now) };
}

/** Ms until `needed` of the counted tokens have left the window. */
function waitForRoom(live: readonly Grant[], needed: number, lifeMs: number, now: number): number {
  let freed = 0;
  for (const grant of [...live].sort((a, b) => a.at - b.at)) {
    freed += grant.count;
    if (freed >= needed) return Math.max(1, grant.at + lifeMs - now);
  }
  return lifeMs;
}
