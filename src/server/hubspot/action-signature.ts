import { createHash, timingSafeEqual } from 'node:crypto';
import { type SignedRequest, verifySignature } from './signature.ts';

const HEX_OF_32_BYTES = /^[0-9a-f]{64}$/;

export type ActionVerdict = { ok: true; version: 'v3' | 'v2' } | { ok: false; reason: string; genuine?: boolean };

/**
 * Checks the signature of a workflow action. HubSpot's guide still names v2 (hex SHA-256 over secret, method, URL and raw
 * body), so it is taken where no v3 stands beside it: a v3 that is wrong is never made good by a v2. v2 carries no time and
 * can be replayed for ever, which is why only this door takes it, and counts each execution once by its callback id.
 * @param secrets the current client secret first.
 */
export function verifyActionSignature(request: SignedRequest, secrets: readonly string[]): ActionVerdict {
  const verdict = verifySignature(request, secrets);
  if (verdict.ok) return { ok: true, version: 'v3' };
  const { headers } = request;
  if (headers['x-hubspot-signature-v3'] !== undefined || headers['x-hubspot-signature-version'] !== 'v2') return verdict;
  const signature = headers['x-hubspot-signature'];
  if (typeof signature !== 'string' || !HEX_OF_32_BYTES.test(signature)) return { ok: false, reason: 'malformed' };
  const given = Buffer.from(signature, 'hex');
  const holds = secrets.some((secret) => secret !== '' && timingSafeEqual(digestOf(secret, request), given));
  return holds ? { ok: true, version: 'v2' } : { ok: false, reason: 'mismatch' };
}

function digestOf(secret: string, { method, url, rawBody }: SignedRequest): Buffer {
  return createHash('sha256').update(secret, 'utf8').update(method, 'utf8').update(url, 'utf8').update(rawBody).digest();
}
