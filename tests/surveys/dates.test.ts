import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOrderOf, instantOf } from '../../src/server/surveys/dates.ts';

const SAO_PAULO = 'America/Sao_Paulo';

describe('reading a date', () => {
  it.each([
    ['2026-03-02T14:05:31.112Z', '2026-03-02T14:05:31.112Z'],
    ['2026-03-02T14:05:31+00:00', '2026-03-02T14:05:31.000Z'],
    ['2026-03-02T11:05:31-03:00', '2026-03-02T14:05:31.000Z'],
    ['2026-03-02 11:05:31', '2026-03-02T14:05:31.000Z'],
    ['2026-03-02 11:05:31 UTC', '2026-03-02T11:05:31.000Z'],
    ['03/02/2026', '2026-02-03T03:00:00.000Z'],
    ['03/02/2026 10:30', '2026-02-03T13:30:00.000Z'],
    ['3/2/2026 10:30:15', '2026-02-03T13:30:15.000Z'],
    ['31.12.2025 23:59', '2026-01-01T02:59:00.000Z'],
    ['1767225600', '2026-01-01T00:00:00.000Z'],
    ['1767225600123', '2026-01-01T00:00:00.123Z'],
  ])('%s in São Paulo is %s', (text, instant) => {
    expect(instantOf(text, SAO_PAULO)?.toISOString()).toBe(instant);
  });

  it('takes the month first where told, with AM and PM', () => {
    expect(instantOf('03/02/2026 01:30:00 PM', 'UTC', 'mdy')?.toISOString()).toBe('2026-03-02T13:30:00.000Z');
    expect(instantOf('12/31/2026 12:00 am', 'UTC', 'mdy')?.toISOString()).toBe('2026-12-31T00:00:00.000Z');
  });

  it("knows Brazil's summer time of the years that had it", () => {
    expect(instantOf('15/01/2019 12:00', SAO_PAULO)?.toISOString()).toBe('2019-01-15T14:00:00.000Z');
    expect(instantOf('15/01/2020 12:00', SAO_PAULO)?.toISOString()).toBe('2020-01-15T15:00:00.000Z');
    // 4 November 2018 began at 01:00.
    expect(instantOf('04/11/2018', SAO_PAULO)?.toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });

  it.each(['31/02/2026', '00/01/2026', '2026-13-01', '25:00', 'ontem', '', '03/02/26', '12/31/2026 25:10', '45992.5'])('does not read %o', (text) => {
    expect(instantOf(text, SAO_PAULO)).toBeUndefined();
  });

  it('reads back what it is told, in any zone and either order', () => {
    const zones = fc.constantFrom('UTC', SAO_PAULO, 'America/New_York', 'Asia/Tokyo');
    const days = fc.date({ min: new Date('2015-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, zones, fc.constantFrom('dmy' as const, 'mdy' as const), (date, zone, order) => {
        const [year, month, day] = date.toISOString().slice(0, 10).split('-');
        const text = order === 'dmy' ? `${day}/${month}/${year} 12:00` : `${month}/${day}/${year} 12:00`;
        expect(instantOf(text, zone, order)).toEqual(instantOf(`${year}-${month}-${day} 12:00`, zone));
      }),
    );
  });
});

describe('the order of a column', () => {
  it('is proved by a part above 12', () => {
    expect(dateOrderOf(['03/02/2026', '25/02/2026'], 'mdy')).toBe('dmy');
    expect(dateOrderOf(['03/02/2026', '02/25/2026'], 'dmy')).toBe('mdy');
  });

  it('stays the given one without proof, and with contradicting proofs', () => {
    expect(dateOrderOf(['03/02/2026', '2026-02-25'], 'dmy')).toBe('dmy');
    expect(dateOrderOf(['25/02/2026', '02/25/2026'], 'mdy')).toBe('mdy');
  });
});
