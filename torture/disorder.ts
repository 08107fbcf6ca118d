import fc from 'fast-check';
import { disorderedStreams, overtakenStreams } from '../tests/support/disordered-events.ts';
import { atLeast, atMost, type Figure } from './figure.ts';

const STREAMS = 2_000;

/** A11: neither the order of HubSpot's events, nor gaps, repeats and batches, nor a late save change where an account ends. */
export const disorder: Figure = {
  title: 'A11 permutations of event streams',
  async run({ seed, quick, log }) {
    const numRuns = quick ? STREAMS : 10 * STREAMS;
    const told = fc.check(disorderedStreams(), { seed, numRuns });
    const overtaken = fc.check(overtakenStreams(), { seed, numRuns });
    for (const { counterexample } of [told, overtaken]) if (counterexample !== null) log(`  a stream that ended otherwise: ${JSON.stringify(counterexample[0])}`);
    return [
      atLeast('A11.permutations', told.numRuns, STREAMS),
      atMost('A11.ended-otherwise', told.failed ? 1 : 0, 0),
      atLeast('A11.overtaken-streams', overtaken.numRuns, STREAMS),
      atMost('A11.deleted-came-back', overtaken.failed ? 1 : 0, 0),
    ];
  },
};
