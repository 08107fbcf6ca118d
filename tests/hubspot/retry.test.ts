import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedWaitMs, type Attempt, decideRetry } from '../../src/server/hubspot/retry.ts';
import { retryAfterMs } from '../../src/server/lib/retry-after.ts';

const NOW = new Date('2026-11-21T12:00:00.000Z');

function buildAnswer(status: number, headers: Record<string, string> = {}, body: unknown = null): { answer: { status: number; headers: Headers; body: unknown } } {
  return { answer: { status, headers: new Headers(headers), body } };
}

function decide(outcome: Attempt, overrides: Partial<Parameters<typeof decideRetry>[1]> = {}) {
  const limits = { attempts: 5, totalMs: 60_000 };
  return decideRetry(outcome, { attempt: 1, elapsedMs: 0, idempotent: true, limits, now: NOW, random: 0.5, ...overrides });
}

describe('which failures are tried again', () => {
  test.each([423, 429, 477, 502, 503, 504, 521, 523, 524])('%i is', (status) => expect(decide(buildAnswer(status)).again).toBe(true));
  test.each([400, 401, 403, 404, 409, 414, 500, 501])('%i is not', (status) => expect(decide(buildAnswer(status)).again).toBe(false));
  test.each(['timeout', 'broken', 'unreadable', 'unreached'] as const)('%s is', (fault) => expect(decide({ fault }).again).toBe(true));
  test.each(['redirected', 'too-large'] as const)('%s is not', (fault) => expect(decide({ fault }).again).toBe(false));
});

describe('a write that must not happen twice', () => {
  test.each(['timeout', 'broken', 'unreadable'] as const)('is not repeated after %s: it may have worked', (fault) => {
    expect(decide({ fault }, { idempotent: false }).again).toBe(false);
  });
  test.each([502, 504, 521, 523, 524])('is not repeated after %i: it may have worked', (status) => {
    expect(decide(buildAnswer(status), { idempotent: false }).again).toBe(false);
  });
  test.each([423, 429, 477, 503])('is repeated after %i: nothing was done', (status) => {
    expect(decide(buildAnswer(status), { idempotent: false }).again).toBe(true);
  });
  test('is repeated when it never left', () => expect(decide({ fault: 'unreached' }, { idempotent: false }).again).toBe(true));
});

describe('how long HubSpot is left alone', () => {
  test.each([
    ['7', 7_000],
    ['0', 0],
    ['86400', 86_400_000],
    ['999999999', 86_400_000],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['', undefined],
    ['2026-11-21', undefined],
  ])('Retry-After "%s"', (header, waitMs) => expect(retryAfterMs(header, NOW)).toBe(waitMs));

  test.each([
    ['a locked record: two seconds', buildAnswer(423), 2_000],
    ['a locked record that asks for more', buildAnswer(423, { 'retry-after': '5' }), 5_000],
    ['the rolling ten seconds', buildAnswer(429, {}, { policyName: 'TEN_SECONDLY_ROLLING' }), 10_000],
    ['the search limit', buildAnswer(429, {}, { message: 'You have reached your secondly limit.' }), 1_000],
    ['a used-up day', buildAnswer(429, {}, { policyName: 'DAILY' }), 900_000],
    ['a header wins over the policy', buildAnswer(429, { 'retry-after': '3' }, { policyName: 'DAILY' }), 3_000],
    ['a garbage header leaves the policy', buildAnswer(429, { 'retry-after': 'x' }, { policyName: 'TEN_SECONDLY_ROLLING' }), 10_000],
    ['a migration', buildAnswer(477, { 'retry-after': '20' }), 20_000],
  ])('%s', (_, { answer }, waitMs) => expect(askedWaitMs(answer, NOW)).toBe(waitMs));

  test('never less than asked, and never beyond the limits', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.integer({ min: 1, max: 8 }), fc.nat(60_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (seconds, attempt, elapsedMs, random) => {
        const decision = decide(buildAnswer(429, { 'retry-after': String(seconds) }), { attempt, elapsedMs, random });
        if (!decision.again) return decision.waitMs === seconds * 1_000;
        return decision.waitMs >= seconds * 1_000 && elapsedMs + decision.waitMs <= 60_000 && attempt < 5;
      }),
    );
  });
});

test('the wait is spread over the whole back-off', () => {
  const waits = [0, 0.25, 0.5, 0.99].map((random) => decide(buildAnswer(503), { attempt: 3, random }).waitMs);
  expect(waits).toEqual([0, 500, 1_000, 1_980]);
});
