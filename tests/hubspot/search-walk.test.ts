import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginWalk, nextStep, walkQuery } from '../../src/server/hubspot/search-walk.ts';

const MODIFIED = 'hs_lastmodifieddate';

interface Found {
  id: string;
  at: number;
}

/** HubSpot's search in small: filters, sort, paging and the refusal to page beyond 10,000. */
function search(records: readonly Found[], query: ReturnType<typeof walkQuery>) {
  const from = Number(query.filters[0]!.value);
  const above = Number(query.filters[1]?.value ?? -1);
  const offset = Number(query.after);
  if (offset + 200 > 10_000) throw new Error('HubSpot refuses to page beyond 10,000 results.');
  const found = records.filter((one) => one.at >= from && Number(one.id) > above);
  found.sort((a, b) => (query.sort === MODIFIED ? a.at - b.at : 0) || Number(a.id) - Number(b.id));
  const next = offset + 200 < found.length ? String(offset + 200) : undefined;
  const page = found.slice(offset, offset + 200).map(({ id, at }) => {
    const updatedAt = new Date(at).toISOString();
    return { id, properties: { [MODIFIED]: updatedAt }, createdAt: updatedAt, updatedAt, archived: false };
  });
  return { page, next };
}

function walkAll(records: readonly Found[], from: number): { seen: Set<string>; calls: number } {
  const seen = new Set<string>();
  let calls = 0;
  for (let walk = beginWalk(from) as ReturnType<typeof nextStep>; walk !== undefined; ) {
    const { page, next } = search(records, walkQuery(walk, MODIFIED));
    page.forEach((record) => seen.add(record.id));
    calls += 1;
    walk = nextStep(walk, page, next, MODIFIED);
  }
  return { seen, calls };
}

test('a walk over 25,000 records sees each of them, without paging too far', () => {
  const records = Array.from({ length: 25_000 }, (_, i) => ({ id: String(i + 1), at: 1_000_000 + i * 7 }));
  const { seen, calls } = walkAll(records, 1_000_000);
  expect(seen.size).toBe(25_000);
  expect(calls).toBeLessThanOrEqual(25_000 / 200 + 3);
});

test('more than 10,000 records of one and the same instant are seen, too', () => {
  const records = Array.from({ length: 12_345 }, (_, i) => ({ id: String(i + 1), at: i < 40 ? 999_999 : 1_000_000 }));
  expect(walkAll(records, 0).seen.size).toBe(12_345);
});

test('whatever the instants, nothing is missed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 0, maxLength: 40 }), fc.nat(3), (blocks, from) => {
      const records = blocks.flatMap((block, b) => Array.from({ length: 700 }, (_, i) => ({ id: String(b * 700 + i + 1), at: block * 1_000 })));
      return walkAll(records, from * 1_000).seen.size === records.filter((record) => record.at >= from * 1_000).length;
    }),
    { numRuns: 40 },
  );
});

test('a record that is modified during the walk, and moves to its end, hides no other', () => {
  const records = Array.from({ length: 1_000 }, (_, i) => ({ id: String(i + 1), at: 1_000 + i }));
  const seen = new Set<string>();
  let edits = 0;
  for (let walk = beginWalk(0) as ReturnType<typeof nextStep>; walk !== undefined; ) {
    const { page, next } = search(records, walkQuery(walk, MODIFIED));
    page.forEach((record) => seen.add(record.id));
    walk = nextStep(walk, page, next, MODIFIED);
    if (edits < 5) records.find((record) => record.id === page[0]!.id)!.at = 1_000_000 + (edits += 1);
  }
  expect(seen.size).toBe(1_000);
});
