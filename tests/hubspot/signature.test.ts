import { createHmac } from 'node:crypto';
import { Signature } from '@hubspot/api-client';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSignedUrl, type SignedRequest, verifySignature } from '../../src/server/hubspot/signature.ts';

const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const NOW = new Date('2026-11-21T12:00:00.000Z');

/** Signs the way HubSpot's documentation describes it, by hand and apart from the verifier. */
function sign(method: string, decodedUrl: string, body: Uint8Array, timestamp: string, secret = SECRET): string {
  const source = Buffer.concat([Buffer.from(method + decodedUrl), body, Buffer.from(timestamp)]);
  return createHmac('sha256', secret).update(source).digest('base64');
}

type SignedOverrides = Partial<SignedRequest> & { path?: string; timestamp?: string; signature?: string };

function buildSigned(overrides: SignedOverrides = {}): SignedRequest {
  const { path = '/api/1/health/42?userId=7', timestamp = String(NOW.getTime()), signature, ...rest } = overrides;
  const request = { method: 'GET', url: `https://baton.example${path}`, rawBody: Buffer.alloc(0), now: NOW, ...rest };
  const mac = signature ?? sign(request.method, request.url, request.rawBody, timestamp);
  return {
    ...request,
    headers: { 'x-hubspot-signature-v3': mac, 'x-hubspot-request-timestamp': timestamp, ...rest.headers },
  };
}

const verify = (request: SignedRequest, secrets = [SECRET]) => verifySignature(request, secrets);

describe('the published vector', () => {
  const vector: SignedRequest = {
    method: 'POST',
    url: 'https://www.example.com/webhook_uri',
    rawBody: Buffer.from("{'example_field':'example_value'}"),
    headers: {
      'x-hubspot-signature-v3': 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
      'x-hubspot-request-timestamp': '1693657560000',
    },
    now: new Date(1693657560000),
  };

  test('is accepted at its time', () => {
    expect(verify(vector)).toEqual({ ok: true, secret: 'current' });
  });

  test('is refused today', () => {
    expect(verify({ ...vector, now: NOW })).toMatchObject({ ok: false, reason: 'too-old' });
  });
});

describe('the URL', () => {
  test.each([
    ['%3A', ':'], ['%2F', '/'], ['%3F', '?'], ['%40', '@'], ['%21', '!'], ['%24', '$'],
    ['%27', "'"], ['%28', '('], ['%29', ')'], ['%2A', '*'], ['%2C', ','], ['%3B', ';'],
  ])('%s is signed as %s', (escape, plain) => {
    expect(decodeSignedUrl(`/x?a=${escape}`)).toBe(`/x?a=${plain}`);
  });

  test.each(['%20', '%25', '%26', '%2B', '%3D', '%23', '%3a', '%2f', '%40'.replace('4', '%34'), '%C3%A7', '+', '%'])(
    '%s is signed as it stands',
    (text) => expect(decodeSignedUrl(text)).toBe(text),
  );

  test('an e-mail in the query arrives escaped and verifies', () => {
    const timestamp = String(NOW.getTime());
    const signature = sign('GET', 'https://baton.example/api/1/nps/1?userEmail=ana@acme.com&q=a%20b', Buffer.alloc(0), timestamp);
    const request = buildSigned({ path: '/api/1/nps/1?userEmail=ana%40acme.com&q=a%20b', signature });
    expect(verify(request).ok).toBe(true);
  });

  test.each(['/x?b=2&a=1', '/x/?a=1&b=2', '/x?a=1&b=2&', '/X?a=1&b=2'])('%s is not /x?a=1&b=2', (path) => {
    const signed = buildSigned({ path: '/x?a=1&b=2' });
    expect(verify({ ...signed, url: `https://baton.example${path}` })).toEqual({ ok: false, reason: 'mismatch' });
  });

  test('host headers are never looked at', () => {
    const signed = buildSigned({ headers: {} });
    const spoofed = { ...signed, headers: { ...signed.headers, host: 'evil.example', 'x-forwarded-host': 'evil.example' } };
    expect(verify(spoofed).ok).toBe(true);
  });
});

describe('time', () => {
  const at = (offsetMs: number) => verify(buildSigned({ timestamp: String(NOW.getTime() + offsetMs) }));

  test('five minutes to either side are accepted, one millisecond more is not', () => {
    expect(at(-300_000).ok).toBe(true);
    expect(at(300_000).ok).toBe(true);
    expect(at(-300_001)).toEqual({ ok: false, reason: 'too-old', genuine: true });
    expect(at(300_001)).toEqual({ ok: false, reason: 'in-the-future', genuine: true });
  });

  test('a timestamp in seconds is too old', () => {
    expect(verify(buildSigned({ timestamp: String(NOW.getTime() / 1000) }))).toMatchObject({ ok: false, reason: 'too-old' });
  });

  test.each(['', ' ', 'NaN', '1e13', '-1', '1.5', '0', '0123', '12345678901234567', `${NOW.getTime()} `, `${NOW.getTime()}, 1`])(
    'the timestamp "%s" is malformed',
    (timestamp) => expect(verify(buildSigned({ timestamp }))).toEqual({ ok: false, reason: 'malformed' }),
  );
});

