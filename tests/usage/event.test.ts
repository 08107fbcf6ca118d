import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBulk } from '../../src/server/usage/body.ts';
import { readEvent, referenceKey } from '../../src/server/usage/event.ts';
import { companyOf, type Known } from '../../src/server/usage/matching.ts';
import { dayKey, decideDays, type UsageDay } from '../../src/server/usage/outcome.ts';

const NOW = new Date('2026-11-21T15:00:00Z');
const read = (event: object, timeZone = 'America/Sao_Paulo') => readEvent(event, { now: NOW, timeZone });
const whole = { companyId: 42, day: '2026-11-20', logins: 7 };

describe('a usage event', () => {
  it('takes ids as numbers or digits, a CNPJ with its mask, any host of a domain', () => {
    expect(read({ ...whole, companyId: '42', cnpj: '11.222.333/0001-81', domain: 'App.Acme.com.BR', externalId: 'tenant-7' })).toMatchObject({
      reference: { companyId: 42, cnpj: '11222333000181', domain: 'acme.com.br', externalId: 'tenant-7' }, activeUsers: null, seats: null, id: null, clock: NOW,
    });
  });

  it('counts its moment on the day of the account\'s zone; its clock is that moment', () => {
    const at = '2026-11-20T01:30:00Z';
    expect(read({ companyId: 1, logins: 1, at })).toMatchObject({ day: '2026-11-19', clock: new Date(at) });
    expect(read({ companyId: 1, logins: 1, at }, 'Asia/Tokyo')).toMatchObject({ day: '2026-11-20' });
    expect(read({ companyId: 1, logins: 1, at, day: '2026-11-18' })).toMatchObject({ day: '2026-11-18', clock: new Date(at) });
  });

  it.each([
    [{ ...whole, companyId: undefined }, 'names no company'],
    [{ ...whole, day: undefined }, 'has no date'],
    [{ ...whole, day: '2026-11-23' }, 'day lies in the future'],
    [{ ...whole, at: '2026-11-22T15:00:01Z' }, 'at lies in the future'],
    [{ ...whole, day: '2025-10-16' }, 'more than 400 days ago'],
    [{ ...whole, day: '31/12/2025' }, 'day'],
    [{ ...whole, day: '2026-02-30' }, 'day'],
    [{ ...whole, at: '2026-11-20 10:00' }, 'at'],
    [{ ...whole, logins: -1 }, 'logins'],
    [{ ...whole, logins: 1.5 }, 'logins'],
    [{ ...whole, logins: '7' }, 'logins'],
    [{ ...whole, logins: undefined }, 'logins'],
    [{ ...whole, seats: 0 }, 'seats'],
    [{ ...whole, companyId: 0 }, 'companyId'],
    [{ ...whole, companyId: 'x' }, 'companyId'],
    [{ ...whole, cnpj: '11222333000182' }, 'cnpj fails its check digits'],
    [{ ...whole, domain: 'a@acme.com.br' }, 'domain is no domain'],
    [{ ...whole, id: 'x'.repeat(201) }, 'id'],
    [{ ...whole, id: 'a\u0000b' }, 'cannot be stored'],
    [{ ...whole, portalId: 8 }, 'fields that are not known'],
    [JSON.parse('{"companyId":1,"day":"2026-11-20","logins":1,"__proto__":{"seats":5}}') as object, 'fields that are not known'],
  ])('%j is refused: %s', (event, fault) => {
    expect(read(event)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it('never repeats in a fault what was posted', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.constant('cânfora')), (event) => !JSON.stringify(read(event)).includes('cânfora')));
  });

  it('whatever is posted is read or refused, never thrown at', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof read(value as object) === 'object'), { numRuns: 2_000 });
  });
});

