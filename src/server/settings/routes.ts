import { z } from 'zod';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import * as contract from '../../../extensions/contracts/settings.ts';
import { lang, settingsDoor as door } from '../http/door.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import { refusal } from '../http/hubspot-request.ts';
import { listEntries } from './audit-store.ts';
import { answer, change, type SettingsDeps } from './change.ts';
import { changeRole } from './role-changes.ts';
import { givenRoles } from './role-store.ts';
import { addSource, mendSource, pauseSource, rerunDeliveries } from './source-changes.ts';
import { addUsageKey, intakeAddress, revokeUsageKey, rotateUsageKey } from './usage-key-changes.ts';
import * as view from './view.ts';
import { adoptWeights, weightRefusal } from './weight-changes.ts';

const source = z.object({ sourceId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/) });
const ENTRIES = 50;
const DELIVERIES = 20;
const notConnected = refusal('portal-paused', 'Baton is not connected to this account: install it again from the app page.');
const unknownSource = refusal('not-found', 'There is no such source: reload the page.');

type Asking = CardRequest & { language: Language };

/** The doors of the settings page. */
export function settingsRoutes(deps: SettingsDeps): CardRoute[] {
  return [...connectionRoutes(deps), ...sourceRoutes(deps), ...keyRoutes(deps), ...weightRoutes(deps), ...peopleRoutes(deps)];
}

function connectionRoutes(deps: SettingsDeps): CardRoute[] {
  const repair = 'POST /api/1/settings/connection/repair';
  return [
    door('GET /api/1/settings/connection', {}, (request) =>
      answer(deps, request, 'manager', async (tx, role) => {
        const facts = await deps.connection(tx);
        if (facts === undefined) return notConnected;
        const weights = await deps.weights.show(tx, request.portalId);
        const sources = await deps.sources.list(tx);
        return view.connectionView(facts, { sources, weights, names: view.namesOf(await deps.people(tx)), role, now: request.now });
      }),
    ),
    door(repair, { body: contract.Keyed }, (request) =>
      change(deps, request, { level: 'admin', path: repair }, async (tx) => {
        await deps.enqueue(tx, deps.repairJob, [{ portalId: request.portalId }]);
        return { answer: { ok: true }, action: 'connection.repaired', subject: 'properties', before: null, after: null };
      }),
    ),
  ];
}

function sourceRoutes(deps: SettingsDeps): CardRoute[] {
  const base = '/api/1/settings/sources';
  const add = `POST ${base}` as const;
  const pause = `POST ${base}/:sourceId/pause` as const;
  const mend = `POST ${base}/:sourceId/settings` as const;
  const rerun = `POST ${base}/:sourceId/rerun` as const;
  const task = <B>({ portalId, params, body, now, language }: Asking & { body: B }) => ({ portalId, sourceId: params.sourceId!, body, now, language });
  return [
    door(`GET ${base}`, {}, (request) =>
      answer(deps, request, 'manager', async (tx, role) => ({
        ok: true as const,
        asOf: request.now.toISOString(),
        role,
        sources: (await deps.sources.list(tx)).map((one) => view.sourceRow(one, deps.sources.providers, request)),
        providers: [...deps.sources.providers.values()].map((provider) => view.providerInfo(provider, request.language)),
      })),
    ),
    door(add, { body: contract.AddSource }, (request) => change(deps, request, { level: 'admin', path: add }, (tx) => addSource(tx, deps, request))),
    door(pause, { params: source, body: contract.PauseSource }, (request) =>
      change(deps, request, { level: 'admin', path: pause }, (tx) => pauseSource(tx, deps, task(request))),
    ),
    door(mend, { params: source, body: contract.MendSource }, (request) =>
      change(deps, request, { level: 'admin', path: mend }, (tx) => mendSource(tx, deps, task(request))),
    ),
    door(rerun, { params: source, body: contract.RerunDeliveries }, (request) =>
      change(deps, request, { level: 'admin', path: rerun }, (tx) => rerunDeliveries(tx, deps, task(request))),
    ),
    door(`GET ${base}/:sourceId/deliveries`, { params: source }, (request) =>
      answer(deps, request, 'manager', async (tx) => view.deliveriesView(await deps.sources.deliveries(tx, request.params.sourceId!, DELIVERIES), request.language)),
    ),
    door(`POST ${base}/:sourceId/test`, { params: source, body: contract.TestSource }, (request) =>
      answer(deps, request, 'admin', async (tx) => {
        const facts = await deps.connection(tx);
        const known = (await deps.sources.list(tx)).some((one) => one.sourceId === request.params.sourceId);
        if (facts === undefined || !known) return unknownSource;
        const asked = { ...task(request), settings: request.body.settings, timeZone: facts.timeZone };
        return view.sourceTest(await deps.sources.tryLast(tx, asked), request.language);
      }),
    ),
  ];
}

