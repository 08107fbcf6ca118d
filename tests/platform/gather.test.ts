import { describe, expect, it } from 'vitest';
import { createGather } from '../../src/server/platform/gather.ts';

/** Doubles numbers, remembers the lots, refuses 13. */
function buildDoubler(most = 10) {
  const lots: number[][] = [];
  const double = createGather<number, number>(async (_key, items) => {
    lots.push([...items]);
    await new Promise((resolve) => setImmediate(resolve));
    if (items.includes(13)) throw new Error('unlucky');
    return items.map((item) => item * 2);
  }, most);
  return { double, lots };
}

describe('work that goes together', () => {
  it('is done at once where it comes alone', async () => {
    const { double, lots } = buildDoubler();
    expect(await double(1, 4)).toBe(8);
    expect(await double(1, 5)).toBe(10);
    expect(lots).toEqual([[4], [5]]);
  });

  it('gathers what arrives meanwhile, in order, each with its own answer', async () => {
    const { double, lots } = buildDoubler(3);
    expect(await Promise.all([1, 2, 3, 4, 5].map((item) => double(1, item)))).toEqual([2, 4, 6, 8, 10]);
    expect(lots).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('keeps keys apart', async () => {
    const { double, lots } = buildDoubler();
    await Promise.all([double(1, 1), double(2, 2), double(1, 3), double(2, 4)]);
    expect(lots).toEqual([[1], [2], [3], [4]]);
  });

  it('fails alone: the others of its lot are done', async () => {
    const { double } = buildDoubler();
    const outcomes = await Promise.allSettled([1, 12, 13, 14].map((item) => double(1, item)));
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'))).toEqual([2, 24, 'failed', 28]);
  });
});
