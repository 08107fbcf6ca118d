import { createHmac, timingSafeEqual } from 'node:crypto';

/** HubSpot calls older, or further ahead, than this are refused (HubSpot's documented window). */
const SIGNATURE_WINDOW_MS = 300_000;

/**
 * The only escapes HubSpot decodes in the URL before signing it. Everything else stays as sent:
 * %20, %25, %26, %2B, %3D, and the same twelve written in lower case.
 */
const DECODED_ESCAPES: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

const ANY_DECODED_ESCAPE = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/g;
const BASE64_OF_32_BYTES = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
const WHOLE_MILLISECONDS = /^[1-9][0-9]{0,15}$/;

/** What arrived, untouched: the bytes of the body and the URL as the caller wrote it. */
export interface SignedRequest {
  method: string;
  /** The configured public URL plus path and query exactly as received; never built from Host or X-Forwarded headers. */
  url: string;
  rawBody: Uint8Array;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  now: Date;
}

export type SignatureVerdict =
  | { ok: true; secret: 'current' | 'previous' }
  | { ok: false; reason: 'missing' | 'malformed' | 'mismatch' }
  | { ok: false; reason: 'too-old' | 'in-the-future'; genuine: boolean };

/**
 * Checks HubSpot's v3 request signature: base64 HMAC-SHA256 over method, URL (twelve escapes decoded),
 * raw body and timestamp. Accepts if |now - timestamp| <= 300,000 ms. Never throws; says why it refused,
 * and of a wrong time whether the signature itself was HubSpot's (then a clock may be wrong).
 * @param secrets the current client secret first, and while a rotation lasts the previous one.
 */
export function verifySignature(request: SignedRequest, secrets: readonly string[]): SignatureVerdict {
  const signature = request.headers['x-hubspot-signature-v3'];
  const timestamp = request.headers['x-hubspot-request-timestamp'];
  if (signature === undefined || timestamp === undefined) return { ok: false, reason: 'missing' };
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return { ok: false, reason: 'malformed' };
  if (!BASE64_OF_32_BYTES.test(signature) || !WHOLE_MILLISECONDS.test(timestamp)) {
    return { ok: false, reason: 'malformed' };
  }
  const ageMs = request.now.getTime() - Number(timestamp);
  const given = Buffer.from(signature, 'base64');
  const index = secrets.findIndex((secret) => secret !== '' && matches(secret, request, timestamp, given));
  if (!(ageMs <= SIGNATURE_WINDOW_MS)) return { ok: false, reason: 'too-old', genuine: index >= 0 };
  if (!(ageMs >= -SIGNATURE_WINDOW_MS)) return { ok: false, reason: 'in-the-future', genuine: index >= 0 };
  if (index < 0) return { ok: false, reason: 'mismatch' };
  return { ok: true, secret: index === 0 ? 'current' : 'previous' };
}

/** Decodes exactly the twelve escapes HubSpot decodes before it signs a URL. */
export function decodeSignedUrl(url: string): string {
  return url.replace(ANY_DECODED_ESCAPE, (escape) => DECODED_ESCAPES[escape] ?? escape);
}

function matches(secret: string, request: SignedRequest, timestamp: string, given: Buffer): boolean {
  const expected = createHmac('sha256', secret)
    .update(request.method, 'utf8')
    .update(decodeSignedUrl(request.url), 'utf8')
    .update(request.rawBody)
    .update(timestamp, 'utf8')
    .digest();
  return timingSafeEqual(expected, given);
}
