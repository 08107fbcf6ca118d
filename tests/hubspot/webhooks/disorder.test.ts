import fc from 'fast-check';
import { describe, it } from 'vitest';
import { disorderedStreams, overtakenStreams } from '../../support/disordered-events.ts';

describe('the end does not depend on the order in which HubSpot\'s events arrive', () => {
  it('shuffled, repeated, cut into any batches and with gaps, 2,000 streams end as HubSpot ended', () => {
    fc.assert(disorderedStreams(), { numRuns: 2_000 });
  });

  it('heard while it happens, with a save that comes after a later deletion was heard, a deleted record stays deleted', () => {
    fc.assert(overtakenStreams(), { numRuns: 2_000 });
  });
});
