import type { Deps, Room } from '../platform/deps.ts';
import { type KeyAdministration, keyAdministration } from './administration.ts';
import { hasUsage } from './day-store.ts';
import { settleUsage, usageJobs } from './jobs.ts';
import type { UsageQuestions } from './questions.ts';
import { usageRoutes } from './routes.ts';
import { usageFacts } from './usage-facts.ts';

export interface UsageRoom extends Room {
  /** For the settings page. */
  keys: KeyAdministration;
  /** For health. */
  usageFacts: typeof usageFacts;
  hasUsage: typeof hasUsage;
  /** Tries everything that waits for its company. */
  settle(portalId: number, signal: AbortSignal): Promise<void>;
}

/** How companies use the customer's product: API keys, intake, daily figures. */
export function usageRoom(deps: Deps, questions: UsageQuestions): UsageRoom {
  const inside = { ...deps, questions };
  return {
    name: 'usage',
    jobs: usageJobs(inside),
    routes: usageRoutes(inside),
    keys: keyAdministration(deps),
    usageFacts,
    hasUsage,
    settle: (portalId, signal) => settleUsage(inside, portalId, signal),
  };
}
