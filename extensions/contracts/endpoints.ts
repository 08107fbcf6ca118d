import type * as bulletin from './bulletin.ts';
import type * as caseSettings from './case-settings.ts';
import type * as cases from './cases.ts';
import type * as causes from './causes.ts';
import type * as channels from './channels.ts';
import type { Refusal } from './envelope.ts';
import type * as handoff from './handoff.ts';
import type * as handoffSettings from './handoff-settings.ts';
import type { HealthView } from './health.ts';
import type * as home from './home.ts';
import type * as homeHandoffs from './home-handoffs.ts';
import type { AnswerClass, NpsView } from './nps.ts';
import type * as playbooks from './playbooks.ts';
import type * as review from './review.ts';
import type * as settings from './settings.ts';
import type { SummaryView } from './summary.ts';

/**
 * Every card endpoint: the literal a card passes to call() is the key, and is checked by this type.
 * `round`: how often the card, while it is open, has asked before.
 * Answers only ever gain fields (HubSpot ships cards to all accounts at once, apart from the server).
 */
export interface Endpoints {
  'GET /api/1/health/:companyId': { query: { lang: string; round: string }; answer: HealthView | Refusal };
  'GET /api/1/nps/:companyId': { query: { lang: string; round: string }; answer: NpsView | Refusal };
  'GET /api/1/summary/:companyId': { query: { lang: string; round: string }; answer: SummaryView | Refusal };
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
  'GET /api/1/settings/usage-keys': { params: Lang; body: undefined; answer: settings.UsageKeysView };
  'POST /api/1/settings/usage-keys': { params: Lang; body: settings.AddUsageKey; answer: settings.AddedUsageKey };
  'POST /api/1/settings/usage-keys/:prefix/rotate': { params: Lang & OneKey; body: settings.Keyed; answer: settings.AddedUsageKey };
  'POST /api/1/settings/usage-keys/:prefix/revoke': { params: Lang & OneKey; body: settings.Keyed; answer: settings.Done };
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
  'GET /api/1/home/review': { params: Lang & { after: string; part?: review.ReviewPart }; body: undefined; answer: review.HomeReview };
  'GET /api/1/home/review/decided': { params: Lang & { after: string }; body: undefined; answer: review.HomeDecided };
  'GET /api/1/home/review/companies': { params: Lang & { search: string }; body: undefined; answer: review.FoundCompanies };
  'POST /api/1/home/review/settle': { params: Lang; body: review.SettleAnswer; answer: review.SettledAnswer };
  'POST /api/1/home/review/dismiss': { params: Lang; body: review.DismissAnswer; answer: settings.Done };
  'POST /api/1/home/review/undo': { params: Lang; body: review.UndoDecision; answer: settings.Done };
  'GET /api/1/home/handoffs': { params: Lang & { mine: '' | 'mine'; leg: string; state: string; after: string }; body: undefined; answer: homeHandoffs.HomeHandoffs };
  'GET /api/1/home/handoffs/figures': { params: Lang & { mine: '' | 'mine'; days: homeHandoffs.FigureDays }; body: undefined; answer: homeHandoffs.HomeHandoffFigures };
  'GET /api/1/home/sources': { params: Lang; body: undefined; answer: home.HomeSources };
  'GET /api/1/home/use': { params: Lang; body: undefined; answer: home.HomeUse };
}
export type HomeEndpointName = keyof HomeEndpoints;

/** Every endpoint of the deal card and of the company card "Onboarding". */
export interface HandoffEndpoints {
  'GET /api/1/handoffs/deal/:dealId': { params: Lang & { dealId: string }; body: undefined; answer: handoff.DealHandoff };
  'POST /api/1/handoffs/deal/:dealId/start': { params: Lang & { dealId: string }; body: handoff.StartHandoff; answer: handoff.Saved };
  'POST /api/1/handoffs/:handoffId/field': { params: Lang & OneHandoff; body: handoff.SaveField; answer: handoff.SavedText };
  'POST /api/1/handoffs/:handoffId/kick-off': { params: Lang & OneHandoff; body: handoff.SavePoint; answer: handoff.SavedText };
  'POST /api/1/handoffs/:handoffId/steps': { params: Lang & OneHandoff; body: handoff.TakeStep; answer: handoff.Saved };
  'POST /api/1/handoffs/:handoffId/read': { params: Lang & OneHandoff; body: handoff.ReadSale; answer: handoff.Saved };
  'GET /api/1/onboarding/:companyId': { params: Lang & { companyId: string }; body: undefined; answer: handoff.Onboarding };
}
export type HandoffEndpointName = keyof HandoffEndpoints;

/** The settings page's endpoints for handoffs. */
export interface HandoffSettingsEndpoints {
  'GET /api/1/settings/handoff': { params: Lang; body: undefined; answer: handoffSettings.HandoffChoices };
  'POST /api/1/settings/handoff/team': { params: Lang; body: handoffSettings.ChooseTeam; answer: settings.Done };
  'POST /api/1/settings/handoff/starts': { params: Lang; body: handoffSettings.ChooseStarts; answer: settings.Done };
  'POST /api/1/settings/handoff/import': { params: Lang; body: handoffSettings.ImportWon; answer: settings.Done };
}

