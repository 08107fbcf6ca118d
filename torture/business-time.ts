import { businessTimeCases } from '../tests/support/business-time-oracle.ts';
import { atLeast, atMost, type Figure } from './figure.ts';

const CASES = 50_000;

/** T1: deadlines in business time beside a clock that looks at every minute, over zones, weeks, holidays and pauses. */
export const businessTime: Figure = {
  title: 'T1 business time against a minute-by-minute oracle',
  async run({ seed, quick, log }) {
    const { cases, mismatches } = businessTimeCases({ cases: quick ? CASES / 25 : CASES, seed });
    for (const mismatch of mismatches.slice(0, 10)) log(`  ${mismatch}`);
    return [atLeast('T1.cases', cases, quick ? CASES / 25 : CASES), atMost('T1.mismatches', mismatches.length, 0)];
  },
};
