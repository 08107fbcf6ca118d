import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Band } from '../../extensions/contracts/health.ts';
import { accountsToLookAt, type Known, mixOf, movesOf } from '../../src/server/bulletin/look-at.ts';
import { lostCustomers } from '../../src/server/bulletin/lost.ts';

const NOW = new Date('2026-06-30T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

function buildKnown(overrides: Partial<Known> = {}): Known {
  return { bands: [], loop: { open: [] }, lateHandoffs: [], wins: new Map(), now: NOW, ...overrides };
}
const band = (companyId: number, its: Band, before: Band | null = its) => ({ companyId, band: its, before, reweighted: false });

describe('what bands and money say', () => {
  const bands = [band(1, 'at-risk', 'healthy'), band(2, 'watch', 'healthy'), band(3, 'healthy', 'watch'), band(4, 'healthy'), band(5, 'watch', null)];
  const wins = new Map([[1, 1_000], [3, 500], [4, 2_000]]);

  it('how many companies, and how much money, are in each band', () => {
    expect(mixOf({ bands, wins })).toEqual({ healthy: { n: 2, money: 2_500 }, watch: { n: 2, money: 0 }, 'at-risk': { n: 1, money: 1_000 } });
  });

  it('who fell and who rose, the most money first; who had no band before has not moved', () => {
    expect(movesOf({ bands, wins })).toEqual({
      fell: { n: 2, money: 1_000 },
      rose: { n: 1, money: 500 },
      moves: [
        { companyId: 1, from: 'healthy', to: 'at-risk', money: 1_000 },
        { companyId: 3, from: 'watch', to: 'healthy', money: 500 },
        { companyId: 2, from: 'healthy', to: 'watch', money: null },
      ],
    });
  });

  it('eight moves are named, and all are counted', () => {
    const many = Array.from({ length: 20 }, (_, index) => band(index + 1, 'watch', 'healthy'));
    const { moves, fell } = movesOf({ bands: many, wins: new Map() });
    expect(moves.map(({ companyId }) => companyId)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(fell.n).toBe(20);
  });
});

describe('accounts to look at', () => {
  it('have each of their reasons once, the oldest of its kind', () => {
    const known = buildKnown({
      bands: [band(1, 'at-risk', 'watch')],
      loop: { open: [{ companyId: 1, openedAt: daysAgo(2), overdue: true }, { companyId: 1, openedAt: daysAgo(9), overdue: false }] },
      lateHandoffs: [{ companyId: 1, dueAt: daysAgo(0.5) }, { companyId: 1, dueAt: daysAgo(3.9) }],
      wins: new Map([[1, 700]]),
    });
    expect(accountsToLookAt(known)).toEqual([
      { companyId: 1, money: 700, reasons: [{ kind: 'fell', from: 'watch', to: 'at-risk' }, { kind: 'unanswered', n: 2, days: 9, overdue: true }, { kind: 'handoff-late', days: 3 }] },
    ]);
  });

  it('come by money, then by reasons; who is only at risk, as before, fills what is left', () => {
    const known = buildKnown({
      bands: [band(1, 'at-risk'), band(2, 'at-risk'), band(3, 'watch', 'healthy'), band(4, 'healthy')],
      loop: { open: [{ companyId: 4, openedAt: daysAgo(1), overdue: false }, { companyId: 3, openedAt: daysAgo(1), overdue: false }] },
      wins: new Map([[1, 9_000], [2, 90_000]]),
    });
    expect(accountsToLookAt(known).map(({ companyId, reasons }) => [companyId, reasons.map(({ kind }) => kind)])).toEqual([
      [3, ['fell', 'unanswered']], [4, ['unanswered']], [2, ['at-risk']],
    ]);
  });

  it('are none where nothing is against anybody', () => {
    expect(accountsToLookAt(buildKnown({ bands: [band(1, 'watch'), band(2, 'healthy', 'at-risk')] }))).toEqual([]);
  });

  const bands = fc.constantFrom<Band>('healthy', 'watch', 'at-risk');
  const company = fc.integer({ min: 1, max: 12 });
  const anything = fc.record({
    bands: fc.uniqueArray(fc.record({ companyId: company, band: bands, before: fc.option(bands), reweighted: fc.boolean() }), { selector: ({ companyId }) => companyId }),
    open: fc.array(fc.record({ companyId: company, openedAt: fc.integer({ min: 0, max: 60 }).map(daysAgo), overdue: fc.boolean() })),
    late: fc.array(fc.record({ companyId: company, dueAt: fc.integer({ min: 0, max: 60 }).map(daysAgo) })),
    wins: fc.array(fc.tuple(company, fc.integer({ min: 1, max: 1_000 }))),
  });

  it('are at most three, each once and for a reason, whatever the order in which things are known', () => {
    fc.assert(fc.property(anything, ({ bands: its, open, late, wins }) => {
      const known = buildKnown({ bands: its, loop: { open }, lateHandoffs: late, wins: new Map(wins) });
      const found = accountsToLookAt(known);
      expect(found.length).toBeLessThanOrEqual(3);
      expect(new Set(found.map(({ companyId }) => companyId)).size).toBe(found.length);
      expect(found.every(({ reasons }) => reasons.length > 0)).toBe(true);
      const reversed = accountsToLookAt({ ...known, bands: [...its].reverse(), loop: { open: [...open].reverse() }, lateHandoffs: [...late].reverse() });
      expect(reversed).toEqual(found);
    }));
  });
});

describe('customers lost', () => {
  const watched = { began: [1, 2, 3, 4, 5], ended: [1, 5], now: new Map([[1, true], [2, false], [3, true], [5, false]]), wins: new Map([[1, 600], [2, 300], [3, 100]]), companies: null };

  it('were customers at the beginning, at the end no more, and are none now; who came back, and who was merged or deleted, is not lost', () => {
    // 3 came back, 4 was deleted, 5 left after the period.
    expect(lostCustomers(watched)).toEqual({ n: 1, money: 300, of: { n: 4, money: 1_000 } });
  });

  it('of an owner are the owner\'s alone', () => {
    expect(lostCustomers({ ...watched, companies: [1, 3] })).toEqual({ n: 0, money: 0, of: { n: 2, money: 700 } });
  });

  it('are not known where nobody looked at one of the ends, or where there was nobody to lose', () => {
    expect(lostCustomers({ ...watched, began: null })).toBeNull();
    expect(lostCustomers({ ...watched, ended: null })).toBeNull();
    expect(lostCustomers({ ...watched, companies: [77] })).toBeNull();
  });

  it('are counted in one period only', () => {
    const customersOn = (leaves: ReadonlyMap<number, number>, day: number) => [1, 2, 3, 4].filter((id) => (leaves.get(id) ?? Infinity) > day);
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 })), { selector: ([id]) => id }), (left) => {
      const leaves = new Map(left);
      const now = new Map([1, 2, 3, 4].map((id) => [id, !leaves.has(id)]));
      let lost = 0;
      for (let day = 0; day < 21; day += 7) lost += lostCustomers({ began: customersOn(leaves, day), ended: customersOn(leaves, day + 7), now, wins: new Map(), companies: null })?.n ?? 0;
      expect(lost).toBe(leaves.size);
    }));
  });
});
