import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../sandbox/random.ts';
import { readLink, signLink } from '../../src/server/bulletin/token.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';

const secrets = createSecrets([{ id: 'k', key: randomBytes(32) }], randomBytes);
const claim = { portalId: 47110815, id: '0b7c6a52-6e1d-4a3e-9a51-3a0f7f6f5a10', expiresAt: new Date('2026-12-14T12:00:00Z'), scope: 'a1b2c3d4e5f6' };
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('the link of a reader', () => {
  it('says what was signed, for its purpose alone and under the account\'s keys alone', () => {
    const token = signLink(secrets, 'view', claim);
    expect(readLink(secrets, 'view', token)).toEqual(claim);
    expect(readLink(secrets, 'leave', token)).toBeUndefined();
    expect(readLink(createSecrets([{ id: 'k', key: randomBytes(32) }], randomBytes), 'view', token)).toBeUndefined();
    expect(readLink(secrets, 'leave', signLink(secrets, 'leave', { ...claim, expiresAt: null }))).toEqual({ ...claim, expiresAt: null });
  });

  it('is not taken when anything of it is changed: 100,000 mutations, none accepted', () => {
    const random = seededRandom(7);
    const pick = (below: number) => Math.floor(random() * below);
    const token = signLink(secrets, 'view', claim);
    const others = [signLink(secrets, 'leave', claim), signLink(secrets, 'view', { ...claim, portalId: 1 })];
    let accepted = 0;
    for (let tried = 0; tried < 100_000; tried += 1) {
      const at = pick(token.length);
      const mutations = [
        () => token.slice(0, at) + LETTERS[pick(64)] + token.slice(at + 1),
        () => token.slice(0, at),
        () => `${token}${LETTERS[pick(64)]}`,
        () => token.slice(0, at) + others[pick(2)]!.slice(at),
        () => token.slice(0, at) + token[at]!.toUpperCase() + token.slice(at + 1),
        () => `${token}=`,
        () => Buffer.from(Buffer.from(token, 'base64url').map((byte, index) => (index === at % 67 ? byte ^ (1 << pick(8)) : byte))).toString('base64url'),
      ];
      const mutated = mutations[tried % mutations.length]!();
      if (mutated !== token && !others.includes(mutated) && readLink(secrets, 'view', mutated) !== undefined) accepted += 1;
    }
    expect(accepted).toBe(0);
  });
});