describe('a bulk', () => {
  it('is a list or lines; rows are counted as its author counts them', () => {
    const list = readBulk(Buffer.from('[{"a":1},{"b":2}]'));
    expect(list).toEqual([{ row: 1, value: { a: 1 } }, { row: 2, value: { b: 2 } }]);
    expect(readBulk(Buffer.from('{"a":1}\r\n\n{"b":2}\n{"c":'))).toEqual([{ row: 1, value: { a: 1 } }, { row: 3, value: { b: 2 } }, { row: 4, fault: 'is no JSON' }]);
  });

  it.each([
    ['nothing', '', 400],
    ['an empty list', '[]', 400],
    ['half a list', '[1', 400],
    ['another encoding', Buffer.from([0xff, 0xfe]), 400],
    ['more than a thousand', `[${'1,'.repeat(1_000)}1]`, 413],
  ])('of %s is refused', (_what, body, status) => {
    expect(readBulk(Buffer.from(body as string))).toMatchObject({ status });
  });
});

describe('whose an event is', () => {
  const nothing = { companyId: null, cnpj: null, domain: null, externalId: null };
  const known: Known = { byCompanyId: new Map([[1, 1], [2, 3]]), byCnpj: new Map([['c', [4]], ['cc', [4, 5]]]), byDomain: new Map([['d', [5]], ['dd', [4, 5]]]), byExternalId: new Map([['x', 5]]) };
  const of = (reference: object) => companyOf({ ...nothing, ...reference }, known);

  it('a company id decides alone; merged ones lead to what they became, unknown ones wait', () => {
    expect([of({ companyId: 1 }), of({ companyId: 2 }), of({ companyId: 9, cnpj: 'c' })]).toEqual([1, 3, null]);
  });

  it('CNPJ, domain and account id come in order, narrow each other, and are never guessed', () => {
    expect([of({ cnpj: 'c' }), of({ domain: 'd' }), of({ externalId: 'x' })]).toEqual([4, 5, 5]);
    expect([of({ cnpj: 'cc' }), of({ cnpj: 'cc', domain: 'd' }), of({ domain: 'dd', externalId: 'x' })]).toEqual([null, 5, 5]);
    expect([of({ cnpj: 'unknown', domain: 'd' }), of({ cnpj: 'unknown' }), of(nothing)]).toEqual([5, null, null]);
  });

  it('a reference has one text', () => {
    expect(referenceKey({ ...nothing, domain: 'd' })).not.toBe(referenceKey({ ...nothing, cnpj: 'd' }));
  });
});

describe('of two figures for a day', () => {
  const rows = fc.uniqueArray(fc.record({ companyId: fc.constantFrom(1, 2), day: fc.constantFrom('2026-11-19', '2026-11-20'), logins: fc.nat(3), clock: fc.nat(1_000) }), { minLength: 1, maxLength: 20, selector: ({ clock }) => clock });
  const events = (list: { companyId: number; day: string; logins: number; clock: number }[]) =>
    list.map(({ companyId, day, logins, clock }, row) => ({ row, companyId, event: { id: null, reference: { companyId, cnpj: null, domain: null, externalId: null }, day, logins, activeUsers: null, seats: null, clock: new Date(clock) } }));
  const endOf = (list: Parameters<typeof events>[0], stored: ReadonlyMap<string, UsageDay> = new Map()) => {
    const { write } = decideDays(events(list), stored);
    return new Map([...stored, ...write.map((day): [string, UsageDay] => [dayKey(day), day])]);
  };

  it('the later clock holds, in whatever order and cut they come, once or twice', () => {
    fc.assert(fc.property(rows, fc.nat(), (list, seed) => {
      const sorted = (days: Map<string, UsageDay>) => [...days.values()].sort((a, b) => (dayKey(a) < dayKey(b) ? -1 : 1));
      const once = sorted(endOf(list));
      const turned = [...list.slice(seed % list.length), ...list.slice(0, seed % list.length)].reverse();
      expect(sorted(endOf(turned))).toEqual(once);
      expect(sorted(list.reduce((stored, each) => endOf([each], stored), new Map<string, UsageDay>()))).toEqual(once);
      expect(sorted(endOf(list, endOf(list)))).toEqual(once);
    }));
  });

  it('every row has its outcome, and only companies whose figures changed are told of', () => {
    fc.assert(fc.property(rows, (list) => {
      expect(decideDays(events(list), new Map()).outcomes.size).toBe(list.length);
      expect(decideDays(events(list), endOf(list)).changed).toEqual([]);
    }));
  });
});
