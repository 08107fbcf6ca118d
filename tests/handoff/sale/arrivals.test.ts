import { expect, it } from 'vitest';
import { placesOf } from '../../../src/server/handoff/sale/arrivals.ts';

const BEGUN = new Date('2026-11-01T12:00:00Z');
const day = (date: number) => new Date(Date.UTC(2026, 10, date, 12));

it('without a choice handoffs begin at every win since Baton came, or since the choice was taken back', () => {
  expect(placesOf({ starts: [], startsAt: null }, BEGUN)).toEqual([{ pipeline: null, stage: null, since: BEGUN }]);
  expect(placesOf({ starts: [], startsAt: day(9) }, BEGUN)).toEqual([{ pipeline: null, stage: null, since: day(9) }]);
});

it('each stage counts since it was chosen, and a win in its pipeline since the first of them', () => {
  const starts = [{ pipeline: 'new', stage: 'sent', since: day(5) }, { pipeline: 'new', stage: 'asked', since: day(8) }, { pipeline: 'renewals', stage: 'due', since: day(8) }];
  expect(placesOf({ starts, startsAt: day(8) }, BEGUN)).toEqual([...starts, { pipeline: 'new', stage: null, since: day(5) }, { pipeline: 'renewals', stage: null, since: day(8) }]);
});
