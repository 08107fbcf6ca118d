import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault, looksLikeJson } from '../../src/server/lib/json-limits.ts';

const fault = (text: string) => jsonFault(Buffer.from(text));
const nested = (depth: number, inside = '1') => `${'['.repeat(depth)}${inside}${']'.repeat(depth)}`;
const list = (items: number) => `[${Array.from({ length: items }, () => '1').join(',')}]`;
const object = (keys: number) => `{${Array.from({ length: keys }, (_, index) => `"k${index}":1`).join(',')}}`;

/** The same limits, counted on the parsed value. */
function overLimit(value: unknown, depth = 0): boolean {
  if (value === null || typeof value !== 'object') return false;
  const inner = Object.values(value) as unknown[];
  if (depth + 1 > 32 || inner.length > (Array.isArray(value) ? 10_000 : 1_000)) return true;
  return inner.some((one) => overLimit(one, depth + 1));
}

describe('the limits of JSON', () => {
  it.each([
    ['32 deep', nested(32)],
    ['10,000 items', list(10_000)],
    ['1,000 keys', object(1_000)],
    ['a hundred objects of a hundred keys', `[${Array.from({ length: 100 }, () => object(100)).join(',')}]`],
    ['brackets and commas inside a text', JSON.stringify({ text: `${'[{,"'.repeat(20_000)}\\` })],
    ['nothing', ''],
    ['no JSON', 'a,b,c\n'.repeat(10_000)],
  ])('take %s', (_what, text) => expect(fault(text)).toBeUndefined());

  it.each([
    ['33 deep', nested(33), /deeper than 32/],
    ['400,000 deep', '{"a":'.repeat(400_000), /deeper than 32/],
    ['33 deep after many shallow ones', `[${nested(3)},${nested(33)}]`, /deeper than 32/],
    ['10,001 items', list(10_001), /more than 10000 items/],
    ['1,001 keys', object(1_001), /more than 1000 keys/],
    ['1,001 keys far inside', nested(20, object(1_001)), /more than 1000 keys/],
  ])('refuse %s', (_what, text, reason) => expect(fault(text)).toMatch(reason));

  it('agree with a count on the parsed value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.integer({ min: 0, max: 40 }), (json, depth) => {
        const text = nested(depth, json);
        return (fault(text) !== undefined) === overLimit(JSON.parse(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are looked for in one pass even in 10 MB of anything', () => {
    for (const piece of ['[', '"', '\\', '{"a":', ',', '[1,']) {
      const bytes = Buffer.from(piece.repeat(Math.floor(10_000_000 / piece.length)));
      const started = performance.now();
      jsonFault(bytes);
      // A pass takes a tenth of a second; a look back at every byte would take hours.
      expect(performance.now() - started, piece).toBeLessThan(10_000);
    }
  });

  it.each([['{}', true], [' \n[1]', true], ['\ufeff{', true], ['id,score', false], ['', false], ['"a"', false]])('%j begins like JSON: %s', (text, begins) => {
    expect(looksLikeJson(Buffer.from(text))).toBe(begins);
  });
});
