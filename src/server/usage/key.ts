import { hashToken } from '../platform/secrets.ts';

const PREFIX_BYTES = 6;
const SECRET_BYTES = 32;
const KEY = /^baton_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;
const MINUTE_MS = 60_000;

/** What a key may spend in a minute: 1 a single event, 10 a bulk. */
export const ALLOWANCE = 600;

/** A key as it is shown once: `baton_<prefix>_<secret>`; kept are its prefix and its SHA-256. */
export function makeKey(randomBytes: (size: number) => Buffer): { key: string; prefix: string; hash: string } {
  const prefix = randomBytes(PREFIX_BYTES).toString('hex');
  const key = `baton_${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { key, prefix, hash: hashToken(key) };
}

/** The key of an `Authorization: Bearer …` header; undefined when it holds none that could be ours. */
export function keyOf(header: string | undefined): { prefix: string; hash: string } | undefined {
  const key = /^Bearer +(\S{1,100})$/i.exec(header ?? '')?.[1];
  const prefix = key === undefined ? undefined : KEY.exec(key)?.[1];
  return prefix === undefined ? undefined : { prefix, hash: hashToken(key!) };
}

/** What a key has spent in the minute it last spent in; minutes are counted from 1970. */
export interface Window {
  minute: number;
  spent: number;
}

export interface Spending {
  ok: boolean;
  window: Window;
  /** What is left of the minute, and until it ends. */
  left: number;
  resetSeconds: number;
}

/** Spends of a key's allowance at an instant (ms): all of the cost, or nothing when it does not fit any more. */
export function spend(before: Window, cost: number, now: number, allowance = ALLOWANCE): Spending {
  const current = Math.floor(now / MINUTE_MS);
  // Another process's clock may be a little ahead: then its minute is the one that is spent.
  const minute = before.minute === current + 1 ? before.minute : current;
  const spent = minute === before.minute ? before.spent : 0;
  const resetSeconds = Math.max(1, Math.ceil(((minute + 1) * MINUTE_MS - now) / 1000));
  if (spent + cost > allowance) return { ok: false, window: { minute, spent }, left: Math.max(0, allowance - spent), resetSeconds };
  return { ok: true, window: { minute, spent: spent + cost }, left: allowance - spent - cost, resetSeconds };
}
