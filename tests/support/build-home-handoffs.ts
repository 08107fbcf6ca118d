import type { HomeHandoff, HomeHandoffFigures, HomeHandoffs } from '../../extensions/contracts/home-handoffs.ts';

const asOf = '2026-11-21T14:30:00.000Z';
const caio = { id: 'sales', label: 'Sales', owner: 'Caio Lima' };

/** A handoff that CS has not answered in time. */
export function buildHomeHandoff(overrides: Partial<HomeHandoff> = {}): HomeHandoff {
  return {
    id: '6d1f3f0e-58a5-4b47-9d0a-0d5c1f6a7b11',
    deal: { id: '901', name: 'Acme 2027', recordUrl: 'https://app.hubspot.com/contacts/101/record/0-3/901?tab=handoff' },
    company: { id: '501', name: 'Acme Ltda', recordUrl: 'https://app.hubspot.com/contacts/101/record/0-2/501?tab=onboarding' },
    state: 'submitted', holder: caio, asked: { id: 'engagement', label: 'Engagement', owner: null }, waitedHours: 21.5, dueAt: '2026-11-19T12:00:00.000Z', late: true, paused: false, leftHours: 12.7,
    completeness: 0.8, returns: 1, ...overrides,
  };
}

/** One late and one in time, at two legs. */
export function buildHomeHandoffs(overrides: Partial<HomeHandoffs> = {}): HomeHandoffs {
  const inTime = buildHomeHandoff({
    id: '6d1f3f0e-58a5-4b47-9d0a-0d5c1f6a7b12', state: 'accepted', asked: null, late: false, leftHours: 0.4, returns: 0, holder: { id: 'cs', label: 'Customer success', owner: null },
    company: { id: '502', name: null, recordUrl: 'https://app.hubspot.com/contacts/101/record/0-2/502?tab=onboarding' },
    deal: { id: '902', name: null, recordUrl: 'https://app.hubspot.com/contacts/101/record/0-3/902?tab=handoff' },
  });
  return {
    ok: true, asOf, open: 2, states: [{ state: 'submitted', n: 1 }, { state: 'accepted', n: 1 }], legs: [{ id: 'sales', label: 'Sales', n: 1 }, { id: 'cs', label: 'Customer success', n: 1 }],
    handoffs: [buildHomeHandoff(), inTime], next: null,
    squads: [
      { leg: 'sales', label: 'Sales', companies: 4, late: 1, lateToAccept: 1, returned: 2, middleHours: 9, longestHours: 40.2 },
      { leg: 'cs', label: 'Customer success', companies: 1, late: 0, lateToAccept: 0, returned: 0, middleHours: 0.2, longestHours: 0.2 },
    ],
    ...overrides,
  };
}

/** Eight handoffs, five of which have reached first value. */
export function buildHomeHandoffFigures(overrides: Partial<HomeHandoffFigures> = {}): HomeHandoffFigures {
  return {
    ok: true, asOf, days: 90,
    firstPass: { n: 6, of: 8, interval: { low: 0.409, high: 0.929 } },
    returns: [{ returns: 0, handoffs: 6 }, { returns: 2, handoffs: 2 }],
    promises: { handoffs: 7, open: 3, kept: 4, broken: 1, interval: { low: 0.376, high: 0.964 } },
    firstValue: { of: 8, reached: 5, median: 34, low: 21, high: null, curve: [{ day: 21, share: 0.25, low: 0.1, high: 0.5 }, { day: 34, share: 0.5, low: 0.2, high: 0.8 }] },
    ...overrides,
  };
}
