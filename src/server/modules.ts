import appFile from '../app/app-hsmeta.json' with { type: 'json' };
import { migrations as accountsMigrations } from './accounts/migrations.ts';
import { type AccountsRoom, accountsRoom } from './accounts/module.ts';
import { migrations as alertsMigrations } from './alerts/migrations.ts';
import { type AlertsRoom, alertsRoom } from './alerts/module.ts';
import type { AlertQuestions } from './alerts/questions.ts';
import { bulletinQuestions, erasures, latest, workflowQuestions } from './answers.ts';
import { tellReaders } from './bulletin/audit.ts';
import { migrations as bulletinMigrations } from './bulletin/migrations.ts';
import { type BulletinRoom, bulletinRoom } from './bulletin/module.ts';
import { lastActivity } from './accounts/last-activity.ts';
import { people } from './accounts/people.ts';
import { migrations as casesMigrations } from './cases/migrations.ts';
import { type CasesRoom, casesRoom } from './cases/module.ts';
import type { CaseQuestions } from './cases/questions.ts';
import { causesOfAnswers } from './causes/answer-causes.ts';
import { migrations as causesMigrations } from './causes/migrations.ts';
import { causesRoom } from './causes/module.ts';
import { migrations as cardsMigrations } from './cards/migrations.ts';
import { type CardsRoom, cardsRoom } from './cards/module.ts';
import { publish } from './cards/store.ts';
import { hasJourneys, journeyFacts } from './handoff/alerts/alert-store.ts';
import { migrations as handoffMigrations } from './handoff/migrations.ts';
import { handoffRoom } from './handoff/module.ts';
import { businessCalendar } from './handoff/playbooks/playbook-store.ts';
import type { HandoffQuestions } from './handoff/questions.ts';
import { loadSteps } from './handoff/steps/index.ts';
import type { HealthQuestions } from './health/facts.ts';
import { migrations as healthMigrations } from './health/migrations.ts';
import { healthRoom } from './health/module.ts';
import { loadSignals } from './health/signals/index.ts';
import { createHealthView } from './health/view.ts';
import { homeRoom } from './home/module.ts';
import type { FindInstall, VerifySignature } from './http/hubspot-request.ts';
import { createConnection, installer } from './hubspot/connection.ts';
import { companyProperties } from './hubspot/company-properties.ts';
import { companyValues } from './hubspot/company-values.ts';
import { dealPipelines } from './hubspot/deal-pipelines.ts';
import { dealReader } from './hubspot/deal-reader.ts';
import { engagementWriter, taskAssigner } from './hubspot/engagements.ts';
import { REPAIR_JOB } from './hubspot/jobs.ts';
import { migrations as hubspotMigrations } from './hubspot/migrations.ts';
import { type HubspotRoom, hubspotRoom } from './hubspot/module.ts';
import { verifySignature } from './hubspot/signature.ts';
import { migrations as webhookMigrations } from './hubspot/webhooks/migrations.ts';
import type { Deps, Room } from './platform/deps.ts';
import type { Migrations } from './platform/migrate.ts';
import { migrations as guessMigrations } from './platform/guess-limit.ts';
import { migrations as platformMigrations } from './platform/record.ts';
import { migrations as privacyMigrations } from './privacy/migrations.ts';
import { type PrivacyRoom, privacyRoom } from './privacy/module.ts';
import { createTombstones, type Tombstones } from './privacy/tombstones.ts';
import { migrations as settingsMigrations } from './settings/migrations.ts';
import { type SettingsRoom, settingsRoom } from './settings/module.ts';
import { migrations as hookLimitMigrations } from './surveys/hook-limit.ts';
import { comments } from './surveys/comments.ts';
import { lastAnswers } from './surveys/last-answers.ts';
import { migrations as surveysMigrations } from './surveys/migrations.ts';
import { type SurveysRoom, surveysRoom } from './surveys/module.ts';
import { npsFigures, relationalNps } from './surveys/view.ts';
import { lastUse } from './usage/day-store.ts';
import { migrations as usageMigrations } from './usage/migrations.ts';
import { type UsageRoom, usageRoom } from './usage/module.ts';
import { migrations as workflowMigrations } from './workflow/migrations.ts';
import { workflowRoom } from './workflow/module.ts';

/** Every room's migrations; their names sort over all rooms. */
export const migrations: Migrations = {
  ...platformMigrations,
  ...guessMigrations,
  ...hubspotMigrations,
  ...webhookMigrations,
  ...accountsMigrations,
  ...surveysMigrations,
  ...hookLimitMigrations,
  ...usageMigrations,
  ...healthMigrations,
  ...cardsMigrations,
  ...settingsMigrations,
  ...workflowMigrations,
  ...privacyMigrations,
  ...handoffMigrations,
  ...alertsMigrations,
  ...casesMigrations,
  ...bulletinMigrations,
  ...causesMigrations,
};

export interface Rooms {
  /** For the command line. */
  privacy: PrivacyRoom;
  /** Express tries their routes in this order: the cards' first, because most requests are theirs. */
  rooms: Room[];
  verifySignature: VerifySignature;
  findInstall: FindInstall;
}

