import { expect, it } from 'vitest';
import { numberArray, textArray } from '../../src/server/lib/sql-array.ts';

it('numbers stand bare, and null stays null', () => {
  expect(numberArray([1, -2.5, null, 9_007_199_254_740_991])).toBe('{1,-2.5,NULL,9007199254740991}');
  expect(numberArray([])).toBe('{}');
});

it('texts are quoted; quotes and backslashes within are escaped; the word NULL stays a text', () => {
  expect(textArray(['a,b', 'say "no"', 'c:\\', null, '', 'NULL', '{1}'])).toBe(String.raw`{"a,b","say \"no\"","c:\\",NULL,"","NULL","{1}"}`);
});
