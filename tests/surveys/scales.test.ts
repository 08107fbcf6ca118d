import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScore } from '../../src/server/surveys/scales.ts';
import { types } from '../support/read-survey.ts';

const nps = types.get('nps')!;
const csat = types.get('csat')!;
const ces = types.get('ces')!;
const likert = types.get('likert')!;

describe('NPS, 0 to 10', () => {
  it.each([
    [0, 'detractor'],
    ['0', 'detractor'],
    [6, 'detractor'],
    [7, 'passive'],
    [8, 'passive'],
    [9, 'promoter'],
    ['10', 'promoter'],
    ['9,0', 'promoter'],
  ])('%o is a %s', (raw, cls) => {
    expect(readScore(nps, raw)).toMatchObject({ class: cls });
  });

  it.each([-1, 11, 7.5, '7,5', '', ' ', null, undefined, 'dez', '1e1', '0x9', true, Number.NaN, [], {}])('%o is no answer', (raw) => {
    expect(readScore(nps, raw)).toHaveProperty('fault');
  });

  it.each(['', ' ', null, undefined])('%o is a missing one', (raw) => {
    expect(readScore(nps, raw)).toMatchObject({ fault: { code: 'empty-score' } });
  });

  it('tells neither a long text nor a comment in its fault', () => {
    expect(readScore(nps, 'Estou muito insatisfeito com tudo')).toEqual({
      fault: { code: 'bad-score', params: { given: '…', type: 'nps', min: 0, max: 10 } },
    });
  });
});

describe('CSAT', () => {
  it('takes 4 and 5 of 5 for satisfied', () => {
    expect([1, 2, 3, 4, 5].map((raw) => readScore(csat, raw))).toMatchObject([
      { class: 'detractor', value: 0 }, { class: 'detractor' }, { class: 'passive', value: 0.5 }, { class: 'promoter' }, { class: 'promoter', value: 1 },
    ]);
  });

  it("takes HubSpot's 0 to 2, where 2 is satisfied", () => {
    expect([0, 1, 2].map((raw) => readScore(csat, raw, { min: 0, max: 2 }))).toMatchObject([
      { class: 'detractor', value: 0 }, { class: 'passive', value: 0.5 }, { class: 'promoter', value: 1 },
    ]);
    expect(readScore(csat, 3, { min: 0, max: 2 })).toHaveProperty('fault');
  });

  it.each([[1, 7], [1, 10]])('knows %i to %i', (min, max) => {
    expect(readScore(csat, max, { min, max })).toMatchObject({ class: 'promoter', value: 1 });
  });
});

describe('CES', () => {
  it('is low 1 to 3, middle 4 and 5, high 6 and 7', () => {
    const classes = [1, 2, 3, 4, 5, 6, 7].map((raw) => (readScore(ces, raw) as { class: string }).class);
    expect(classes).toEqual(['detractor', 'detractor', 'detractor', 'passive', 'passive', 'promoter', 'promoter']);
  });

  it('wants other scales declared with their classes, and says so', () => {
    expect(readScore(ces, 3, { min: 1, max: 5 })).toMatchObject({ fault: { code: 'unknown-classes', params: { type: 'ces', min: 1, max: 5 } } });
    expect(readScore(ces, 3, { min: 1, max: 5, topFrom: 4, bottomTo: 2 })).toMatchObject({ class: 'passive' });
  });

  it.each([
    { min: 5, max: 1 },
    { min: 1, max: 5, topFrom: 2, bottomTo: 3 },
    { min: 1, max: 5, topFrom: 6, bottomTo: 2 },
  ])('refuses the scale %o', (scale) => {
    expect(readScore(ces, 1, scale)).toHaveProperty('fault');
  });
});

describe('Likert', () => {
  it('turns a reversed item round: 5 reads as 1', () => {
    expect(readScore(likert, 5, { min: 1, max: 5, reversed: true })).toMatchObject({ score: 1, class: 'detractor', value: 0 });
    expect(readScore(likert, 1, { min: 1, max: 5, reversed: true })).toMatchObject({ score: 5, class: 'promoter', value: 1 });
  });
});

describe('thumbs', () => {
  it('reads Sim and Não on a scale of 0 to 1 only', () => {
    const thumbs = { min: 0, max: 1, topFrom: 1, bottomTo: 0 };
    expect(readScore(csat, 'Sim', thumbs)).toMatchObject({ score: 1, class: 'promoter' });
    expect(readScore(csat, 'Não', thumbs)).toMatchObject({ score: 0, class: 'detractor' });
    expect(readScore(csat, 'Sim')).toHaveProperty('fault');
  });
});

it('any answer on any known scale: better is never a worse class or a smaller value, and reversing twice changes nothing', () => {
  const scales = [...types.values()].flatMap((type) => type.scales.map((scale) => ({ type, scale })));
  const rank = { detractor: 0, passive: 1, promoter: 2 };
  fc.assert(
    fc.property(fc.constantFrom(...scales), fc.nat(10), fc.nat(10), ({ type, scale }, a, b) => {
      const on = (n: number) => scale.min + (n % (scale.max - scale.min + 1));
      const [low, high] = [on(a), on(b)].sort((x, y) => x - y) as [number, number];
      const [worse, better] = [readScore(type, low, scale), readScore(type, high, scale)];
      if ('fault' in worse || 'fault' in better) throw new Error('on the scale');
      expect(worse.value).toBeLessThanOrEqual(better.value);
      expect(rank[worse.class]).toBeLessThanOrEqual(rank[better.class]);
      const once = readScore(type, low, { ...scale, reversed: true }) as { score: number };
      expect(readScore(type, once.score, { ...scale, reversed: true })).toMatchObject({ score: low });
    }),
  );
});
