import type { Request } from 'express';
import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { Words } from '../platform/words.ts';

/** Verifies HubSpot's v3 signature over the raw bytes and the public URL. */
export type VerifySignature = (request: {
  method: string;
  url: string;
  rawBody: Buffer;
  headers: Request['headers'];
  now: Date;
}) => { ok: true } | { ok: false; reason: string; /** HubSpot made it, but its time lies outside the window: a replay, or a clock that is wrong. */ genuine?: boolean };

/** What the server knows of a portal's installation. */
export type FindInstall = (portalId: number) => Promise<{ state: 'active' | 'paused' | 'uninstalled' } | undefined>;

export interface Caller {
  portalId: number;
  userId: number;
  userEmail: string;
}

const SIGNED_NAMES = ['portalId', 'userId', 'userEmail', 'appId'] as const;

/**
 * Takes the caller from the signed query. A parameter that is missing or given twice (a card that forges one of
 * HubSpot's names) is refused: undefined.
 */
export function callerOf(query: Request['query'], appId: number): Caller | undefined {
  const [portalId, userId, userEmail, givenApp] = SIGNED_NAMES.map((name) => query[name]);
  if (typeof portalId !== 'string' || typeof userId !== 'string' || typeof userEmail !== 'string') return undefined;
  if (!/^\d{1,15}$/.test(portalId) || !/^\d{1,15}$/.test(userId) || givenApp !== String(appId)) return undefined;
  return { portalId: Number(portalId), userId: Number(userId), userEmail };
}

/** The route's own part of the query. */
export function ownQuery(query: Request['query']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !(SIGNED_NAMES as readonly string[]).includes(name)));
}

/** A refusal with its cure. Codes that cards have words of their own for may have it in English; of the others it is what is read, in the reader's language. */
export function refusal(code: Refusal['code'], cure: string): Refusal {
  return { ok: false, code, cure };
}

/** The refusals of a room by their faults, each with its cure in the reader's language. */
export function refusalsOf<F extends string>(faults: Readonly<Record<F, { code: Refusal['code']; cure: Words }>>): (fault: F, language: Language) => Refusal {
  return (fault, language) => refusal(faults[fault].code, faults[fault].cure[language]);
}

export const refusals = {
  signature: refusal('signature', 'HubSpot\'s signature did not match: check the client secret and PUBLIC_URL of the Baton server.'),
  badRequest: refusal('bad-request', 'The card asked in a way this server does not know: reload the page.'),
  notInstalled: refusal('portal-paused', 'Baton is not connected to this account: install it again from the app page.'),
  paused: refusal('portal-paused', 'Baton is paused for this account: an admin reconnects it from the app page.'),
} as const;
