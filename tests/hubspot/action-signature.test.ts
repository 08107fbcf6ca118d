import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureHeaders, signatureV2 } from '../../sandbox/sign.ts';
import { verifyActionSignature } from '../../src/server/hubspot/action-signature.ts';

const SECRET = 'secret-of-the-app';
const URL_OF_ACTION = 'https://baton.example/workflow-actions/recalculate-health';
const NOW = new Date('2026-11-21T12:00:00.000Z');

type Headers = Record<string, string>;

/** The headers as Node hands them over; `only` leaves one of the two signatures. */
function buildHeaders(body: string, options: { secret?: string; at?: Date; only?: 'v2' | 'v3' } = {}): Headers {
  const { secret = SECRET, at = NOW, only } = options;
  const all = Object.entries(signatureHeaders(secret, 'POST', URL_OF_ACTION, body, at)).map(([name, value]) => [name.toLowerCase(), value] as const);
  const older = (name: string) => /^x-hubspot-signature(-version)?$/.test(name);
  return Object.fromEntries(all.filter(([name]) => only === undefined || older(name) === (only === 'v2')));
}

function verify(body: string, headers: Headers, secrets = [SECRET]) {
  return verifyActionSignature({ method: 'POST', url: URL_OF_ACTION, rawBody: Buffer.from(body), headers, now: NOW }, secrets);
}

describe('the signature of a workflow action', () => {
  it('is v3 where HubSpot sends it, else v2', () => {
    expect(verify('{}', buildHeaders('{}'))).toEqual({ ok: true, version: 'v3' });
    expect(verify('{}', buildHeaders('{}', { only: 'v3' }))).toEqual({ ok: true, version: 'v3' });
    expect(verify('{}', buildHeaders('{}', { only: 'v2' }))).toEqual({ ok: true, version: 'v2' });
  });

  it('v2 is hex SHA-256 of secret, method, address and body, as HubSpot\'s guide says', () => {
    const signature = createHash('sha256').update(`${SECRET}POST${URL_OF_ACTION}{"a":"ã"}`).digest('hex');
    expect(verify('{"a":"ã"}', { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v2' })).toEqual({ ok: true, version: 'v2' });
  });

  it('a v3 that is wrong or old is never made good by a v2', () => {
    const right = buildHeaders('{}');
    expect(verify('{}', { ...right, 'x-hubspot-signature-v3': buildHeaders('{"a":1}')['x-hubspot-signature-v3']! })).toMatchObject({ ok: false, reason: 'mismatch' });
    expect(verify('{}', buildHeaders('{}', { at: new Date(NOW.getTime() - 300_001) }))).toMatchObject({ ok: false, reason: 'too-old', genuine: true });
    const { 'x-hubspot-request-timestamp': _, ...timeless } = right;
    expect(verify('{}', timeless)).toMatchObject({ ok: false, reason: 'missing' });
    expect(verify('{}', { ...right, 'x-hubspot-signature-v3': '' })).toMatchObject({ ok: false });
  });

  it.each([
    ['none', {}],
    ['v1, or a v2 that does not say so', { 'x-hubspot-signature': signatureV2(SECRET, 'POST', URL_OF_ACTION, '{}'), 'x-hubspot-signature-version': 'v1' }],
    ['one without its version', { 'x-hubspot-signature': signatureV2(SECRET, 'POST', URL_OF_ACTION, '{}') }],
    ['one in capitals', { 'x-hubspot-signature': signatureV2(SECRET, 'POST', URL_OF_ACTION, '{}').toUpperCase(), 'x-hubspot-signature-version': 'v2' }],
    ['two in one header', { 'x-hubspot-signature': `${signatureV2(SECRET, 'POST', URL_OF_ACTION, '{}')}, a`, 'x-hubspot-signature-version': 'v2' }],
    ['another address\'s', { 'x-hubspot-signature': signatureV2(SECRET, 'POST', 'https://baton.example/webhooks/hubspot', '{}'), 'x-hubspot-signature-version': 'v2' }],
    ['another method\'s', { 'x-hubspot-signature': signatureV2(SECRET, 'PUT', URL_OF_ACTION, '{}'), 'x-hubspot-signature-version': 'v2' }],
    ['another secret\'s', { 'x-hubspot-signature': signatureV2('another', 'POST', URL_OF_ACTION, '{}'), 'x-hubspot-signature-version': 'v2' }],
    ['one under an empty secret', { 'x-hubspot-signature': signatureV2('', 'POST', URL_OF_ACTION, '{}'), 'x-hubspot-signature-version': 'v2' }],
  ])('%s is refused', (_, headers) => {
    expect(verify('{}', headers as Headers, [SECRET, ''])).toMatchObject({ ok: false });
  });

  it('may be the previous secret\'s while it is exchanged', () => {
    expect(verify('{}', buildHeaders('{}', { secret: 'before', only: 'v2' }), [SECRET, 'before'])).toEqual({ ok: true, version: 'v2' });
  });

  it('holds for the very bytes and for no others', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (body, other) => {
      const headers = buildHeaders(body, { only: 'v2' });
      expect(verify(body, headers).ok).toBe(true);
      expect(verify(other, headers).ok).toBe(Buffer.from(body).equals(Buffer.from(other)));
    }), { numRuns: 200 });
  });
});
