import { createHash } from 'node:crypto';
import type { BulletinScope } from '../../../extensions/contracts/bulletin.ts';
import { type Secrets, sameText } from '../platform/secrets.ts';

/** How long a link opens its issue. */
export const LINK_DAYS = 14;

/** What a link is for; each has a key of its own, so that one never serves as another. */
export type Purpose = 'view' | 'leave';

/** What a link says, before anybody has proven it. */
export interface Claim {
  portalId: number;
  /** Of `view` an issue, of `leave` a subscription. */
  id: string;
  /** The first instant at which it opens nothing; a link for leaving goes on for good. */
  expiresAt: Date | null;
  /** Which companies its reader may see. */
  scope: string;
}

const VERSION = 1;
const PORTAL_BYTES = 7;
const ID_BYTES = 16;
const EXPIRY_BYTES = 5;
const SCOPE_BYTES = 6;
const CLAIM_BYTES = 1 + PORTAL_BYTES + ID_BYTES + EXPIRY_BYTES + SCOPE_BYTES;
const MAC_BYTES = 32;
/** Base64url without padding. */
const LENGTH = Math.ceil(((CLAIM_BYTES + MAC_BYTES) * 4) / 3);

/** A short name of a scope, as a link is bound to it. */
export function scopeMark(scope: BulletinScope): string {
  return createHash('sha256').update(JSON.stringify(scope)).digest().subarray(0, SCOPE_BYTES).toString('hex');
}

/** Signs a claim for one purpose; the text is as safe in a path as it is long. */
export function signLink(secrets: Pick<Secrets, 'mac'>, purpose: Purpose, claim: Claim): string {
  const bytes = claimBytes(claim);
  return Buffer.concat([bytes, Buffer.from(secrets.mac(labelOf(purpose), bytes.toString('base64url')), 'base64url')]).toString('base64url');
}

/** What a link says, where it was signed for this purpose by one of our keys; undefined: it was not. Whether it has expired is the caller's to ask. */
export function readLink(secrets: Pick<Secrets, 'macs'>, purpose: Purpose, token: string): Claim | undefined {
  if (token.length !== LENGTH || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  // Several texts are read as the same bytes: only the one that was written counts.
  if (bytes.toString('base64url') !== token || bytes[0] !== VERSION) return undefined;
  const claim = bytes.subarray(0, CLAIM_BYTES);
  const given = bytes.subarray(CLAIM_BYTES).toString('base64url');
  const valid = secrets.macs(labelOf(purpose), claim.toString('base64url')).map((mac) => sameText(mac, given));
  return valid.includes(true) ? claimOf(claim) : undefined;
}

function labelOf(purpose: Purpose): string {
  return `bulletin-link-${purpose}`;
}

function claimBytes({ portalId, id, expiresAt, scope }: Claim): Buffer {
  const bytes = Buffer.alloc(CLAIM_BYTES);
  bytes[0] = VERSION;
  writeNumber(bytes, portalId, 1, PORTAL_BYTES);
  Buffer.from(id.replaceAll('-', ''), 'hex').copy(bytes, 1 + PORTAL_BYTES);
  writeNumber(bytes, expiresAt === null ? 0 : Math.floor(expiresAt.getTime() / 1_000), 1 + PORTAL_BYTES + ID_BYTES, EXPIRY_BYTES);
  Buffer.from(scope, 'hex').copy(bytes, 1 + PORTAL_BYTES + ID_BYTES + EXPIRY_BYTES);
  return bytes;
}

function claimOf(bytes: Buffer): Claim {
  const seconds = readNumber(bytes, 1 + PORTAL_BYTES + ID_BYTES, EXPIRY_BYTES);
  const hex = bytes.subarray(1 + PORTAL_BYTES, 1 + PORTAL_BYTES + ID_BYTES).toString('hex');
  return {
    portalId: readNumber(bytes, 1, PORTAL_BYTES),
    id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    expiresAt: seconds === 0 ? null : new Date(seconds * 1_000),
    scope: bytes.subarray(CLAIM_BYTES - SCOPE_BYTES).toString('hex'),
  };
}

/** Node writes six bytes at a time; portal ids may have more. */
function writeNumber(bytes: Buffer, value: number, from: number, length: number): void {
  bytes.set(Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex'), from);
}

function readNumber(bytes: Buffer, from: number, length: number): number {
  return Number(BigInt(`0x${bytes.subarray(from, from + length).toString('hex')}`));
}