/** Builds the rooms and hands each the answers to the questions it asks of the others. */
export async function createRooms(deps: Deps): Promise<Rooms> {
  const signals = await loadSignals();
  const tombstones = createTombstones(deps.secrets);
  const accounts = accountsRoom(deps, tombstones.erased);
  const { portal, timeZone, recordUrls, answerUrls, handoffUrls, homeUrls } = portalAnswers((portalId) => hubspot.installs.find(portalId), deps.config.hubspot.appId);
  // The two rooms need each other's answers: surveys asks for portals, hubspot reads feedback.
  const surveys = await surveysRoom(deps, {
    findCompanies: accounts.findCompanies,
    erased: tombstones.erased,
    portal,
    portalIds: () => hubspot.portalIds(),
  });
  const { requiredScopes: required, optionalScopes: optional } = appFile.config.auth;
  const scopes = { required, optional };
  const privacy = privacyRoom(deps, tombstones, erasures(deps));
  const hubspot = hubspotRoom(deps, {
    specs: [...accounts.specs, surveys.feedback],
    scopes,
    erase: (portalId, contactId) => privacy.erase(portalId, { contactIds: [contactId], emails: [] }, { actor: 'hubspot' }),
    erased: tombstones.erased,
  });

  const usage = usageRoom(deps, { findCompanies: accounts.findCompanies, timeZone, portalIds: () => hubspot.portalIds() });
  const health = healthRoom(deps, healthQuestions(portal, { accounts, surveys, usage, hubspot }), signals);
  const cards = cardsRoom(deps, {
    render: { health: createHealthView(signals), nps: (stored, _language, asOf) => npsFigures(stored, asOf), relationalNps },
    recordUrl: async (portalId, companyId) => (await recordUrls(portalId))(companyId),
    findCompany: accounts.findCompany,
    stoppedFlow: async (portalId) => {
      const flow = await hubspot.stoppedFlow(portalId);
      return flow === null ? surveys.stoppedFlow(portalId) : async () => flow;
    },
    timeZone,
    erased: tombstones.erased,
    portalIds: () => hubspot.portalIds(),
  });
  const settings = settingsRoom(deps, { installer, connection: createConnection(scopes), people, sources: surveys.sources, keys: usage.keys, weights: health.weights, repairJob: REPAIR_JOB, tellEntries: async (tx, entries, language) => tellReaders(tx, accounts, await handoff.tellEntries(tx, entries, language), language) });
  const handoff = handoffRoom(deps, handoffQuestions(portal, tombstones, { settings, accounts, hubspot, cards }), await loadSteps());
  // These rooms need each other's answers: cases and bulletin post letters, alerts asks for their texts.
  const alerts: AlertsRoom = await alertsRoom(deps, alertQuestions({ portal, timeZone, answerUrls, homeUrls }, { hubspot, accounts, settings, cases: () => cases, bulletin: () => bulletin }));
  const cases: CasesRoom = casesRoom(deps, caseQuestions({ portal, answerUrls }, { settings, accounts, surveys, hubspot, cards, alerts }));
  const bulletin: BulletinRoom = bulletinRoom(deps, bulletinQuestions(portal, { settings, accounts, hubspot, alerts }));
  const causes = causesRoom(deps, { desk: settings.desk, comments, activePortals: hubspot.installs.active });
  const home = homeRoom({ desk: settings.desk, review: surveys.review, handoffs: handoff.overview, companyNames: accounts.companyNames, dealNames: accounts.sale.dealNames, recordUrls, handoffUrls, people, cardUse: cards.use, timeZone });
  const workflow = await workflowRoom(deps, workflowQuestions(deps, { hubspot, health, cards, handoff }));
  return {
    privacy,
    rooms: [cards, hubspot, accounts, surveys, usage, health, settings, home, handoff, alerts, cases, causes, bulletin, workflow, privacy],
    verifySignature: (request) => verifySignature(request, deps.config.hubspot.clientSecrets),
    findInstall: hubspot.installs.find,
  };
}

/** What health asks of the other rooms. */
function healthQuestions(portal: HealthQuestions['portal'], { accounts, surveys, usage, hubspot }: { accounts: AccountsRoom; surveys: SurveysRoom; usage: UsageRoom; hubspot: HubspotRoom }): HealthQuestions {
  return {
    companyIds: accounts.companyIds,
    companyFacts: accounts.companyFacts,
    answerFacts: surveys.answerFacts,
    usageFacts: usage.usageFacts,
    hasUsage: usage.hasUsage,
    journeyFacts,
    hasJourneys,
    settleUsage: usage.settle,
    npsSections: surveys.npsSections,
    publish,
    writeCompanyProperties: (tx, portalId, writes) => hubspot.writeProperties(tx, portalId, 'companies', writes.map(({ companyId, properties }) => ({ id: companyId, properties }))),
    portal,
    activePortals: hubspot.installs.active,
  };
}

