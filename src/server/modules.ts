import appFile from '../app/app-hsmeta.json' with { type: 'json' };
import { migrations as accountsMigrations } from './accounts/migrations.ts';
import { accountsRoom } from './accounts/module.ts';
import { contactsKnownAs, forgetContacts } from './accounts/erase.ts';
import { people } from './accounts/people.ts';
import { migrations as cardsMigrations } from './cards/migrations.ts';
import { type CardsRoom, cardsRoom } from './cards/module.ts';
import { publish } from './cards/store.ts';
import { migrations as healthMigrations } from './health/migrations.ts';
import { type HealthRoom, healthRoom } from './health/module.ts';
import { loadSignals } from './health/signals/index.ts';
import { createHealthView } from './health/view.ts';
import { homeRoom } from './home/module.ts';
import type { FindInstall, VerifySignature } from './http/hubspot-request.ts';
import { verifyActionSignature } from './hubspot/action-signature.ts';
import { createConnection, installer } from './hubspot/connection.ts';
import { REPAIR_JOB } from './hubspot/jobs.ts';
import { migrations as hubspotMigrations } from './hubspot/migrations.ts';
import { type HubspotRoom, hubspotRoom } from './hubspot/module.ts';
import { type SignedRequest, verifySignature } from './hubspot/signature.ts';
import { forgetBatchesOf } from './hubspot/webhooks/batches.ts';
import { forgetEventsOf } from './hubspot/webhooks/event-store.ts';
import { migrations as webhookMigrations } from './hubspot/webhooks/migrations.ts';
import { callbackCompletion } from './hubspot/workflow-callbacks.ts';
import type { Deps, Room } from './platform/deps.ts';
import type { Migrations } from './platform/migrate.ts';
import { migrations as guessMigrations } from './platform/guess-limit.ts';
import { migrations as platformMigrations } from './platform/record.ts';
import type { ErasureQuestions } from './privacy/commands.ts';
import { migrations as privacyMigrations } from './privacy/migrations.ts';
import { type PrivacyRoom, privacyRoom } from './privacy/module.ts';
import { createTombstones } from './privacy/tombstones.ts';
import { migrations as settingsMigrations } from './settings/migrations.ts';
import { settingsRoom } from './settings/module.ts';
import { forgetRespondent, respondentsKnownAs } from './surveys/erase.ts';
import { migrations as surveysMigrations } from './surveys/migrations.ts';
import { surveysRoom } from './surveys/module.ts';
import { npsFigures, relationalNps } from './surveys/view.ts';
import { migrations as usageMigrations } from './usage/migrations.ts';
import { usageRoom } from './usage/module.ts';
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
  ...usageMigrations,
  ...healthMigrations,
  ...cardsMigrations,
  ...settingsMigrations,
  ...workflowMigrations,
  ...privacyMigrations,
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
  // The two rooms need each other's answers: surveys asks for portals, hubspot reads feedback.
  const surveys = await surveysRoom(deps, {
    findCompanies: accounts.findCompanies,
    erased: tombstones.erased,
    portal: (portalId) => portal(portalId),
    portalIds: () => hubspot.portalIds(),
  });
  const { requiredScopes: required, optionalScopes: optional } = appFile.config.auth;
  const scopes = { required, optional };
  const privacy = privacyRoom(deps, tombstones, erasures(deps));
  const hubspot = hubspotRoom(deps, {
    specs: [...accounts.specs, surveys.feedback],
    scopes,
    erase: (portalId, contactId) => privacy.erase(portalId, { contactIds: [contactId], emails: [] }, 'hubspot'),
    erased: tombstones.erased,
  });

  async function portal(portalId: number) {
    const install = await hubspot.installs.find(portalId);
    if (install === undefined) throw new Error('A portal without an installation was asked for.');
    return install;
  }

  async function recordUrls(portalId: number) {
    const { uiDomain } = await portal(portalId);
    // HubSpot ignores the tab and shows the record; the sandbox's portal page opens it.
    return (companyId: number) => `https://${uiDomain}/contacts/${portalId}/record/0-2/${companyId}?tab=customer-health`;
  }

  const usage = usageRoom(deps, {
    findCompanies: accounts.findCompanies,
    timeZone: async (portalId) => (await hubspot.installs.find(portalId))?.timeZone ?? 'UTC',
    portalIds: () => hubspot.portalIds(),
  });
  const health = healthRoom(
    deps,
    {
      companyIds: accounts.companyIds,
      companyFacts: accounts.companyFacts,
      answerFacts: surveys.answerFacts,
      usageFacts: usage.usageFacts,
      hasUsage: usage.hasUsage,
      settleUsage: usage.settle,
      npsSections: surveys.npsSections,
      publish,
      writeCompanyProperties: hubspot.writeCompanyProperties,
      portal,
      activePortals: () => hubspot.installs.active(),
    },
    signals,
  );
  const cards = cardsRoom(deps, {
    render: { health: createHealthView(signals), nps: (stored, _language, asOf) => npsFigures(stored, asOf), relationalNps },
    recordUrl: async (portalId, companyId) => (await recordUrls(portalId))(companyId),
    findCompany: accounts.findCompany,
    stoppedFlow: hubspot.stoppedFlow,
  });
  const settings = settingsRoom(deps, { installer, connection: createConnection(scopes), people, sources: surveys.sources, weights: health.weights, repairJob: REPAIR_JOB });
  const home = homeRoom({ desk: settings.desk, review: surveys.review, companyNames: accounts.companyNames, recordUrls });
  return {
    privacy,
    rooms: [cards, hubspot, accounts, surveys, usage, health, settings, home, workflowRoom(deps, workflowQuestions(deps, { hubspot, health, cards })), privacy],
    verifySignature: (request) => verifySignature(request, deps.config.hubspot.clientSecrets),
    findInstall: hubspot.installs.find,
  };
}

/** What the workflow action asks of the other rooms. */
function workflowQuestions(deps: Deps, { hubspot, health, cards }: { hubspot: HubspotRoom; health: HealthRoom; cards: CardsRoom }) {
  return {
    verify: (request: SignedRequest) => verifyActionSignature(request, deps.config.hubspot.clientSecrets),
    install: hubspot.installs.find,
    recompute: health.recompute,
    figures: cards.figures,
    complete: callbackCompletion(hubspot.gateway),
    portalIds: hubspot.portalIds,
  };
}

/** How each room forgets a person; a table that holds people belongs here. */
function erasures(deps: Deps): ErasureQuestions {
  return {
    knownAs: [contactsKnownAs, respondentsKnownAs],
    sweep: [(person) => forgetBatchesOf(deps, person)],
    forget: [forgetContacts, (tx, portalId, person) => forgetRespondent(tx, deps, portalId, person), forgetEventsOf],
  };
}
