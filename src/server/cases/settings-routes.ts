import * as contract from '../../../extensions/contracts/case-settings.ts';
import type { Refusal } from '../../../extensions/contracts/envelope.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import { settingsDoor as door } from '../http/door.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import { accountOf, type CaseDeps } from './account.ts';
import { followOwners } from './commands.ts';
import { type SettingsFault, settingsFault } from './settings-fault.ts';
import { saveSettings } from './settings-store.ts';

const changed = refusal('conflict', 'Somebody else has changed these settings meanwhile: reload the page.');

/** Why settings cannot be kept and what to do, in English; the page says it in the reader's language. */
const faults: Record<SettingsFault, string> = {
  'rung-twice': 'Two steps of the escalation ladder have the same percentage: change one of them.',
  'unknown-owner': 'Somebody chosen owns nothing in this account any more: reload the page.',
  'unknown-channel': 'A rule names a channel that is no more: take it out of the rule.',
  'own-backup': 'Somebody stands in for themselves: choose somebody else.',
  'leave-backwards': 'A leave ends before it begins: change its days.',
};

/** The settings page's doors for cases: who is told of which answers, in what time they are answered, who stands in for whom. */
export function caseSettingsRoutes(deps: CaseDeps): CardRoute[] {
  const saving = 'POST /api/1/settings/cases';
  return [
    door('GET /api/1/settings/cases', {}, async (request) => {
      const properties = (await deps.desk.allows(request, 'manager')) ? await deps.companyProperties(request.portalId) : null;
      const portal = await deps.portal(request.portalId);
      return deps.desk.answer(request, 'manager', (tx, role) => view(tx, deps, request, { role, portal, properties }));
    }),
    door(saving, { body: contract.SaveCaseSettings }, async (request) => {
      const { portalId, body: { settings, revision } } = request;
      const { timeZone } = await deps.portal(portalId);
      return deps.desk.change(request, { level: 'admin', path: saving }, async (tx) => {
        const account = await accountOf(tx, deps, { portalId, timeZone });
        const fault = settingsFault(settings, { before: account.settings, owners: account.roster, channels: account.channels });
        if (fault !== undefined) return refusal('invalid', faults[fault]);
        const saved = await saveSettings(tx, settings, { revision, now: account.now });
        if (saved === null) return changed;
        await followOwners(tx, deps, account, null);
        return { answer: { ok: true, revision: saved }, action: 'cases.settings', subject: 'cases', before: account.settings, after: settings };
      });
    }),
  ];
}

async function view(
  tx: Tx, deps: CaseDeps, { portalId, now }: CardRequest,
  { role, portal: { timeZone, currency }, properties }: { role: Role; portal: { timeZone: string; currency: string }; properties: contract.CaseSettingsView['properties'] | readonly { name: string; label: string; options: readonly { value: string; label: string }[] }[] },
): Promise<contract.CaseSettingsView | Refusal> {
  const { settings, saved, revision, roster, channels } = await accountOf(tx, deps, { portalId, timeZone });
  return {
    ok: true,
    asOf: now.toISOString(),
    role, currency, timeZone,
    settings, saved, revision,
    owners: [...roster.values()].map(({ ownerId, name }) => ({ id: String(ownerId), name: name?.slice(0, 300) ?? null })),
    channels: channels.map(({ channelId, name, reaches, state }) => ({ id: channelId, name, reaches, state })),
    properties: properties && properties.map(({ name, label, options }) => ({ name, label, options: [...options] })),
  };
}
