import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Handoff, holderOf, open } from '../../src/server/handoff/baton.ts';
import { type Command, transition } from '../../src/server/handoff/machine.ts';
import { calendarOf, OFFICE_HOURS } from '../../src/server/handoff/playbooks/calendar.ts';
import { STANDARD } from '../../src/server/handoff/playbooks/playbook.ts';
import { HANDOFF_PROPERTIES, handoffProperties } from '../../src/server/handoff/properties.ts';
import { WRITTEN } from '../../src/server/hubspot/property-schema.ts';

const ZONE = 'America/Sao_Paulo';
/** Half past ten in the evening of the 29th in São Paulo. */
const LATE = new Date('2026-11-30T01:30:00Z');
const HOUR_MS = 3_600_000;
const LEGS = [{ id: 'sales', owner: 11, skipped: null }, { id: 'engagement', owner: 22, skipped: null }, { id: 'cs', owner: null, skipped: null }];

/** A handoff after these steps, an hour apart; those that are not possible are left out. */
function buildBaton(commands: readonly Command[] = []): Handoff {
  let baton = open(LEGS, LATE);
  for (const [index, command] of commands.entries()) {
    const outcome = transition(baton, command, new Date(LATE.getTime() + index * HOUR_MS));
    if (!('fault' in outcome)) baton = outcome.handoff;
  }
  return baton;
}

const told = (baton: Handoff, zone = ZONE) => handoffProperties({ baton, playbook: STANDARD, form: {}, openedAt: LATE }, zone, calendarOf(OFFICE_HOURS, zone));
const submit: Command = { kind: 'submit', missing: [] };
const accept: Command = { kind: 'accept', owner: null };
const held: Command = { kind: 'hold-kick-off', missing: [] };
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const reached: Command = { kind: 'reach-first-value', at: day('2026-12-02'), today: day('2026-12-05') };

describe('what a record in HubSpot says of a handoff', () => {
  it('is a property each that Baton creates there, of companies and of deals', () => {
    for (const type of ['companies', 'deals'] as const) {
      expect(WRITTEN[type].properties.map((one) => one.name)).toEqual(expect.arrayContaining([...HANDOFF_PROPERTIES]));
    }
    expect(Object.keys(told(buildBaton())).sort()).toEqual([...HANDOFF_PROPERTIES].sort());
  });

  it('has no dates before there are any, and whoever sells has it', () => {
    expect(told(buildBaton())).toMatchObject({ baton_handoff_owner: '11', baton_handoff_accepted: '', baton_kick_off_held: '', baton_first_value_reached: '', baton_first_value_days: '' });
  });

  it('has the days of the account, not those of UTC; first value on the day that was named', () => {
    const baton = buildBaton([submit, accept, held, reached]);
    expect(told(baton)).toMatchObject({ baton_handoff_accepted: '2026-11-29', baton_kick_off_held: '2026-11-30', baton_first_value_reached: '2026-12-02', baton_first_value_days: '3' });
    expect(told(baton, 'Asia/Tokyo')).toMatchObject({ baton_handoff_accepted: '2026-11-30', baton_first_value_reached: '2026-12-02', baton_first_value_days: '2' });
  });

  it('names whoever has the baton: sales until it is accepted, nobody where the leg has nobody, or it is cancelled', () => {
    expect(told(buildBaton([submit])).baton_handoff_owner).toBe('11');
    expect(told(buildBaton([submit, accept])).baton_handoff_owner).toBe('22');
    expect(told(buildBaton([submit, accept, { kind: 'pause', reason: 'férias' }])).baton_handoff_owner).toBe('22');
    expect(told(buildBaton([submit, accept, held, submit, accept])).baton_handoff_owner).toBe('');
    expect(told(buildBaton([submit, accept, { kind: 'assign', leg: 'engagement', owner: 33 }])).baton_handoff_owner).toBe('33');
    const cancelled = buildBaton([submit, accept, { kind: 'cancel', reason: 'desistiu' }]);
    expect(told(cancelled)).toMatchObject({ baton_handoff_owner: '', baton_handoff_accepted: '2026-11-29' });
  });

  it('names the holder of every open handoff, nobody of an ended one; every date is a day or empty, whatever was done', () => {
    const owner = fc.constantFrom(22, 33, null);
    const command: fc.Arbitrary<Command> = fc.oneof(
      fc.constantFrom<Command>(submit, held, reached, { kind: 'complete' }, { kind: 'cancel', reason: 'x' }, { kind: 'reopen', reason: 'x' }, { kind: 'return', gaps: [{ field: 'scope', note: '' }] }),
      owner.map((one): Command => ({ kind: 'accept', owner: one })),
      fc.record({ leg: fc.constantFrom('sales', 'engagement', 'cs'), owner }).map((one): Command => ({ kind: 'assign', ...one })),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), fc.constantFrom(ZONE, 'Asia/Tokyo', 'UTC', 'Pacific/Kiritimati'), (commands, zone) => {
        const baton = buildBaton(commands);
        const says = told(baton, zone);
        const has = baton.status === 'open' ? baton.legs[holderOf(baton)]!.owner : null;
        expect(says.baton_handoff_owner).toBe(has === null ? '' : String(has));
        expect([says.baton_handoff_accepted, says.baton_kick_off_held, says.baton_first_value_reached].map((text) => text !== '')).toEqual([baton.acceptedAt, baton.kickOffAt, baton.firstValueAt].map((at) => at !== null));
        for (const text of [says.baton_handoff_accepted, says.baton_kick_off_held, says.baton_first_value_reached]) expect(text).toMatch(/^(\d{4}-\d{2}-\d{2})?$/);
      }),
      { numRuns: 500 },
    );
  });
});
