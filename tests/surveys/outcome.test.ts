import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideBatch, type Version } from '../../src/server/surveys/outcome.ts';
import { ranges } from '../../src/server/surveys/report.ts';

function buildRow(row: number, version: Partial<Version> = {}): { row: number; version: Version } {
  return { row, version: { externalId: 'a', content: 'nine', updatedAt: 1, receivedAt: 1, ...version } };
}

const stored = (version: Partial<Version>) => new Map([['a', buildRow(0, version).version]]);
const outcomes = (result: ReturnType<typeof decideBatch>) => result.decisions.map((decision) => decision.outcome);

describe('against what is stored', () => {
  it('new, changed, repeated, stale', () => {
    expect(outcomes(decideBatch([buildRow(1)], new Map()))).toEqual(['created']);
    expect(outcomes(decideBatch([buildRow(1, { content: 'ten', updatedAt: 2 })], stored({})))).toEqual(['updated']);
    expect(outcomes(decideBatch([buildRow(1)], stored({})))).toEqual(['duplicate']);
    expect(outcomes(decideBatch([buildRow(1, { content: 'ten', updatedAt: 1 })], stored({ updatedAt: 2 })))).toEqual(['stale']);
  });

  it('a mended delivery that is run again overwrites what it wrote', () => {
    expect(outcomes(decideBatch([buildRow(1, { content: 'ten' })], stored({})))).toEqual(['updated']);
  });
});

describe('within one batch', () => {
  it('a repeated row is a duplicate, a changed one supersedes', () => {
    expect(outcomes(decideBatch([buildRow(1), buildRow(2)], new Map()))).toEqual(['created', 'duplicate']);
    expect(outcomes(decideBatch([buildRow(1), buildRow(2, { content: 'ten' })], new Map()))).toEqual(['superseded', 'created']);
    expect(outcomes(decideBatch([buildRow(1, { updatedAt: 5 }), buildRow(2, { content: 'ten' })], new Map()))).toEqual(['created', 'superseded']);
  });
});

describe('any order of deliveries', () => {
  const anyVersion = fc.record({ externalId: fc.constantFrom('a', 'b'), content: fc.constantFrom('x', 'y', 'z'), updatedAt: fc.nat(3) });
  const anyDeliveries = fc.array(fc.array(anyVersion, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }).chain((deliveries) =>
    fc.record({
      deliveries: fc.constant(
        // One delivery carries an id once: within it, row order decides (tested above).
        deliveries.map((rows, receivedAt) => [...new Map(rows.map((row) => [row.externalId, { ...row, receivedAt }])).values()]),
      ),
      order: fc.shuffledSubarray([...deliveries.keys()], { minLength: deliveries.length }),
    }),
  );

  function apply(deliveries: Version[][]): [string, string][] {
    const kept = new Map<string, Version>();
    for (const versions of deliveries) {
      const { write, decisions } = decideBatch(versions.map((version, row) => ({ version, row })), kept);
      expect(decisions).toHaveLength(versions.length);
      for (const { version } of write) {
        const before = kept.get(version.externalId);
        // The store's own guard.
        if (!before || version.updatedAt > before.updatedAt || (version.updatedAt === before.updatedAt && version.receivedAt >= before.receivedAt)) kept.set(version.externalId, version);
      }
    }
    return [...kept].map(([id, version]): [string, string] => [id, `${version.content}@${version.updatedAt}`]).sort();
  }

  it('and any repetition leaves the same answers', () => {
    fc.assert(
      fc.property(anyDeliveries, ({ deliveries, order }) => {
        const expected = apply(deliveries);
        const shuffled = order.map((index) => deliveries[index]!);
        expect(apply(shuffled)).toEqual(expected);
        expect(apply([...shuffled, ...deliveries])).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

it('lines are told as ranges', () => {
  expect(ranges([4, 2, 3, 9])).toBe('2-4,9');
  expect(ranges([])).toBe('');
  expect(ranges([1, 1, 3])).toBe('1,3');
});
