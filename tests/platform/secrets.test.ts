import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecrets, hashToken, sameText, type Secrets } from '../../src/server/platform/secrets.ts';

const KEY_A = { id: 'a', key: Buffer.alloc(32, 1) };
const KEY_B = { id: 'b', key: Buffer.alloc(32, 2) };

function buildSecrets(keys = [KEY_A]): Secrets {
  return createSecrets(keys, randomBytes);
}

const secrets = buildSecrets();
const purpose = fc.string({ maxLength: 20 });
const portal = fc.integer({ min: 1, max: 2 ** 50 });
const plain = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));

describe('a sealed value', () => {
  it('opens to what was sealed', () => {
    fc.assert(fc.property(purpose, portal, plain, (what, who, text) => secrets.open(what, who, secrets.seal(what, who, text)).equals(text)));
  });

  it('opens for no other portal and no other purpose', () => {
    fc.assert(
      fc.property(purpose, purpose, portal, portal, plain, (what, otherWhat, who, otherWho, text) => {
        fc.pre(`${what}|${who}` !== `${otherWhat}|${otherWho}`);
        const sealed = secrets.seal(what, who, text);
        expect(() => secrets.open(otherWhat, otherWho, sealed)).toThrow();
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses to open with any bit of it changed', () => {
    fc.assert(
      fc.property(plain, fc.nat(), (text, where) => {
        const sealed = secrets.seal('token', 1, text);
        const bytes = Buffer.from(sealed.slice(2), 'base64url');
        const bit = where % (bytes.length * 8);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => secrets.open('token', 1, `a.${bytes.toString('base64url')}`)).toThrow();
      }),
      { numRuns: 5_000 },
    );
  });

  it('refuses to open when cut short, the authentication tag too', () => {
    const bytes = Buffer.from(secrets.seal('token', 1, 'text').slice(2), 'base64url');
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => secrets.open('token', 1, `a.${bytes.subarray(0, length).toString('base64url')}`), `${length} bytes`).toThrow();
    }
  });

  it('never repeats its nonce, nor itself', () => {
    const nonces = Array.from({ length: 10_000 }, () => Buffer.from(secrets.seal('token', 1, 'same').slice(2), 'base64url').subarray(0, 12).toString('hex'));
    expect(new Set(nonces).size).toBe(10_000);
  });
});

describe('a key rotation', () => {
  const old = buildSecrets([KEY_A]).seal('token', 1, 'kept');

  it('seals with the first key and still opens what the older one sealed', () => {
    const rotated = buildSecrets([KEY_B, KEY_A]);
    expect(rotated.open('token', 1, old).toString()).toBe('kept');
    expect(rotated.seal('token', 1, 'new')).toMatch(/^b\./);
  });

  it('says which cure there is when the older key was taken away too early', () => {
    expect(() => buildSecrets([KEY_B]).open('token', 1, old)).toThrow('put that key back');
  });

  it('does not open under another key of the same id', () => {
    expect(() => buildSecrets([{ id: 'a', key: KEY_B.key }]).open('token', 1, old)).toThrow();
  });
});

describe('a MAC', () => {
  it('is the same for the same text, and another for each label', () => {
    expect(secrets.mac('hook', 'text')).toBe(buildSecrets().mac('hook', 'text'));
    expect(secrets.mac('hook', 'text')).not.toBe(secrets.mac('link', 'text'));
  });
});

describe('a look-up token', () => {
  it('is kept as SHA-256 in hex', () => {
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('compares equal to itself only', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (left, right) => sameText(left, left) && sameText(left, right) === (left === right)));
  });
});
