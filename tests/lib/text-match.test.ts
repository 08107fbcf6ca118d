import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostAlike } from '../../src/server/lib/text-match.ts';

const cities = ['São Paulo', 'São Pedro', 'Rio de Janeiro', 'Rio Claro', 'Porto Alegre'];

describe('the texts most like one', () => {
  test.each([
    ['sao paolo', ['São Paulo', 'São Pedro']],
    ['Rio de Janero', ['Rio de Janeiro']],
    ['Porto', ['Porto Alegre']],
    ['Manaus', []],
  ])('of %s', (text, alike) => {
    expect(mostAlike(text, cities, 3)).toEqual(alike);
  });

  test('begin with the one that is the same but for case, accents and signs', () => {
    for (const city of cities) expect(mostAlike(city.toUpperCase().normalize('NFD').replace(/\p{M}/gu, '').replace(' ', '-'), cities, 1)).toEqual([city]);
  });

  test('are at most so many, all of them among those given', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ unit: 'grapheme' })), fc.nat(5), (text, among, limit) => {
      const found = mostAlike(text, among, limit);
      expect(found.length).toBeLessThanOrEqual(limit);
      expect(found.every((one) => among.includes(one))).toBe(true);
    }));
  });
});