function keyRoutes(deps: SettingsDeps): CardRoute[] {
  const base = '/api/1/settings/usage-keys';
  const add = `POST ${base}` as const;
  const rotate = `POST ${base}/:prefix/rotate` as const;
  const revoke = `POST ${base}/:prefix/revoke` as const;
  const one = z.object({ prefix: z.string().regex(/^[0-9a-f]{12}$/) });
  const task = ({ portalId, params, now, language }: Asking) => ({ portalId, prefix: params.prefix!, now, language });
  return [
    door(`GET ${base}`, {}, (request) =>
      answer(deps, request, 'manager', async (tx, role) =>
        view.usageKeysView(await deps.keys.list(tx), { role, address: intakeAddress(deps), limits: deps.keys.limits, now: request.now }),
      ),
    ),
    door(add, { body: contract.AddUsageKey }, (request) => change(deps, request, { level: 'admin', path: add }, (tx) => addUsageKey(tx, deps, request))),
    door(rotate, { params: one, body: contract.Keyed }, (request) =>
      change(deps, request, { level: 'admin', path: rotate }, (tx) => rotateUsageKey(tx, deps, task(request))),
    ),
    door(revoke, { params: one, body: contract.Keyed }, (request) =>
      change(deps, request, { level: 'admin', path: revoke }, (tx) => revokeUsageKey(tx, deps, task(request))),
    ),
  ];
}

function weightRoutes(deps: SettingsDeps): CardRoute[] {
  const adopt = 'POST /api/1/settings/weights';
  return [
    door('GET /api/1/settings/weights', {}, (request) =>
      answer(deps, request, 'manager', async (tx, role) => {
        const facts = await deps.weights.show(tx, request.portalId);
        return view.weightsView(facts, { role, names: view.namesOf(await deps.people(tx)), language: request.language });
      }),
    ),
    door('POST /api/1/settings/weights/preview', { body: contract.PreviewWeights }, (request) =>
      answer(deps, request, 'manager', async (tx) => {
        const facts = await deps.connection(tx);
        if (facts === undefined) return notConnected;
        const preview = await deps.weights.preview(tx, request.portalId, request.body.weights, { timeZone: facts.timeZone, now: request.now });
        return 'fault' in preview ? weightRefusal(preview.fault, request.language) : { ok: true as const, ...preview };
      }),
    ),
    door(adopt, { body: contract.AdoptWeights }, (request) =>
      change(deps, request, { level: 'admin', path: adopt }, (tx) => adoptWeights(tx, deps, { ...request, by: request.userId })),
    ),
  ];
}

function peopleRoutes(deps: SettingsDeps): CardRoute[] {
  const give = 'POST /api/1/settings/roles';
  const asked = lang.extend({ area: contract.AuditArea.default(''), before: z.string().regex(/^\d{0,15}$/).default('') });
  return [
    door('GET /api/1/settings/roles', {}, (request) =>
      answer(deps, request, 'manager', async (tx, role) => {
        const installer = await deps.installer(tx);
        if (installer === undefined) return notConnected;
        return view.rolesView(await deps.people(tx), await givenRoles(tx), installer, { userId: request.userId, role });
      }),
    ),
    door(give, { body: contract.ChangeRole }, (request) =>
      change(deps, request, { level: 'admin', path: give }, (tx) => changeRole(tx, deps, { ...request, by: request.userId })),
    ),
    door('GET /api/1/settings/audit', { query: asked }, (request) =>
      answer(deps, request, 'admin', async (tx) => {
        const { area, before } = request.query as z.output<typeof asked>;
        // One more than shown tells whether there are more.
        const entries = await listEntries(tx, { area, below: before === '' ? null : Number(before), limit: ENTRIES + 1 });
        return view.auditView(await deps.tellEntries(tx, entries, request.language), ENTRIES, view.namesOf(await deps.people(tx)));
      }),
    ),
  ];
}
