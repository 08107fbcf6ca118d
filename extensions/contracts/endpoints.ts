import type { Refusal } from './envelope.ts';
import type { HealthView } from './health.ts';
import type { NpsView } from './nps.ts';
import type { SummaryView } from './summary.ts';

/**
 * Every card endpoint: the literal a card passes to call() is the key, and is checked by this type.
 * Answers only ever gain fields (HubSpot ships cards to all accounts at once, apart from the server).
 */
export interface Endpoints {
  'GET /api/1/health/:companyId': { query: { lang: string }; answer: HealthView | Refusal };
  'GET /api/1/nps/:companyId': { query: { lang: string }; answer: NpsView | Refusal };
  'GET /api/1/summary/:companyId': { query: { lang: string }; answer: SummaryView | Refusal };
}
export type EndpointName = keyof Endpoints;
