import { errorBody } from './answers.ts';
import type { HubspotAnswer } from './client.ts';

/**
 * What a refused token grant means for the portal.
 * `dead`: uninstalled or revoked, will never work again. `paused`: the account is not usable now, an admin can cure it.
 * `ours`: this server's own credentials or request are wrong; no portal is to blame. `later`: passing trouble.
 */
export type GrantFault = 'dead' | 'paused' | 'ours' | 'later';

/** Reads HubSpot's several shapes of a refused grant. Client faults first: they can carry any other word beside. */
export function grantFault(answer: Pick<HubspotAnswer, 'status' | 'body'>): GrantFault {
  const { error, status } = errorBody(answer.body);
  if (answer.status === 429 || answer.status >= 500 || answer.status === 423 || answer.status === 477) return 'later';
  if (error === 'invalid_client' || status.startsWith('BAD_CLIENT') || status === 'MISMATCH_CLIENT') return 'ours';
  if (status === 'BAD_HUB' || error === 'access_denied') return 'paused';
  if (error === 'invalid_grant' || status === 'BAD_REFRESH_TOKEN') return 'dead';
  return answer.status === 403 ? 'paused' : 'ours';
}
