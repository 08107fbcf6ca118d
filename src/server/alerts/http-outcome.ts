import type { EgressResult } from '../platform/egress.ts';
import type { ChannelFault, Sent } from './channel.ts';

/** What a status means that a service has a meaning of its own for. */
export type Meanings = Readonly<Record<number, { fault: ChannelFault; disables: boolean }>>;

/** Statuses after which it may work later, besides 5xx. */
const PASSING = new Set([408, 425, 429]);

/** What became of a post; what no status of the service says goes by HTTP: redirects are not followed, other 4xx refuse this one message. */
export function sentBy(result: EgressResult, meanings: Meanings): Sent {
  if (!result.ok) return result.fault === 'refused' ? { ok: false, try: 'never', disables: true, fault: 'address' } : { ok: false, try: 'again', afterMs: null, fault: 'unreached' };
  const { status, retryAfterMs } = result;
  if (status < 300) return { ok: true };
  if (status >= 500 || PASSING.has(status)) return { ok: false, try: 'again', afterMs: retryAfterMs, fault: status === 429 ? 'refused' : 'unreached' };
  const { fault, disables } = meanings[status] ?? (status < 400 ? { fault: 'address', disables: true } : { fault: 'refused', disables: false });
  return { ok: false, try: 'never', disables, fault };
}
