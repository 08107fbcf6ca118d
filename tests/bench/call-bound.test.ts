import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callBound, mostInWindow } from '../../bench/call-bound.ts';

describe('the least calls of a first import', () => {
  it('are full pages, full batches and a fixed allowance', () => {
    const bound = callBound({
      reads: { companies: 20_000, contacts: 40_000, deals: 10_000, tickets: 20_000, owners: 200, feedback_submissions: 50_000 },
      associationReads: { 'feedback_submissions to companies': 50_000 },
      changedScores: 20_000,
    });
    expect(bound.terms).toEqual([
      { name: 'list companies', calls: 200 },
      { name: 'list contacts', calls: 400 },
      { name: 'list deals', calls: 100 },
      { name: 'list tickets', calls: 200 },
      { name: 'list owners', calls: 2 },
      { name: 'list feedback_submissions', calls: 500 },
      { name: 'associations feedback_submissions to companies', calls: 50 },
      { name: 'write scores', calls: 200 },
      { name: 'allowance', calls: 25 },
    ]);
    expect(bound.total).toBe(1_677);
  });

  it('count a page begun as a page', () => {
    expect(callBound({ reads: { companies: 101 }, associationReads: {}, changedScores: 1 }).total).toBe(2 + 1 + 25);
  });
});

describe('the busiest window', () => {
  it('begins anywhere and does not hold its own end', () => {
    expect(mostInWindow([], 10)).toBe(0);
    expect(mostInWindow([0, 9, 10, 19], 10)).toBe(2);
    expect(mostInWindow([0, 9.9, 5, 30], 10)).toBe(3);
  });

  it('is what counting from each instant finds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), fc.integer({ min: 1, max: 30 }), (instants, windowMs) => {
        const counts = instants.map((from) => instants.filter((at) => at >= from && at < from + windowMs).length);
        expect(mostInWindow(instants, windowMs)).toBe(Math.max(0, ...counts));
      }),
    );
  });
});