describe('header shapes', () => {
  const good = buildSigned().headers['x-hubspot-signature-v3'] as string;
  const shaped = (value: string | string[] | undefined, name = 'x-hubspot-signature-v3') => {
    const request = buildSigned();
    return verify({ ...request, headers: { ...request.headers, [name]: value } });
  };

  test('both headers must be there', () => {
    expect(shaped(undefined)).toEqual({ ok: false, reason: 'missing' });
    expect(shaped(undefined, 'x-hubspot-request-timestamp')).toEqual({ ok: false, reason: 'missing' });
  });

  test.each([
    ['empty', ''],
    ['repeated', `${good}, ${good}`],
    ['an array', [good, good]],
    ['an array of one', [good]],
    ['spaced', ` ${good}`],
    ['base64url', Buffer.alloc(32, 0xff).toString('base64url')],
    ['hex', Buffer.from(good, 'base64').toString('hex')],
    ['unpadded', good.slice(0, -1)],
    ['31 bytes', Buffer.alloc(31).toString('base64')],
    ['33 bytes', Buffer.alloc(33).toString('base64')],
    ['with loose bits at its end', `${'A'.repeat(42)}B=`],
  ])('a signature that is %s is malformed', (_, value) => {
    expect(shaped(value)).toEqual({ ok: false, reason: 'malformed' });
  });

  test('an older signature version does not stand in', () => {
    const request = buildSigned();
    const headers = { 'x-hubspot-signature': 'ab', 'x-hubspot-request-timestamp': String(NOW.getTime()) };
    expect(verify({ ...request, headers })).toEqual({ ok: false, reason: 'missing' });
  });
});

describe('secrets', () => {
  test('while a rotation lasts both are accepted, afterwards only the new one', () => {
    const signed = buildSigned();
    expect(verify(signed, ['new', SECRET])).toEqual({ ok: true, secret: 'previous' });
    expect(verify(signed, ['new'])).toEqual({ ok: false, reason: 'mismatch' });
  });

  test('an empty secret never verifies', () => {
    const timestamp = String(NOW.getTime());
    const signature = sign('GET', 'https://baton.example/x', Buffer.alloc(0), timestamp, '');
    expect(verify(buildSigned({ path: '/x', signature }), [''])).toEqual({ ok: false, reason: 'mismatch' });
  });
});

/** A visible ASCII path and query without any of the escapes that are decoded. */
const plainUrl = fc
  .array(fc.constantFrom(...'abcXYZ019-._~/?&=+'.split(''), '%20', '%26', '%3D'), { minLength: 1, maxLength: 60 })
  .map((parts) => `/${parts.join('')}`);
const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
const body = fc.uint8Array({ maxLength: 200 });

describe('properties', () => {
  test('what is signed is accepted, whatever its bytes', () => {
    fc.assert(
      fc.property(method, plainUrl, body, fc.integer({ min: -300_000, max: 300_000 }), (verb, path, rawBody, offset) => {
        const timestamp = String(NOW.getTime() + offset);
        return verify(buildSigned({ method: verb, path, rawBody, timestamp })).ok;
      }),
      { numRuns: 5_000 },
    );
  });

  test('one flipped bit anywhere is refused', () => {
    const part = fc.constantFrom('method', 'path', 'rawBody', 'timestamp', 'signature', 'secret');
    fc.assert(
      fc.property(method, plainUrl, fc.uint8Array({ minLength: 1, maxLength: 80 }), part, fc.nat(), (verb, path, rawBody, where, bit) => {
        const timestamp = String(NOW.getTime());
        const signature = sign(verb, `https://baton.example${path}`, rawBody, timestamp);
        const values = { method: verb, path, rawBody: Buffer.from(rawBody), timestamp, signature, secret: SECRET };
        const flipped = { ...values, [where]: where === 'rawBody' ? flip(values.rawBody, bit) : flip(Buffer.from(values[where] as string, 'latin1'), bit).toString('latin1') };
        return !verify(buildSigned({ ...flipped }), [flipped.secret]).ok;
      }),
      { numRuns: 25_000 },
    );
  });

  test("signatures agree with HubSpot's own library where it does not differ by decoding", () => {
    fc.assert(
      fc.property(method, plainUrl, fc.string({ unit: 'binary', maxLength: 60 }), (verb, path, requestBody) => {
        const timestamp = NOW.getTime();
        const url = `https://baton.example${path}`;
        const signature = Signature.getSignature(verb, 'v3', { signature: '', clientSecret: SECRET, requestBody, url, method: verb, timestamp });
        return verify(buildSigned({ method: verb, path, rawBody: Buffer.from(requestBody), signature })).ok;
      }),
      { numRuns: 10_000 },
    );
  });

  test('garbage never throws', () => {
    const header = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined));
    fc.assert(
      fc.property(header, header, fc.string(), (signature, timestamp, url) => {
        const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp };
        return !verify({ ...buildSigned(), url, headers }).ok;
      }),
      { numRuns: 5_000 },
    );
  });
});

function flip(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = Math.floor(bit / 8) % copy.length;
  copy[index] = copy[index]! ^ (1 << bit % 8);
  return copy;
}
