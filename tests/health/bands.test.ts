import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, type BandState, nextBand } from '../../src/server/health/bands.ts';

/** Walks the days' scores; the state after each. */
function walk(scores: readonly number[], first: BandState | null = null): BandState[] {
  const states: BandState[] = [];
  scores.forEach((score, day) => states.push(nextBand(states.at(-1) ?? first, score, day)));
  return states;
}

function changes(states: readonly BandState[]): number {
  return states.filter((state, i) => i > 0 && state.band !== states[i - 1]!.band).length;
}

describe('bands', () => {
  it('begin at 50 and 70', () => {
    expect([49.9, 50, 69.9, 70].map(bandOf)).toEqual(['at-risk', 'watch', 'watch', 'healthy']);
  });

  it('hold within three points of their edge', () => {
    expect(walk([50.5, 47.1, 47.1, 47.1, 52.9, 72.9, 72.9, 72.9]).map((state) => state.band)).toEqual(Array(8).fill('watch'));
  });

  it('change once a crossing has lasted two days, and say so before', () => {
    const states = walk([60, 46, 46, 46]);
    expect(states.map((state) => state.band)).toEqual(['watch', 'watch', 'watch', 'at-risk']);
    expect(states[1]!.crossing).toEqual({ band: 'at-risk', since: 1 });
    expect(states[3]).toEqual({ band: 'at-risk', since: 3, crossing: null });
  });

  it('forget a crossing that ends before the dwell', () => {
    const states = walk([60, 46, 51, 46, 46]);
    expect(states[2]!.crossing).toBeNull();
    expect(states[4]!.band).toBe('watch');
  });

  it('pass both edges at once when the whole dwell lay beyond both', () => {
    expect(walk([80, 30, 30, 30]).map((state) => state.band)).toEqual(['healthy', 'healthy', 'healthy', 'at-risk']);
  });

  it('count a day by its last score: a fall in two steps on one day is a fall past both edges', () => {
    const morning = nextBand(nextBand(null, 80, 0), 60, 1);
    const evening = nextBand(morning, 30, 1);
    expect(evening.crossing).toEqual({ band: 'at-risk', since: 1 });
    expect(nextBand(nextBand(evening, 30, 2), 30, 3).band).toBe('at-risk');
  });

  it('go through the nearer band when the further edge was passed later', () => {
    const states = walk([80, 60, 60, 30, 30, 30]);
    expect(states.map((state) => state.band)).toEqual(['healthy', 'healthy', 'healthy', 'watch', 'watch', 'at-risk']);
  });

  it('do not move when a day is computed again', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 40 }), (scores) => {
        const states = walk(scores);
        states.forEach((state, day) => expect(nextBand(state, scores[day]!, day)).toEqual(state));
      }),
    );
  });

  it('never change more often than every other day, and only past an edge by its margin', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 60 }), (scores) => {
        const states = walk(scores);
        expect(changes(states)).toBeLessThanOrEqual(Math.floor(scores.length / 2));
        states.forEach((state, day) => {
          if (day === 0 || state.band === states[day - 1]!.band) return;
          const score = scores[day]!;
          expect(score < 47 || score >= 53).toBe(true);
        });
      }),
    );
  });

  it('give at most one change for a month of swinging by a point around an edge', () => {
    const scores = Array.from({ length: 30 }, (_, day) => 50 + (day % 2 === 0 ? 1 : -1));
    expect(changes(walk(scores))).toBeLessThanOrEqual(1);
  });

  it('flap a tenth as often as bare edges on noise (AR(1), sd 4, phi 0.8, means 50 to 70), and still see a fall within days', () => {
    const random = generator(7);
    let held = 0;
    let bare = 0;
    for (let account = 0; account < 200; account++) {
      const scores = noise(50 + (20 * account) / 199, 365, random);
      held += changes(walk(scores));
      bare += scores.filter((score, day) => day > 0 && bandOf(score) !== bandOf(scores[day - 1]!)).length;
    }
    expect(held / bare).toBeLessThan(0.2);
    expect(held / 200).toBeLessThan(6);
    const fall = walk([...Array(10).fill(60), ...Array(10).fill(45)]);
    expect(fall.findIndex((state) => state.band === 'at-risk') - 10).toBe(2);
  });
});

/** Mulberry32, uniform in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function noise(mean: number, days: number, random: () => number): number[] {
  const phi = 0.8;
  const innovation = 4 * Math.sqrt(1 - phi ** 2);
  let deviation = 0;
  return Array.from({ length: days }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    deviation = phi * deviation + innovation * normal;
    return Math.min(100, Math.max(0, mean + deviation));
  });
}
