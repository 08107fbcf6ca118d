import type { Refusal } from './envelope.ts';
import type { HealthView } from './health.ts';
import type * as home from './home.ts';
import type { NpsView } from './nps.ts';
import type * as settings from './settings.ts';
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

/** Every endpoint of the settings page; a POST's body is checked by its schema in settings.ts. */
export interface SettingsEndpoints {
  'GET /api/1/settings/connection': { params: Lang; body: undefined; answer: settings.ConnectionView };
  'POST /api/1/settings/connection/repair': { params: Lang; body: settings.Keyed; answer: settings.Done };
  'GET /api/1/settings/sources': { params: Lang; body: undefined; answer: settings.SourcesView };
  'POST /api/1/settings/sources': { params: Lang; body: settings.AddSource; answer: settings.AddedSource };
  'GET /api/1/settings/sources/:sourceId/deliveries': { params: Lang & OneSource; body: undefined; answer: settings.DeliveriesView };
  'POST /api/1/settings/sources/:sourceId/pause': { params: Lang & OneSource; body: settings.PauseSource; answer: settings.Done };
  'POST /api/1/settings/sources/:sourceId/settings': { params: Lang & OneSource; body: settings.MendSource; answer: settings.Done };
  'POST /api/1/settings/sources/:sourceId/rerun': { params: Lang & OneSource; body: settings.RerunDeliveries; answer: settings.Rerun };
  'POST /api/1/settings/sources/:sourceId/test': { params: Lang & OneSource; body: settings.TestSource; answer: settings.SourceTest };
  'GET /api/1/settings/weights': { params: Lang; body: undefined; answer: settings.WeightsView };
  'POST /api/1/settings/weights/preview': { params: Lang; body: settings.PreviewWeights; answer: settings.WeightsPreview };
  'POST /api/1/settings/weights': { params: Lang; body: settings.AdoptWeights; answer: settings.AdoptedWeights };
  'GET /api/1/settings/roles': { params: Lang; body: undefined; answer: settings.RolesView };
  'POST /api/1/settings/roles': { params: Lang; body: settings.ChangeRole; answer: settings.Done };
  'GET /api/1/settings/audit': { params: Lang & { area: settings.AuditArea; before: string }; body: undefined; answer: settings.AuditView };
}
export type SettingsEndpointName = keyof SettingsEndpoints;

/** Every endpoint of the app's home page; text that filters nothing is empty. */
export interface HomeEndpoints {
  'GET /api/1/home/companies': { params: Lang & { band: string; owner: string; search: string; after: string }; body: undefined; answer: home.HomeCompanies };
  'GET /api/1/home/review': { params: Lang & { after: string }; body: undefined; answer: home.HomeReview };
  'POST /api/1/home/review/settle': { params: Lang; body: home.SettleAnswer; answer: home.SettledAnswer };
  'GET /api/1/home/sources': { params: Lang; body: undefined; answer: home.HomeSources };
}
export type HomeEndpointName = keyof HomeEndpoints;

/** What the pages without a record ask. */
export type PageEndpoints = SettingsEndpoints & HomeEndpoints;
export type PageEndpointName = keyof PageEndpoints;

interface Lang {
  lang: string;
}

interface OneSource {
  sourceId: string;
}
