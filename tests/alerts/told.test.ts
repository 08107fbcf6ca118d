import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/server/alerts/message.ts';
import { cut, fitting, headline, oneLine, visible, withoutMentions } from '../../src/server/alerts/told.ts';
import { buildMessage } from '../support/build-message.ts';
import { hostileTexts } from '../support/hostile-texts.ts';

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constantFrom(...hostileTexts));

describe('cut', () => {
  it('is never longer than asked for, and a beginning of the text', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 60 }), (given, most) => {
        const shown = cut(given, most);
        return shown.length <= Math.max(most, 0) && (shown === given || shown === '' || given.startsWith(shown.slice(0, -1)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('ends at a word, or between two signs as people see them', () => {
    expect(cut('uma resposta longa demais', 16)).toBe('uma resposta…');
    expect(cut('Donaudampfschifffahrt', 8)).toBe('Donauda…');
    expect(cut('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 13)).toBe('👨‍👩‍👧‍👦…');
    expect(cut('curto', 5)).toBe('curto');
  });
});

describe('what is seen', () => {
  it('has no control, no mark of direction, no half sign; and is the same when it is cleaned again', () => {
    fc.assert(
      fc.property(text, (given) => {
        const shown = visible(given);
        return !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(shown) && !/[\ud800-\udfff]/u.test(shown) && visible(shown) === shown && !/\n/.test(oneLine(given));
      }),
      { numRuns: 3_000 },
    );
  });

  it('calls nobody, and leaves e-mail addresses as they are', () => {
    for (const name of ['@channel', 'oi @ana', '(@here)', 'a @b.c', '@durov!']) expect(withoutMentions(name)).toMatch(/@\u2060/);
    for (const address of ['ana@acme.com.br', 'a.b+c@acme.io', 'x-1@y.z']) expect(withoutMentions(address)).toBe(address);
    expect(withoutMentions('pago @ 10% e @')).toBe('pago @ 10% e @');
  });
});

describe('fitting', () => {
  const render = (shown: Message[], leftOut: number) => JSON.stringify([shown.map(({ title, quote, facts }) => [title, quote, facts]), leftOut]);

  it('tells all where it fits, then each shorter, then fewer with how many are left out', () => {
    const long = buildMessage({ quote: 'palavra '.repeat(2_000) });
    const messages = Array.from({ length: 30 }, () => long) as [Message, ...Message[]];
    const told = (most: number) => JSON.parse(fitting(messages, render, (one) => one.length <= most)) as [[string, string][], number];
    expect(told(1_000_000)[1]).toBe(0);
    expect(told(1_000_000)[0][0]![1].length).toBeGreaterThan(7_000);
    expect(told(60_000)).toMatchObject([{ length: 30 }, 0]);
    const [shown, leftOut] = told(3_000);
    expect(shown.length + leftOut).toBe(30);
    expect(leftOut).toBeGreaterThan(0);
    expect(told(10)[0]).toHaveLength(1);
  });

  it('always counts every message', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 9_000 }), (count, most, length) => {
        const messages = Array.from({ length: count }, () => buildMessage({ quote: 'x'.repeat(length) })) as [Message, ...Message[]];
        const [shown, leftOut] = JSON.parse(fitting(messages, render, (one) => one.length <= most)) as [unknown[], number];
        return shown.length + leftOut === count && shown.length >= 1;
      }),
      { numRuns: 200 },
    );
  });
});

it('a headline says what happened in one line; of several how many', () => {
  expect(headline([buildMessage({ title: 'Uma\nnota' })])).toBe('Uma nota');
  expect(headline([buildMessage({ language: 'pt-BR', title: 'Nota 3' }), buildMessage()])).toBe('2 avisos: Nota 3');
});
