import * as contract from '../../../extensions/contracts/handoff-settings.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import { settingsDoor as door } from '../http/door.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import type { Words } from '../platform/words.ts';
import type { HandoffDeps } from './commands.ts';
import type { Pipeline } from './questions.ts';
import { earlierWins, IMPORT_JOB } from './sale/import-won.ts';
import { ownerList, rosterOf } from './roster.ts';
import { proposeOwner } from './sale/owner-rule.ts';
import { readChoices, saveImport, saveStarts, saveTeam, type Start } from './settings-store.ts';

const DAYS = [...contract.ImportDays.values].sort((a, b) => a - b);
const DAY_MS = 86_400_000;
const gone = {
  owner: { 'pt-BR': 'Uma pessoa escolhida não é mais proprietária de registros nesta conta: recarregue a página.', en: 'Somebody chosen owns nothing in this account any more: reload the page.' },
  stage: { 'pt-BR': 'Uma etapa escolhida não existe mais no HubSpot: recarregue a página.', en: 'A chosen stage is no longer in HubSpot: reload the page.' },
} satisfies Record<string, Words>;

/** The settings page's doors for handoffs: who gets customers in turn, where handoffs begin, and what becomes of deals that were won before. */
export function handoffSettingsRoutes(deps: HandoffDeps): CardRoute[] {
  const team = 'POST /api/1/settings/handoff/team';
  const starts = 'POST /api/1/settings/handoff/starts';
  const earlier = 'POST /api/1/settings/handoff/import';
  return [
    door('GET /api/1/settings/handoff', {}, async (request) => {
      const pipelines = (await deps.desk.allows(request, 'manager')) ? await deps.pipelines(request.portalId) : null;
      return deps.desk.answer(request, 'manager', (tx, role) => choices(tx, deps, request, { role, pipelines }));
    }),
    door(team, { body: contract.ChooseTeam }, (request) =>
      deps.desk.change(request, { level: 'admin', path: team }, async (tx) => {
        const chosen = [...new Set(request.body.team.map(Number))];
        const known = rosterOf(await deps.owners(tx)).byId;
        if (!chosen.every((owner) => known.has(owner))) return refusal('invalid', gone.owner[request.language]);
        const before = (await readChoices(tx)).team;
        await saveTeam(tx, request.portalId, chosen, request.now);
        return { answer: { ok: true }, action: 'handoff.team', subject: 'cs', before: { team: before }, after: { team: chosen } };
      }),
    ),
    door(starts, { body: contract.ChooseStarts }, async (request) => {
      const { portalId, now } = request;
      const pipelines = (await deps.desk.allows(request, 'admin')) ? await deps.pipelines(portalId) : null;
      return deps.desk.change(request, { level: 'admin', path: starts }, async (tx) => {
        const chosen = [...new Map(request.body.starts.map((one) => [one.stage, one])).values()];
        const before = (await readChoices(tx)).starts;
        // What was chosen before may be gone in HubSpot: it stays until somebody takes it out.
        const fresh = chosen.filter(({ stage }) => !before.some((one) => one.stage === stage));
        if (pipelines !== null && !fresh.every((one) => isPlace(one, pipelines))) return refusal('invalid', gone.stage[request.language]);
        await saveStarts(tx, portalId, chosen, now);
        return { answer: { ok: true }, action: 'handoff.starts', subject: 'deals', before: { starts: labelsOf(before, pipelines) }, after: { starts: labelsOf(chosen, pipelines) } };
      });
    }),
    door(earlier, { body: contract.ImportWon }, (request) =>
      deps.desk.change(request, { level: 'admin', path: earlier }, async (tx) => {
        const { portalId, now, body: { days } } = request;
        const before = (await readChoices(tx)).imported;
        await saveImport(tx, portalId, days, now);
        await deps.enqueue(tx, IMPORT_JOB, [{ portalId, days }]);
        return { answer: { ok: true }, action: 'handoff.import', subject: 'earlier-wins', before: { days: before?.days ?? null }, after: { days } };
      }),
    ),
  ];
}

function isPlace({ pipeline, stage }: Start, pipelines: readonly Pipeline[]): boolean {
  return pipelines.find((one) => one.id === pipeline)?.stages.some((one) => one.id === stage) === true;
}

/** As people call them; by their ids where HubSpot does not tell. */
function labelsOf(starts: readonly Start[], pipelines: readonly Pipeline[] | null): string[] {
  return starts.map(({ pipeline, stage }) => {
    const known = pipelines?.find((one) => one.id === pipeline);
    return `${known?.label ?? pipeline}: ${known?.stages.find((one) => one.id === stage)?.label ?? stage}`;
  });
}

async function choices(tx: Tx, deps: HandoffDeps, { portalId, now }: CardRequest, { role, pipelines }: { role: Role; pipelines: readonly Pipeline[] | null }): Promise<contract.HandoffChoices> {
  const { team, lastTurn, starts, startsAt, imported } = await readChoices(tx);
  const owners = rosterOf(await deps.owners(tx));
  const next = proposeOwner({ before: null, companyOwner: null, dealOwner: null, team, lastTurn, living: owners.byId }).owner;
  const wins = await earlierWins(tx, deps, { portalId, days: DAYS.at(-1)!, now });
  return {
    ok: true,
    asOf: now.toISOString(),
    role,
    owners: ownerList(owners),
    team: team.map(String),
    next: next === null ? null : String(next),
    pipelines: pipelines && pipelines.map(({ id, label, stages }) => ({ id, label, stages: [...stages] })),
    starts: starts.map(({ pipeline, stage }) => ({ pipeline, stage })),
    startsAt: startsAt?.toISOString() ?? null,
    earlier: DAYS.map((days) => ({ days, deals: wins.filter((deal) => deal.wonAt.getTime() >= now.getTime() - days * DAY_MS).length })),
    imported: imported && { at: imported.at.toISOString(), days: imported.days },
  };
}
