import * as contract from '../../../extensions/contracts/case-settings.ts';
import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { AnswerClass } from '../../../extensions/contracts/nps.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import { settingsDoor as door } from '../http/door.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import { accountOf, type CaseDeps } from './account.ts';
import { followOwners } from './commands.ts';
import { settingsFault } from './settings-fault.ts';
import { saveSettings } from './settings-store.ts';
import { MOST_SIGNS } from './texts.ts';
import { ownTexts, settingsChanged, settingsFaultText } from './wording.ts';

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
      const { portalId, language, body: { settings, revision } } = request;
      const { timeZone } = await deps.portal(portalId);
      return deps.desk.change(request, { level: 'admin', path: saving }, async (tx) => {
        const account = await accountOf(tx, deps, { portalId, timeZone });
        const fault = settingsFault(settings, { before: account.settings, owners: account.roster, channels: account.channels });
        if (fault !== undefined) return refusal('invalid', settingsFaultText(fault, language));
        const saved = await saveSettings(tx, settings, { revision, now: account.now });
        if (saved === null) return refusal('conflict', settingsChanged[language]);
        await followOwners(tx, deps, account, null);
        return { answer: { ok: true, revision: saved }, action: 'cases.settings', subject: 'cases', before: account.settings, after: settings };
      });
    }),
  ];
}

async function view(
  tx: Tx, deps: CaseDeps, { portalId, now, language }: CardRequest & { language: Language },
  { role, portal: { timeZone, currency }, properties }: { role: Role; portal: { timeZone: string; currency: string }; properties: contract.CaseSettingsView['properties'] | readonly { name: string; label: string; options: readonly { value: string; label: string }[] }[] },
): Promise<contract.CaseSettingsView | Refusal> {
  const { settings, saved, revision, roster, channels } = await accountOf(tx, deps, { portalId, timeZone });
  const own = (cls: AnswerClass) => ownTexts('nps', cls, language, { isDue: true });
  return {
    ok: true,
    asOf: now.toISOString(),
    role, currency, timeZone,
    settings, saved, revision,
    owners: [...roster.values()].map(({ ownerId, name }) => ({ id: String(ownerId), name: name?.slice(0, 300) ?? null })),
    channels: channels.map(({ channelId, name, reaches, state }) => ({ id: channelId, name, reaches, state })),
    ownTexts: { promoter: own('promoter'), passive: own('passive'), detractor: own('detractor') },
    placeholders: [...contract.CasePlaceholder.options],
    mostSigns: MOST_SIGNS,
    properties: properties && properties.map(({ name, label, options }) => ({ name, label, options: [...options] })),
  };
}
