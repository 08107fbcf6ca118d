import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figures } from '../../src/server/workflow/actions/index.ts';
import { part as recalculate, healthOutputs } from '../../src/server/workflow/actions/recalculate-health.ts';
import { part as completeStep } from '../../src/server/workflow/actions/complete-step.ts';
import { handoffOutputs } from '../../src/server/workflow/handoff-outputs.ts';
import { afterRefusal, answerTo, isExpired, mayArrive, reopens } from '../../src/server/workflow/callback.ts';
import { readDelivery as read } from '../../src/server/workflow/delivery.ts';
import { BLOCKED, failed } from '../../src/server/workflow/outputs.ts';
import { buildAction } from '../support/build-workflow.ts';

const readDelivery = (body: Buffer) => read(body, recalculate);
const bytes = (body: unknown) => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
const at = (ms: number) => new Date(Date.UTC(2026, 10, 21) + ms);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('the output fields', () => {
  it('are whole numbers as in the company\'s properties, all as text', () => {
    expect(healthOutputs({ status: 'scored', score: 63.5, band: 'watch', coverage: 0.755 })).toEqual({ status: 'scored', hs_execution_state: 'SUCCESS', score: '64', band: 'watch', coverage: '76' });
  });

  it('leave out what is not known: a company without a score has none, not zero', () => {
    for (const status of ['not-a-customer', 'preparing'] as const) expect(healthOutputs({ status })).toEqual({ status, hs_execution_state: 'SUCCESS' });
  });

  it('let the workflow go on where nothing can be done', () => {
    for (const status of ['unknown-company', 'disconnected', 'unreadable']) expect(failed(status)).toEqual({ status, hs_execution_state: 'FAIL_CONTINUE' });
  });

  it('of a handoff leave out what there is not', () => {
    expect(handoffOutputs({ status: 'no-handoff', handoff: null, reason: 'Não há. / There is none.' })).toEqual({ status: 'no-handoff', reason: 'Não há. / There is none.', hs_execution_state: 'SUCCESS' });
    expect(handoffOutputs({ status: 'made', handoff: { id: 'a', state: 'submitted', completeness: 80 }, reason: null })).toEqual({
      status: 'made', handoff_id: 'a', state: 'submitted', completeness: '80', hs_execution_state: 'SUCCESS',
    });
    expect(handoffOutputs(null)).toBeNull();
  });

  it('are texts for any figures', () => {
    const figures: fc.Arbitrary<Figures> = fc.record({ status: fc.constant('scored' as const), score: fc.double({ min: 0, max: 100, noNaN: true }), band: fc.constantFrom('healthy' as const, 'watch' as const, 'at-risk' as const), coverage: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(fc.property(figures, (known) => {
      const outputs = healthOutputs(known);
      expect(Object.values(outputs).every((value) => typeof value === 'string')).toBe(true);
      expect(outputs.score).toMatch(/^(\d|[1-9]\d|100)$/);
      expect(outputs.coverage).toMatch(/^(\d|[1-9]\d|100)$/);
    }));
  });
});

describe('a request', () => {
  it('is read for its account, callback and company, whatever else it carries', () => {
    expect(readDelivery(bytes({ ...buildAction(), more: { deep: [1] } }))).toEqual({ portalId: 7, callbackId: 'ap-7-1-7-0', record: { type: 'company', id: 501 }, inputs: {}, workflowId: 192814114 });
    expect(readDelivery(bytes({ ...buildAction(), object: { objectId: '501', objectType: '0-2' } }))).toMatchObject({ record: { type: 'company', id: 501 } });
  });

  it('is read for what its action wants: its records, and its inputs among their values', () => {
    const step = (overrides: object) => read(bytes(buildAction({ objectType: 'DEAL', inputFields: { step: 'accept', other: 1 }, ...overrides })), completeStep);
    expect(step({})).toMatchObject({ record: { type: 'deal', id: 501 }, inputs: { step: 'accept' } });
    for (const inputFields of [{}, { step: 'dance' }, { step: 1 }, { step: ['accept'] }]) expect(step({ inputFields })).toBeUndefined();
    expect(step({ objectType: 'TICKET' })).toBeUndefined();
    expect(readDelivery(bytes(buildAction({ objectType: 'DEAL' })))).toBeUndefined();
  });

  it('that does not say which workflow it is of is read all the same', () => {
    for (const context of [undefined, {}, { workflowId: 'x' }]) expect(readDelivery(bytes({ ...buildAction(), context }))).toMatchObject({ workflowId: null });
  });

  it.each([
    ['no JSON', '{'],
    ['no object', []],
    ['no callback id', { ...buildAction(), callbackId: '' }],
    ['a callback id that leads elsewhere', { ...buildAction(), callbackId: '../complete' }],
    ['a callback id of dots', { ...buildAction(), callbackId: '..' }],
    ['a callback id beyond all measure', { ...buildAction(), callbackId: 'a'.repeat(201) }],
    ['a contact', { ...buildAction(), object: { objectId: 1, objectType: 'CONTACT' } }],
    ['an account that is none', { ...buildAction(), origin: { portalId: -1 } }],
    ['a company that is no whole number', { ...buildAction(), object: { objectId: 1.5, objectType: 'COMPANY' } }],
    ['an id beyond what a number holds', { ...buildAction(), object: { objectId: '9'.repeat(16), objectType: 'COMPANY' } }],
  ])('that has %s is not read', (_, body) => {
    expect(readDelivery(bytes(body))).toBeUndefined();
  });

  it('of any bytes at all never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array().map((some) => Buffer.from(some)), fc.json().map(bytes)), (body) => {
      expect(() => readDelivery(body)).not.toThrow();
    }), { numRuns: 500 });
  });
});

describe('an execution', () => {
  it('is answered the same each time: blocked, or the figures it got at first', () => {
    expect(answerTo({ inline: false, outputs: { score: '1' } })).toBe(BLOCKED);
    expect(answerTo({ inline: true, outputs: { score: '1' } })).toEqual({ score: '1' });
  });

  it('that HubSpot did not know is tried once more, then closed', () => {
    expect(afterRefusal({ refusals: 0 })).toEqual({ refusals: 1, state: 'waiting' });
    expect(afterRefusal({ refusals: 1 })).toEqual({ refusals: 2, state: 'refused' });
  });

  it('closed so is opened anew by a repetition, within HubSpot\'s days of repeating', () => {
    expect(reopens({ state: 'refused', receivedAt: at(0) }, at(3 * DAY_MS))).toBe(true);
    expect(reopens({ state: 'refused', receivedAt: at(0) }, at(4 * DAY_MS))).toBe(false);
    for (const state of ['waiting', 'completed', 'answered', 'forbidden', 'expired'] as const) expect(reopens({ state, receivedAt: at(0) }, at(0))).toBe(false);
  });

  it('waits a day for us, and three minutes for its company', () => {
    expect(isExpired({ inline: false, receivedAt: at(0) }, at(DAY_MS - 1))).toBe(false);
    expect(isExpired({ inline: false, receivedAt: at(0) }, at(DAY_MS))).toBe(true);
    expect(isExpired({ inline: true, receivedAt: at(0) }, at(DAY_MS))).toBe(false);
    expect(mayArrive({ receivedAt: at(0) }, at(3 * MINUTE_MS - 1))).toBe(true);
    expect(mayArrive({ receivedAt: at(0) }, at(3 * MINUTE_MS))).toBe(false);
  });
});
