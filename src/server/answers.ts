import { contactNames, contactsKnownAs, forgetContacts } from './accounts/erase.ts';
import type { AccountsRoom } from './accounts/module.ts';
import { listChannels } from './alerts/channel-store.ts';
import type { AlertsRoom } from './alerts/module.ts';
import { fatesOf, forgetLettersTo } from './alerts/outbox-store.ts';
import { forgetInBulletins } from './bulletin/erase.ts';
import type { BulletinQuestions } from './bulletin/questions.ts';
import type { CardsRoom } from './cards/module.ts';
import { forgetReaders } from './cards/open-store.ts';
import { forgetInCases } from './cases/erase.ts';
import { loopStanding } from './cases/loop-standing.ts';
import { readSettings } from './cases/settings-store.ts';
import { topCauses } from './causes/answer-causes.ts';
import { forgetInHandoffs } from './handoff/erase.ts';
import type { HandoffRoom } from './handoff/module.ts';
import { businessCalendar } from './handoff/playbooks/playbook-store.ts';
import { lateHandoffs } from './handoff/standings/late.ts';
import { bandMoves } from './health/band-moves.ts';
import { customersOn } from './health/customers-on.ts';
import type { HealthRoom } from './health/module.ts';
import { verifyActionSignature } from './hubspot/action-signature.ts';
import { companyProperties } from './hubspot/company-properties.ts';
import { companyValues } from './hubspot/company-values.ts';
import { accountName } from './hubspot/connection.ts';
import type { HubspotRoom } from './hubspot/module.ts';
import type { SignedRequest } from './hubspot/signature.ts';
import { forgetBatchesOf } from './hubspot/webhooks/batches.ts';
import { forgetEventsOf } from './hubspot/webhooks/event-store.ts';
import { callbackCompletion } from './hubspot/workflow-callbacks.ts';
import type { Tx } from './platform/db.ts';
import type { Deps } from './platform/deps.ts';
import type { ErasureQuestions } from './privacy/commands.ts';
import { addEntry } from './settings/audit-store.ts';
import type { SettingsRoom } from './settings/module.ts';
import { answerSums } from './surveys/answer-sums.ts';
import { forgetRespondent, respondentsKnownAs } from './surveys/erase.ts';

/** Of each company the latest of what several rooms know, asked one after the other: they share a transaction. */
export async function latest<Ask>(asks: readonly Ask[], ask: (one: Ask) => Promise<ReadonlyMap<number, Date>>): Promise<Map<number, Date>> {
  const all = new Map<number, Date>();
  for (const one of asks) for (const [companyId, at] of await ask(one)) if (at > (all.get(companyId) ?? new Date(0))) all.set(companyId, at);
  return all;
}

/** What the workflow actions ask of the other rooms. */
export function workflowQuestions(deps: Deps, { hubspot, health, cards, handoff }: { hubspot: HubspotRoom; health: HealthRoom; cards: CardsRoom; handoff: HandoffRoom }) {
  return {
    verify: (request: SignedRequest) => verifyActionSignature(request, deps.config.hubspot.clientSecrets),
    install: hubspot.installs.find,
    recompute: health.recompute,
    figures: cards.figures,
    startHandoff: handoff.automation.start,
    completeStep: handoff.automation.step,
    complete: callbackCompletion(hubspot.gateway),
    portalIds: hubspot.portalIds,
  };
}

/** How each room forgets a person; a table that holds people belongs here. */
export function erasures(deps: Deps): ErasureQuestions {
  return {
    knownAs: [contactsKnownAs, respondentsKnownAs],
    sweep: [(person) => forgetBatchesOf(deps, person)],
    // Names are asked for before the contacts are gone.
    forget: [
      async (tx, _portalId, person) => {
        const named = { ...person, names: await contactNames(tx, person.contactIds) };
        await forgetInCases(tx, named);
        return forgetInHandoffs(tx, named);
      },
      (tx, _portalId, person) => forgetInBulletins(tx, person),
      async (tx, _portalId, { emails }) => {
        await forgetLettersTo(tx, emails);
        return { companyIds: [], traces: [] };
      },
      forgetContacts, (tx, portalId, person) => forgetRespondent(tx, deps, portalId, person), forgetEventsOf, forgetReaders],
  };
}

/** What bulletins ask of the other rooms. */
export function bulletinQuestions(portal: BulletinQuestions['portal'], { settings, accounts, hubspot, alerts }: { settings: SettingsRoom; accounts: AccountsRoom; hubspot: HubspotRoom; alerts: Pick<AlertsRoom, 'post'> }): BulletinQuestions {
  return {
    desk: settings.desk,
    note: addEntry,
    portal,
    install: hubspot.installs.find,
    activePortals: hubspot.installs.active,
    accountName,
    companyValues: companyValues(hubspot),
    companyProperties: companyProperties(hubspot),
    segmentProperty: async (tx) => (await readSettings(tx, []))?.settings.segmentProperty ?? null,
    members: accounts.members,
    companyIdsOf: accounts.companyIdsOf,
    companies: accounts.companiesWithOwners,
    yearlyWins: accounts.yearlyWins,
    areCustomers: accounts.areCustomers,
    answerSums,
    loop: async (tx, { timeZone, ...asked }) => loopStanding(tx, { ...asked, calendar: await businessCalendar(tx, timeZone) }),
    bands: bandMoves,
    customersOn,
    handoffs: lateHandoffs,
    topCauses,
    mailChannel,
    post: alerts.post,
    fates: fatesOf,
  };
}

/** The first e-mail channel that works, else the first that will once it is mended. */
async function mailChannel(tx: Tx): ReturnType<BulletinQuestions['mailChannel']> {
  const mails = (await listChannels(tx)).flatMap(({ kind, channel_id: channelId, state }) => (kind === 'email' && state !== 'off' ? [{ channelId, state }] : []));
  return mails.find(({ state }) => state === 'on') ?? mails[0] ?? null;
}
