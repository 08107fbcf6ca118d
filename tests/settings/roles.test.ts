import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adminsOf, reaches, roleOf } from '../../src/server/settings/roles.ts';
import { checklist, sourceState } from '../../src/server/settings/checklist.ts';
import type { ConnectionFacts } from '../../src/server/settings/questions.ts';
import { changesOf } from '../../extensions/views/settings/audit-changes.ts';

const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const installer = { installedBy: 1, installedAt: day(10) };

describe('a role', () => {
  it('is what was given, else rep; the installer is admin', () => {
    expect(roleOf(1, undefined, installer)).toBe('admin');
    expect(roleOf(2, undefined, installer)).toBe('rep');
    expect(roleOf(2, { role: 'manager', givenAt: day(1) }, installer)).toBe('manager');
  });

  it('given after the installation counts for the installer, too; installing again makes admin again', () => {
    expect(roleOf(1, { role: 'rep', givenAt: day(11) }, installer)).toBe('rep');
    expect(roleOf(1, { role: 'rep', givenAt: day(11) }, { ...installer, installedAt: day(12) })).toBe('admin');
  });

  it('reaches its own level and those below', () => {
    expect([reaches('manager', 'rep'), reaches('manager', 'manager'), reaches('manager', 'admin')]).toEqual([true, true, false]);
  });

  it('admins are exactly those whose role is admin', () => {
    const role = fc.constantFrom('admin' as const, 'manager' as const, 'rep' as const);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('1', '2', '3', '4'), fc.record({ role, givenAt: fc.constantFrom(day(9), day(11)) })), (given) => {
        const map = new Map(Object.entries(given).map(([id, one]) => [Number(id), one]));
        for (const id of [1, 2, 3, 4]) expect(adminsOf(map, installer).includes(id)).toBe(roleOf(id, map.get(id), installer) === 'admin');
      }),
    );
  });
});

function buildConnection(overrides: Partial<ConnectionFacts> = {}): ConnectionFacts {
  return {
    state: 'active', pauseReason: null, hubDomain: null, installedAt: day(10), installedBy: 1, timeZone: 'UTC', currency: 'BRL',
    scopes: [{ scope: 'oauth', required: true, granted: true }], properties: { names: [], drift: [] },
    objects: [{ type: 'companies', phase: 'polling', done: 5, total: 5, problem: null, updatedAt: day(20) }],
    writes: { waiting: 0, failed: 0 }, ...overrides,
  };
}

function statesOf(overrides: Partial<ConnectionFacts>, now = day(20)) {
  return Object.fromEntries(checklist(buildConnection(overrides), [], { version: 1, versions: [] }, now).map((check) => [check.id, check.state]));
}

describe('the checklist', () => {
  it('waits while the account is read', () => {
    expect(statesOf({ objects: [] })).toMatchObject({ import: 'waiting', polling: 'waiting', properties: 'waiting' });
    expect(statesOf({ objects: [{ type: 'companies', phase: 'importing', done: 1, total: 5, problem: null, updatedAt: day(20) }] })).toMatchObject({ import: 'waiting', polling: 'waiting' });
  });

  it('names what is broken', () => {
    expect(statesOf({ state: 'paused' })).toMatchObject({ connected: 'trouble', polling: 'trouble' });
    expect(statesOf({ scopes: [{ scope: 'tickets', required: true, granted: false }] })).toMatchObject({ scopes: 'trouble' });
    expect(statesOf({ properties: { names: [], drift: [{ name: 'baton_nps', expected: 'number', found: 'string' }] } })).toMatchObject({ properties: 'trouble' });
    expect(statesOf({}, new Date(day(20).getTime() + 31 * 60_000))).toMatchObject({ polling: 'trouble' });
  });

  it('does not miss an optional permission', () => {
    expect(statesOf({ scopes: [{ scope: 'automation', required: false, granted: false }] })).toMatchObject({ scopes: 'done' });
  });
});

describe('a source', () => {
  const source = { paused: false, lastError: null, deliveries: { waiting: 0, failed: 0 }, lastReceivedAt: day(19) };

  it.each([
    ['paused', { paused: true, deliveries: { waiting: 0, failed: 2 } }],
    ['failing', { deliveries: { waiting: 0, failed: 1 } }],
    ['never', { lastReceivedAt: null }],
    ['silent', { lastReceivedAt: day(12) }],
    ['receiving', {}],
  ] as const)('is %s', (state, overrides) => {
    expect(sourceState({ ...source, ...overrides }, day(20))).toBe(state);
  });
});

describe('what an audit entry changed', () => {
  it('is told value by value', () => {
    expect(changesOf({ version: 1, weights: { nps: 15, deals: 20 } }, { version: 2, weights: { nps: 40, deals: 20 } })).toEqual([
      { name: 'version', from: '1', to: '2' },
      { name: 'weights.nps', from: '15', to: '40' },
    ]);
    expect(changesOf(null, { role: 'admin' })).toEqual([{ name: 'role', from: null, to: 'admin' }]);
  });
});
