import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Versioned, write } from '../../src/server/handoff/versions.ts';

type Text = { text: string } & Versioned;

const at = new Date('2026-11-30T12:00:00Z');
const bySome = (kept: Text | undefined, text: string, base: number | undefined, by: number | null) => write<{ text: string }>(kept, { text }, { base, by, at });
const reached = (outcome: ReturnType<typeof bySome>) => ('written' in outcome ? outcome.written : undefined)!;

describe('a text that two people may change', () => {
  it('grows by a version with each change, and is written once where it is written twice', () => {
    const first = reached(bySome(undefined, 'a', 0, 7));
    expect(first).toEqual({ text: 'a', version: 1, by: 7, at: at.toISOString() });
    expect(reached(bySome(first, 'a', 0, 8))).toBe(first);
    expect(reached(bySome(first, 'b', 1, 8))).toMatchObject({ text: 'b', version: 2, by: 8 });
  });

  it('is not written over what another one wrote since, which the writer is told', () => {
    const theirs = reached(bySome(reached(bySome(undefined, 'a', 0, 7)), 'theirs', 1, 8));
    expect(bySome(theirs, 'mine', 1, 7)).toEqual({ clash: theirs });
    expect(reached(bySome(theirs, 'mine', 2, 7))).toMatchObject({ text: 'mine', version: 3 });
  });

  it('is written over one\'s own words whatever version was seen: an answer may have been lost', () => {
    const mine = reached(bySome(reached(bySome(undefined, 'a', 0, 7)), 'ab', 1, 7));
    expect(reached(bySome(mine, 'abc', 0, 7))).toMatchObject({ text: 'abc', version: 3 });
  });

  it('is written as before by a card that knows of no versions', () => {
    expect(reached(bySome({ text: 'theirs', version: 4, by: 8 }, 'mine', undefined, 7))).toMatchObject({ text: 'mine', version: 5 });
  });

  it('never loses words of another one unseen: whoever replaces them had seen their version', () => {
    const step = fc.record({ by: fc.constantFrom(7, 8, null), text: fc.constantFrom('a', 'b', 'c', 'd'), lag: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let kept: Text | undefined;
        for (const { by, text, lag } of steps) {
          const base = Math.max(0, (kept?.version ?? 0) - lag);
          const outcome = bySome(kept, text, base, by);
          if ('written' in outcome && kept !== undefined && outcome.written !== kept && kept.by !== by) expect(base).toBe(kept.version);
          if ('written' in outcome) kept = outcome.written;
        }
      }),
    );
  });
});
