import type { OpenRequest, OpenRoute, Reply } from '../../http/endpoint.ts';
import type { Deps } from '../../platform/deps.ts';
import { Unavailable } from '../../platform/errors.ts';
import { verifySignature } from '../signature.ts';
import { acceptBatch } from './batches.ts';

const PATH = '/webhooks/hubspot';
/** A hundred events are some 40 kB; what is larger is none of HubSpot's. */
const BODY_LIMIT = 1_000_000;
const RETRY_SECONDS = 30;

type DoorDeps = Pick<Deps, 'db' | 'config' | 'secrets' | 'randomBytes' | 'enqueue' | 'metrics'>;

/**
 * HubSpot's webhooks: one address for all accounts. Stores what is genuine and answers; everything else is a job's,
 * because HubSpot waits five seconds and repeats what was not answered 2xx. The older signatures, which carry no time
 * and so can be replayed for ever, are not accepted.
 */
export function webhookRoutes(deps: DoorDeps): OpenRoute[] {
  async function receive(request: OpenRequest): Promise<Reply> {
    const { method, rawBody, headers, now, log } = request;
    const verdict = verifySignature({ method, url: `${deps.config.publicUrl}${PATH}`, rawBody, headers, now }, deps.config.hubspot.clientSecrets);
    if (!verdict.ok) {
      deps.metrics.signatures.inc({ reason: verdict.reason });
      if ('genuine' in verdict && verdict.genuine) deps.metrics.clockSkew.inc();
      return { status: 401, body: { error: "The signature is not HubSpot's, or too old: check PUBLIC_URL, the client secret and this machine's clock." } };
    }
    try {
      await acceptBatch(deps, rawBody, now);
      return { status: 200, body: { status: 'stored' } };
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      log.error({ err: error }, 'A webhook batch could not be stored');
      return { status: 503, headers: { 'Retry-After': String(RETRY_SECONDS) }, body: { error: 'Baton cannot take this now. Send it again.' } };
    }
  }

  return [{ kind: 'hook', method: 'POST', path: PATH, bodyLimit: BODY_LIMIT, handle: receive }];
}
