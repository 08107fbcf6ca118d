import { describe, expect, it } from 'vitest';
import { SurveyType } from '../../extensions/contracts/nps.ts';
import { readScore } from '../../src/server/surveys/scales.ts';
import { types } from '../support/read-survey.ts';

it('the survey types are those of the contract', () => {
  expect([...types.keys()].sort()).toEqual([...SurveyType.options].sort());
});

describe.each([...types.values()])('$id', (type) => {
  it('reads every whole number of its scales, 0 included, and nothing beyond', () => {
    for (const scale of type.scales) {
      for (let score = scale.min; score <= scale.max; score++) expect(readScore(type, score, scale)).toMatchObject({ score });
      for (const wrong of [scale.min - 1, scale.max + 1, scale.min + 0.5, '', null]) expect(readScore(type, wrong, scale)).toHaveProperty('fault');
    }
  });

  it('has all three classes on every scale', () => {
    for (const scale of type.scales) {
      const scores = Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index);
      const classes = new Set(scores.map((score) => (readScore(type, score, scale) as { class: string }).class));
      expect(classes).toEqual(new Set(['promoter', 'passive', 'detractor']));
    }
  });
});
