import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BudgetRule, type BudgetState, GENERAL, lease, SEARCH } from '../../src/server/hubspot/budget.ts';

const EMPTY: BudgetState = { grants: [], blockedUntil: null };

/** The most calls in any window of the given length. */
function busiestWindow(calls: number[], windowMs: number): number {
  const sorted = [...calls].sort((a, b) => a - b);
  let from = 0;
  let most = 0;
  sorted.forEach((at, index) => {
    while (at - sorted[from]! >= windowMs) from += 1;
    most = Math.max(most, index - from + 1);
  });
  return most;
}

describe.each([
  ['general', GENERAL],
  ['search', SEARCH],
] as [string, BudgetRule][])('%s calls', (_, rule) => {
  test('no sliding window passes the limit, however many processes ask and whenever they spend', () => {
    const step = fc.record({
      pauseMs: fc.oneof(fc.nat(60), fc.nat(3_000), fc.nat(12_000)),
      wanted: fc.integer({ min: 1, max: 40 }),
      urgent: fc.boolean(),
      spend: fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        let state = EMPTY;
        let now = 1_000_000;
        const calls: number[] = [];
        for (const { pauseMs, wanted, urgent, spend } of steps) {
          now += pauseMs;
          const result = lease(state, rule, { wanted, urgent, now });
          state = result.state;
          for (let i = 0; i < result.granted; i += 1) calls.push(now + (spend[i]! / 1_000) * rule.grantMs);
        }
        return busiestWindow(calls, rule.windowMs) <= rule.capacity;
      }),
      { numRuns: 2_000 },
    );
  });

  test('asking again after the wait gives at least one token', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 200 }), (pauses) => {
        let state = EMPTY;
        let now = 1_000_000;
        for (const pause of pauses) {
          now += pause;
          const result = lease(state, rule, { wanted: 7, urgent: false, now });
          state = result.state;
          if (result.granted === 0) {
            now += result.waitMs;
            const after = lease(state, rule, { wanted: 7, urgent: false, now });
            if (after.granted === 0) return false;
            state = after.state;
          }
        }
        return true;
      }),
      { numRuns: 300 },
    );
  });
});

test('background work leaves a reserve for people', () => {
  const background = lease(EMPTY, GENERAL, { wanted: 500, urgent: false, now: 0 });
  expect(background.granted).toBe(86);
  expect(lease(background.state, GENERAL, { wanted: 1, urgent: false, now: 0 }).granted).toBe(0);
  expect(lease(background.state, GENERAL, { wanted: 500, urgent: true, now: 0 }).granted).toBe(10);
});

test('after HubSpot asked for silence nothing is granted until then', () => {
  const blocked: BudgetState = { grants: [], blockedUntil: 9_000 };
  expect(lease(blocked, GENERAL, { wanted: 1, urgent: true, now: 2_000 })).toMatchObject({ granted: 0, waitMs: 7_000 });
  expect(lease(blocked, GENERAL, { wanted: 1, urgent: true, now: 9_000 })).toMatchObject({ granted: 1 });
});

test('a clock that was set back does not lock the budget', () => {
  const state: BudgetState = { grants: [{ at: 1_000_000_000, count: 96 }], blockedUntil: null };
  expect(lease(state, GENERAL, { wanted: 1, urgent: false, now: 0 }).granted).toBe(1);
});
