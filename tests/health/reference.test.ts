import { describe, expect, it } from 'vitest';
import { freezeReference } from '../../src/server/health/reference.ts';

describe('reference means', () => {
  it('are the means of the portal once thirty companies have a value', () => {
    expect(freezeReference([{ known: 30, mean: 0.62 }, { known: 400, mean: 0.8 }], 20_778)).toEqual({ day: 20_778, means: [0.62, 0.8], starting: false });
  });

  it('start at 0.5, and say so, while fewer have one', () => {
    expect(freezeReference([{ known: 29, mean: 0.9 }, { known: 400, mean: 0.8 }], 20_778)).toEqual({ day: 20_778, means: [0.5, 0.8], starting: true });
    expect(freezeReference([{ known: 0, mean: null }], 20_778)).toEqual({ day: 20_778, means: [0.5], starting: true });
  });
});