/** Every endpoint of the settings' tab "Playbooks". */
export interface PlaybookEndpoints {
  'GET /api/1/settings/playbooks': { params: Lang; body: undefined; answer: playbooks.PlaybooksView };
  'POST /api/1/settings/playbooks': { params: Lang; body: playbooks.ClonePlaybook; answer: playbooks.ClonedPlaybook };
  'GET /api/1/settings/company-properties': { params: Lang; body: undefined; answer: playbooks.CompanyProperties };
  'POST /api/1/settings/playbooks/:playbookId/draft': { params: Lang & OnePlaybook; body: playbooks.SavePlaybook; answer: playbooks.SavedPlaybook };
  'POST /api/1/settings/playbooks/:playbookId/change': { params: Lang & OnePlaybook; body: playbooks.ChangePlaybook; answer: playbooks.ChangedPlaybook };
  'GET /api/1/settings/playbooks/:playbookId/variation': { params: Lang & OnePlaybook; body: undefined; answer: playbooks.VariationView };
  'POST /api/1/settings/dry-run': { params: Lang; body: playbooks.DryRun; answer: playbooks.DryRunView };
  'GET /api/1/settings/calendar': { params: Lang; body: undefined; answer: playbooks.CalendarView };
  'POST /api/1/settings/calendar': { params: Lang; body: playbooks.SaveCalendar; answer: playbooks.SavedPlaybook };
}
export type PlaybookEndpointName = keyof PlaybookEndpoints;

/** Every endpoint of cases: on the cards, in the home page's inbox and in the settings. */
export interface CaseEndpoints {
  'GET /api/1/cases/company/:companyId': { params: Lang & { companyId: string }; body: undefined; answer: cases.RecordCases };
  'GET /api/1/cases/contact/:contactId': { params: Lang & { contactId: string }; body: undefined; answer: cases.RecordCases };
  'POST /api/1/cases/:caseId/steps': { params: Lang & { caseId: string }; body: cases.TakeCaseStep; answer: cases.SteppedCase };
  'GET /api/1/home/cases': { params: Lang & { list: cases.CaseList; scope: cases.CaseScope; owner: string; class: '' | AnswerClass; after: string }; body: undefined; answer: cases.HomeCases };
  'POST /api/1/home/cases/acknowledge': { params: Lang; body: cases.AcknowledgeCases; answer: cases.AcknowledgedCases };
  'GET /api/1/home/cases/figures': { params: Lang & { days: string }; body: undefined; answer: cases.HomeCaseFigures };
  'GET /api/1/settings/cases': { params: Lang; body: undefined; answer: caseSettings.CaseSettingsView };
  'POST /api/1/settings/cases': { params: Lang; body: caseSettings.SaveCaseSettings; answer: caseSettings.SavedCaseSettings };
}
export type CaseEndpointName = keyof CaseEndpoints;

/** Every endpoint of the settings' tab "Channels". */
export interface ChannelEndpoints {
  'GET /api/1/settings/channels': { params: Lang; body: undefined; answer: channels.ChannelsView };
  'POST /api/1/settings/channels': { params: Lang; body: channels.AddChannel; answer: channels.AddedChannel };
  'POST /api/1/settings/channels/:channelId/settings': { params: Lang & OneChannel; body: channels.MendChannel; answer: settings.Done };
  'POST /api/1/settings/channels/:channelId/pause': { params: Lang & OneChannel; body: channels.PauseChannel; answer: settings.Done };
  'POST /api/1/settings/channels/:channelId/remove': { params: Lang & OneChannel; body: settings.Keyed; answer: settings.Done };
  'POST /api/1/settings/channels/:channelId/test': { params: Lang & OneChannel; body: settings.Keyed; answer: channels.ChannelTest };
}

/** Every endpoint of the settings' tab "Causes", and of an answer's causes. */
export interface CauseEndpoints {
  'GET /api/1/settings/causes': { params: Lang; body: undefined; answer: causes.CausesView };
  'POST /api/1/settings/causes': { params: Lang; body: causes.SaveCauses; answer: causes.SavedCauses };
  'POST /api/1/settings/causes/try': { params: Lang; body: causes.TryCauses; answer: causes.TriedCauses };
  'POST /api/1/answers/:answerId/causes': { params: Lang & { answerId: string }; body: causes.TagAnswer; answer: causes.TaggedAnswer };
}

/** Every endpoint of the settings' tab "Bulletin". */
export interface BulletinEndpoints {
  'GET /api/1/settings/bulletin': { params: Lang; body: undefined; answer: bulletin.BulletinView };
  'POST /api/1/settings/bulletin': { params: Lang; body: bulletin.AddSubscription; answer: bulletin.SavedSubscription };
  'POST /api/1/settings/bulletin/:subscriptionId': { params: Lang & OneSubscription; body: bulletin.ChangeSubscription; answer: bulletin.SavedSubscription };
  'POST /api/1/settings/bulletin/:subscriptionId/revoke': { params: Lang & OneSubscription; body: settings.Keyed; answer: bulletin.SavedSubscription };
  'POST /api/1/settings/bulletin/:subscriptionId/test': { params: Lang & OneSubscription; body: settings.Keyed; answer: bulletin.TestedSubscription };
}

/** What is asked and changed by pages, and by cards that change something. */
export type PageEndpoints = SettingsEndpoints & HomeEndpoints & HandoffEndpoints & HandoffSettingsEndpoints & PlaybookEndpoints & CaseEndpoints & ChannelEndpoints & CauseEndpoints & BulletinEndpoints;
export type PageEndpointName = keyof PageEndpoints;

interface Lang {
  lang: string;
  /** How often the page, while it is open, has asked before; left out for 0. Counted by the deal card and by "Onboarding". */
  round?: string;
}

interface OneHandoff {
  handoffId: string;
}

interface OnePlaybook {
  playbookId: string;
}

interface OneChannel {
  channelId: string;
}

interface OneSource {
  sourceId: string;
}

interface OneKey {
  prefix: string;
}

interface OneSubscription {
  subscriptionId: string;
}
