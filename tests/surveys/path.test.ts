import { describe, expect, it } from 'vitest';
import { parsePath, valueAt } from '../../src/server/surveys/path.ts';

const document = { data: { answers: [{ value: 0 }, { value: 9 }], indicators: [{ column: 'cnpj', value: '11' }] }, 'a b': null };

describe('dotted paths', () => {
  it.each([
    ['data.answers[1].value', 9],
    ['data.answers.0.value', 0],
    ['data.indicators[column=cnpj].value', '11'],
    ['data.indicators[column=other].value', undefined],
    ['a b', null],
    ['a b.c', undefined],
    ['data.answers[7].value', undefined],
    ['constructor', undefined],
    ['data.answers.length', 2],
  ])('%s leads to %o', (path, value) => {
    expect(valueAt(document, parsePath(path))).toEqual(path === 'data.answers.length' ? 2 : value);
  });

  it('"" is the document itself', () => {
    expect(valueAt(document, parsePath(''))).toBe(document);
  });

  it.each(['a..b', '.a', 'a[', 'a]b', 'a.'])('%s cannot be read, and says so', (path) => {
    expect(() => parsePath(path)).toThrow(path);
  });
});