type PortalAnswers = ReturnType<typeof portalAnswers>;

/** What rooms ask of an account: its facts, and the addresses of its records. */
function portalAnswers(find: HubspotRoom['installs']['find'], appId: number) {
  async function portal(portalId: number) {
    const install = await find(portalId);
    if (install === undefined) throw new Error('A portal without an installation was asked for.');
    return install;
  }

  /** HubSpot ignores the tab and shows the record; the sandbox's portal page opens it. */
  async function records(portalId: number) {
    const { uiDomain } = await portal(portalId);
    return (type: '0-2' | '0-3', id: number, tab: string) => `https://${uiDomain}/contacts/${portalId}/record/${type}/${id}?tab=${tab}`;
  }
  return {
    portal,
    timeZone: async (portalId: number) => (await find(portalId))?.timeZone ?? 'UTC',
    async recordUrls(portalId: number) {
      const record = await records(portalId);
      return (companyId: number) => record('0-2', companyId, 'customer-health');
    },
    async answerUrls(portalId: number) {
      const record = await records(portalId);
      return (companyId: number) => record('0-2', companyId, 'nps-history');
    },
    /** HubSpot's address of an app's page (app pages, "Deep linking"). */
    async homeUrls(portalId: number) {
      const { uiDomain } = await portal(portalId);
      return (tab: string) => `https://${uiDomain}/app/${portalId}/${appId}/${tab}`;
    },
    async handoffUrls(portalId: number) {
      const record = await records(portalId);
      return { deal: (dealId: number) => record('0-3', dealId, 'handoff'), company: (companyId: number) => record('0-2', companyId, 'onboarding') };
    },
  };
}

/** What handoffs ask of the other rooms. */
function handoffQuestions(portal: HandoffQuestions['portal'], { erased }: Tombstones, { settings, accounts, hubspot, cards }: { settings: SettingsRoom; accounts: AccountsRoom; hubspot: HubspotRoom; cards: CardsRoom }): HandoffQuestions {
  return {
    desk: settings.desk,
    ...accounts.sale,
    findCompany: accounts.findCompany,
    lastActivity: (tx, companyIds, now) => latest([lastActivity, lastAnswers, lastUse], (ask) => ask(tx, companyIds, now)),
    activePortals: hubspot.installs.active,
    portal,
    noteOpen: cards.noteOpen,
    writeProperties: hubspot.writeProperties,
    ensureEngagement: engagementWriter(hubspot),
    assignTasks: taskAssigner(hubspot),
    pipelines: dealPipelines(hubspot),
    companyProperties: companyProperties(hubspot),
    ...dealReader(hubspot),
    erased,
  };
}

/** What alerts asks of the other rooms. */
function alertQuestions({ portal, timeZone, answerUrls, homeUrls }: Pick<PortalAnswers, 'portal' | 'timeZone' | 'answerUrls' | 'homeUrls'>, { hubspot, accounts, settings, cases, bulletin }: { hubspot: HubspotRoom; accounts: AccountsRoom; settings: SettingsRoom; cases: () => CasesRoom; bulletin: () => BulletinRoom }): AlertQuestions {
  return {
    desk: settings.desk,
    timeZone,
    async site(portalId) {
      const account = await portal(portalId);
      return { timeZone: account.timeZone, currency: account.currency, recordUrl: await answerUrls(portalId), homeUrl: await homeUrls(portalId) };
    },
    async compose(tx, about, reading) {
      if (about.kind === 'bulletin') return bulletin().compose(tx, about, reading);
      return about.kind === 'channel-disabled' ? null : cases().compose(tx, about, reading);
    },
    async admins(tx) {
      const admins = new Set(await settings.desk.admins(tx));
      return (await accounts.members(tx)).filter(({ userId }) => userId !== null && admins.has(userId));
    },
    ownerOfUser: async (tx, userId) => (await accounts.members(tx)).find((member) => member.userId === userId)?.ownerId ?? null,
    ensureEngagement: engagementWriter(hubspot),
    activePortals: hubspot.installs.active,
  };
}

/** What cases ask of the other rooms. */
function caseQuestions({ portal, answerUrls }: Pick<PortalAnswers, 'portal' | 'answerUrls'>, { settings, accounts, surveys, hubspot, cards, alerts }: { settings: SettingsRoom; accounts: AccountsRoom; surveys: SurveysRoom; hubspot: HubspotRoom; cards: CardsRoom; alerts: AlertsRoom }): CaseQuestions {
  return {
    desk: settings.desk,
    noteOpen: cards.noteOpen,
    ...surveys.answersForCases,
    causesOfAnswers,
    companies: accounts.companiesWithOwners,
    members: accounts.members,
    yearlyWins: accounts.yearlyWins,
    companyValues: companyValues(hubspot),
    companyProperties: companyProperties(hubspot),
    portal,
    recordUrls: answerUrls,
    activePortals: hubspot.installs.active,
    calendar: businessCalendar,
    channels: alerts.channels,
    post: alerts.post,
  };
}
