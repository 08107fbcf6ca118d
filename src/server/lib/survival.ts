import { type Interval, Z95 } from './statistics.ts';

/** How many reached the event after so much time, and how many were seen for so long without it. */
export interface Tally {
  time: number;
  events: number;
  censored: number;
}

/** The estimate from a time on at which somebody reached the event, with its 95 % interval. */
export interface SurvivalStep extends Interval {
  time: number;
  /** Share that has not reached the event, 0 to 1. */
  survival: number;
  /** How many were still seen without it just before. */
  atRisk: number;
  events: number;
}

/** Products of fractions that are 1/2 on paper miss it by less. */
const ROUNDING = 1e-12;

/**
 * Share that has not reached the event yet, by time; those who were not seen long enough count for as long as they were
 * seen. Of equal times, events come before censorings. Kaplan & Meier 1958, JASA 53:457; variance by Greenwood, interval on
 * the log(-log) scale (Kalbfleisch & Prentice 1980), which stays within 0 and 1. Once nobody is left the variance is not
 * defined: the interval then reaches from 0 to where it ended before.
 */
export function kaplanMeier(tallies: readonly Tally[]): SurvivalStep[] {
  const steps: SurvivalStep[] = [];
  let atRisk = tallies.reduce((sum, { events, censored }) => sum + events + censored, 0);
  let survival = 1;
  let greenwood = 0;
  for (const { time, events, censored } of merged(tallies)) {
    if (events > 0) {
      survival = events === atRisk ? 0 : survival * (1 - events / atRisk);
      greenwood += events / (atRisk * (atRisk - events));
      steps.push({ time, survival, atRisk, events, ...intervalOf(survival, greenwood, steps.at(-1)) });
    }
    atRisk -= events + censored;
  }
  return steps;
}

function intervalOf(survival: number, greenwood: number, before: Interval | undefined): Interval {
  if (survival === 0) return { low: 0, high: before?.high ?? 1 };
  const spread = (Z95 * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
  return { low: survival ** Math.exp(spread), high: survival ** Math.exp(-spread) };
}

/** One tally a time, in order. */
function merged(tallies: readonly Tally[]): Tally[] {
  const byTime = new Map<number, Tally>();
  for (const { time, events, censored } of tallies) {
    const known = byTime.get(time) ?? { time, events: 0, censored: 0 };
    byTime.set(time, { time, events: known.events + events, censored: known.censored + censored });
  }
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}

/**
 * The first time at which half have reached the event, and where the interval of the curve allows it to lie (Brookmeyer &
 * Crowley 1982, Biometrics 38:29). Each is null where it is later than what has been seen.
 */
export function medianTime(steps: readonly SurvivalStep[]): { median: number | null; low: number | null; high: number | null } {
  const firstUnderHalf = (share: (step: SurvivalStep) => number) => steps.find((step) => share(step) <= 0.5 + ROUNDING)?.time ?? null;
  return { median: firstUnderHalf(({ survival }) => survival), low: firstUnderHalf(({ low }) => low), high: firstUnderHalf(({ high }) => high) };
}
