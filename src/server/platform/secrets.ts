import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hash, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { SealingKey } from './config.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = 'aes-256-gcm';

export interface Secrets {
  /** Seals with the first key; the result opens only for the same purpose and portal. */
  seal(purpose: string, portalId: number, plain: string | Buffer): string;
  /** @throws when the text was changed, sealed for another purpose or portal, or its key is gone. */
  open(purpose: string, portalId: number, sealed: string): Buffer;
  /** HMAC-SHA256 in base64url under a key of its own for each label, so that one purpose's MAC never serves another. */
  mac(label: string, text: string): string;
  /** The same under every key, the first key's first: what was marked before a rotation is still found. */
  macs(label: string, text: string): string[];
}

/** AES-256-GCM with a random 96-bit nonce; text form `keyId.base64url(nonce tag ciphertext)`. */
export function createSecrets(keys: SealingKey[], randomBytes: (size: number) => Buffer): Secrets {
  // As key objects: node takes four times as long with the bare bytes, at each call.
  const byId = new Map(keys.map(({ id, key }) => [id, createSecretKey(key)]));
  const first = keys[0];
  if (first === undefined) throw new Error('createSecrets needs at least one key.');
  const macKeys = new Map<string, KeyObject>();

  function macKey({ id, key }: SealingKey, label: string): KeyObject {
    const name = `${id}|${label}`;
    const known = macKeys.get(name);
    if (known !== undefined) return known;
    const derived = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `baton:${label}`, 32)));
    macKeys.set(name, derived);
    return derived;
  }

  function macUnder(key: SealingKey, label: string, text: string): string {
    return createHmac('sha256', macKey(key, label)).update(text).digest('base64url');
  }

  return {
    seal(purpose, portalId, plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, byId.get(first.id)!, nonce);
      cipher.setAAD(additional(purpose, portalId));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return `${first.id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(purpose, portalId, sealed) {
      const dot = sealed.indexOf('.');
      const key = byId.get(sealed.slice(0, dot));
      if (key === undefined) throw new Error('A sealed value names a key that BATON_KEYS does not hold: put that key back at the end of the list.');
      const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
      // The length is fixed: node would otherwise accept a tag cut to 32 bits, which can be guessed.
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(additional(purpose, portalId));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
    mac: (label, text) => macUnder(first, label, text),
    macs: (label, text) => keys.map((key) => macUnder(key, label, text)),
  };
}

function additional(purpose: string, portalId: number): Buffer {
  return Buffer.from(`${purpose}|${portalId}`);
}

/** SHA-256 in hex: how look-up tokens of 128 bits and more are stored. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** Compares two texts in a time that does not depend on where they differ. */
export function sameText(left: string, right: string): boolean {
  return timingSafeEqual(hash('sha256', left, 'buffer'), hash('sha256', right, 'buffer'));
}
