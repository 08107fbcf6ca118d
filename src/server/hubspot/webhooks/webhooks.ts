import type { OpenRoute } from '../../http/endpoint.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Job } from '../../platform/queue.ts';
import type { ReadDeps } from './batches.ts';
import type { FollowDeps } from './follow.ts';
import { webhookJobs, type WebhookJobDeps } from './jobs.ts';
import { webhookRoutes } from './routes.ts';

/** What the room asks of privacy: to erase, and who was erased. */
export type Privacy = Pick<FollowDeps, 'erase'> & Pick<ReadDeps, 'erased'>;

/** HubSpot's webhooks: their door and what becomes of them. */
export function createWebhooks(deps: Deps & WebhookJobDeps): { jobs: Job[]; routes: OpenRoute[] } {
  return { jobs: webhookJobs(deps), routes: webhookRoutes(deps) };
}
