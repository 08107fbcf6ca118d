import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as contract from '../../extensions/contracts/settings.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';
import { post } from '../support/running-baton.ts';

let baton: Awaited<ReturnType<typeof startSettings>>;
beforeAll(async () => {
  baton = await startSettings();
});
afterAll(() => baton.close());
beforeEach(async () => {
  for (const table of ['user_roles', 'settings_changes', 'audit_entries', 'sources', 'deliveries']) await sql`delete from ${sql.table(table)}`.execute(baton.kysely);
});

function giveRole(userId: number, role: contract.Role, as: number = people.ana) {
  return baton.ask('POST /api/1/settings/roles', { as, body: { key: buildKey(), userId: String(userId), role } });
}

function addCsv(body: Partial<contract.AddSource> = {}) {
  return baton.ask('POST /api/1/settings/sources', { body: { key: buildKey(), provider: 'csv', name: 'Pesquisa anual', settings: { type: 'nps' }, trustedIds: true, signingSecret: null, ...body } });
}

async function audited() {
  return contract.AuditView.parse(await baton.ask('GET /api/1/settings/audit')).entries;
}

const weightsOf = (view: contract.WeightsView, changes: Record<string, number> = {}) =>
  view.signals.map(({ id, weight }) => ({ signal: id, weight: changes[id] ?? weight }));
const readWeights = async () => contract.WeightsView.parse(await baton.ask('GET /api/1/settings/weights'));

describe('a change', () => {
  it('that HubSpot sends twice happens once, and both get the same answer', async () => {
    const key = buildKey();
    const [first, second] = await Promise.all([addCsv({ key }), addCsv({ key })]);
    expect(contract.AddedSource.parse(first)).toEqual(second);
    const { sources } = contract.SourcesView.parse(await baton.ask('GET /api/1/settings/sources'));
    expect(sources).toHaveLength(1);
    expect((await audited()).map((entry) => entry.action)).toEqual(['source.added']);
  });

  it('of other content under a used key is refused', async () => {
    const key = buildKey();
    await addCsv({ key });
    expect(await addCsv({ key, name: 'Outra' })).toMatchObject({ ok: false, code: 'conflict' });
  });

  it('keeps its answer sealed: no address stands in the database', async () => {
    const { hookUrl } = contract.AddedSource.parse(await addCsv());
    const secret = hookUrl!.split('/').at(-1)!;
    for (const table of ['settings_changes', 'audit_entries', 'sources']) {
      const { rows } = await sql<{ row: string }>`select row_to_json(t)::text as row from ${sql.table(table)} t`.execute(baton.kysely);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.map((each) => each.row).join('\n')).not.toContain(secret);
    }
  });

  it('leaves who, what, before and after; a refused one who tried', async () => {
    await giveRole(people.caio, 'manager');
    await addCsv().then((added) => baton.ask('POST /api/1/settings/sources/:sourceId/pause', { as: people.caio, params: { sourceId: (added as contract.AddedSource).sourceId }, body: { key: buildKey(), paused: true } }));
    const [refused, added, given] = await audited();
    expect(given).toMatchObject({ who: 'Ana Reis', userId: String(people.ana), action: 'role.changed', subject: 'Caio Lima', before: { role: 'rep' }, after: { role: 'manager' } });
    expect(added).toMatchObject({ action: 'source.added', before: null, after: { name: 'Pesquisa anual', provider: 'csv' } });
    expect(refused).toMatchObject({ who: 'Caio Lima', action: 'access.refused', after: { role: 'manager' } });
    expect(refused!.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('stays in the trail: the server itself can neither rewrite nor delete it', async () => {
    await giveRole(people.caio, 'manager');
    const before = await audited();
    await expect(baton.db.withPortal(baton.portalId, (tx) => sql`update audit_entries set action = 'x'`.execute(tx))).rejects.toThrow(/permission denied/);
    await baton.db.withPortal(baton.portalId, (tx) => sql`delete from audit_entries`.execute(tx));
    expect(await audited()).toEqual(before);
  });

  it.each([
    ['no key', { provider: 'csv', name: 'A', settings: {}, trustedIds: true, signingSecret: null }],
    ['a column of the table', { key: 'a'.repeat(20), provider: 'csv', name: 'A', settings: {}, trustedIds: true, signingSecret: null, secret_hash: 'x' }],
    ['another account', { key: 'a'.repeat(20), provider: 'csv', name: 'A', settings: {}, trustedIds: true, signingSecret: null, portal_id: 8 }],
  ])('with %s is not understood', async (_, body) => {
    expect(await baton.ask('POST /api/1/settings/sources', { body })).toMatchObject({ ok: false, code: 'bad-request' });
  });
});

describe('a source', () => {
  it('is added, receives, is tried with other settings, mended, run again and paused', async () => {
    const { sourceId, hookUrl } = contract.AddedSource.parse(await addCsv({ settings: { columns: { score: 'Pontos' }, type: 'nps' } }));
    const params = { sourceId };
    const hook = hookUrl!.replace('https://baton.sandbox.test', baton.url);
    const csv = 'Nota;E-mail;Data\n9;rui@aurora.example;2026-11-17\n3;lia@aurora.example;2026-11-16\n';
    expect((await post(hook, csv)).status).toBe(422);

    const [failing] = contract.SourcesView.parse(await baton.ask('GET /api/1/settings/sources')).sources;
    expect(failing).toMatchObject({ state: 'failing', failed: 1, hasHook: true });
    const [delivery] = contract.DeliveriesView.parse(await baton.ask('GET /api/1/settings/sources/:sourceId/deliveries', { params })).deliveries;
    expect(delivery).toMatchObject({ state: 'failed' });

    const test = contract.SourceTest.parse(await baton.ask('POST /api/1/settings/sources/:sourceId/test', { params, body: { settings: { type: 'nps' } } }));
    expect(test).toMatchObject({ reason: null, counts: { rows: 2, created: 2 }, answers: [{ score: 9, scale: [0, 10], person: 'rui@aurora.example' }, { score: 3 }] });
    expect((await sql`select 1 from answers where source_id = ${sourceId}`.execute(baton.kysely)).rows).toEqual([]);

    await baton.ask('POST /api/1/settings/sources/:sourceId/settings', { params, body: { key: buildKey(), settings: { type: 'nps' } } });
    expect(contract.Rerun.parse(await baton.ask('POST /api/1/settings/sources/:sourceId/rerun', { params, body: { key: buildKey(), deliveryId: delivery!.id } })).deliveries).toBe(1);
    await baton.idle();
    expect(contract.SourcesView.parse(await baton.ask('GET /api/1/settings/sources')).sources[0]).toMatchObject({ state: 'receiving', failed: 0 });

    await baton.ask('POST /api/1/settings/sources/:sourceId/pause', { params, body: { key: buildKey(), paused: true } });
    expect(contract.SourcesView.parse(await baton.ask('GET /api/1/settings/sources')).sources[0]!.state).toBe('paused');
    expect((await audited()).map((entry) => entry.action)).toEqual(['source.paused', 'source.rerun', 'source.mended', 'source.added']);
  });

  it('with settings that do not fit is refused with the reason, and leaves nothing', async () => {
    expect(await addCsv({ settings: { dateOrder: 'ymd' } })).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringContaining('dateOrder') });
    expect(await addCsv({ provider: 'carrier-pigeon' })).toMatchObject({ ok: false, code: 'invalid' });
    expect(contract.SourcesView.parse(await baton.ask('GET /api/1/settings/sources')).sources).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  it('tells why deliveries failed and settings do not fit in the reader\'s language', async () => {
    const { sourceId, hookUrl } = contract.AddedSource.parse(await addCsv({ settings: {} }));
    await post(hookUrl!.replace('https://baton.sandbox.test', baton.url), 'Nota\n11\n');
    const params = { sourceId, lang: 'pt-BR' };
    const missing = 'Falta o tipo de pesquisa: mapeie-o, ou defina-o nas configurações da fonte.';
    const { deliveries } = contract.DeliveriesView.parse(await baton.ask('GET /api/1/settings/sources/:sourceId/deliveries', { params }));
    expect(deliveries).toMatchObject([{ reason: missing, problems: [{ line: 2, code: 'missing-type', message: missing }] }]);
    expect(contract.SourcesView.parse(await baton.ask('GET /api/1/settings/sources', { params: { lang: 'pt-BR' } })).sources[0]!.lastError).toBe(missing);
    const tried = contract.SourceTest.parse(await baton.ask('POST /api/1/settings/sources/:sourceId/test', { params, body: { settings: { dateOrder: 'ymd' } } }));
    expect(tried.reason).toBe('As configurações da fonte não servem: "dateOrder" deve ser um destes: dmy, mdy.');
    const mended = await baton.ask('POST /api/1/settings/sources/:sourceId/settings', { params, body: { key: buildKey(), settings: { smell: 1 } } });
    expect(mended).toMatchObject({ code: 'invalid', cure: 'As configurações da fonte não servem: "smell" não é uma configuração conhecida.' });
  });

  it('that does not exist is not found', async () => {
    const params = { sourceId: 'nowhere' };
    expect(await baton.ask('POST /api/1/settings/sources/:sourceId/pause', { params, body: { key: buildKey(), paused: true } })).toMatchObject({ code: 'not-found' });
    expect(await baton.ask('POST /api/1/settings/sources/:sourceId/test', { params, body: { settings: {} } })).toMatchObject({ code: 'not-found' });
  });

  it('has its form described in the reader\'s language', async () => {
    const { providers } = contract.SourcesView.parse(await baton.ask('GET /api/1/settings/sources', { params: { lang: 'pt-BR' } }));
    expect(providers.find((provider) => provider.id === 'csv')).toMatchObject({ label: 'Arquivo CSV', takesFiles: true });
  });
});

describe('weights', () => {
  it('are shown with what they are made of', async () => {
    const view = await readWeights();
    expect(view.version).toBeGreaterThan(0);
    expect(view.signals.map((signal) => signal.id)).toContain('nps');
    expect(view.versions[0]).toMatchObject({ version: view.version, adoptedBy: null });
  });

  it('adopted become a new version; the old one stays as it was', async () => {
    const before = await readWeights();
    const body = () => ({ key: buildKey(), basedOn: before.version, weights: weightsOf(before, { nps: 40 }) });
    expect(contract.AdoptedWeights.parse(await baton.ask('POST /api/1/settings/weights', { body: body() })).version).toBe(before.version + 1);
    expect(await baton.ask('POST /api/1/settings/weights', { body: body() })).toMatchObject({ ok: false, code: 'conflict' });
    await baton.idle();
    const after = await readWeights();
    expect(after).toMatchObject({ version: before.version + 1, adoptedBy: 'Ana Reis' });
    expect(after.versions[1]).toEqual(before.versions[0]);
    expect((await audited())[0]).toMatchObject({ action: 'weights.adopted', before: { version: before.version }, after: { weights: { nps: 40 } } });
  });

  it.each([
    ['all zero', (view: contract.WeightsView) => view.signals.map(({ id }) => ({ signal: id, weight: 0 })), 'invalid'],
    ['of a signal too few', (view: contract.WeightsView) => weightsOf(view).slice(1), 'conflict'],
    ['of an unknown signal', (view: contract.WeightsView) => [...weightsOf(view).slice(1), { signal: 'luck', weight: 3 }], 'conflict'],
    ['below zero', (view: contract.WeightsView) => weightsOf(view, { nps: -1 }), 'bad-request'],
  ])('%s are refused', async (_, weights, code) => {
    const view = await readWeights();
    expect(await baton.ask('POST /api/1/settings/weights', { body: { key: buildKey(), basedOn: view.version, weights: weights(view) } })).toMatchObject({ ok: false, code });
    expect(await baton.ask('POST /api/1/settings/weights/preview', { body: { weights: weights(view) } })).toMatchObject({ ok: false, code });
  });
});

describe('the connection', () => {
  it('is told with a checklist, scopes and how far each kind of record is read', async () => {
    const view = contract.ConnectionView.parse(await baton.ask('GET /api/1/settings/connection'));
    expect(view).toMatchObject({ role: 'admin', install: { state: 'active', installedBy: 'Ana Reis' }, properties: { drift: [] } });
    expect(Object.fromEntries(view.checks.map((check) => [check.id, check.state]))).toEqual({
      connected: 'done', scopes: 'done', properties: 'done', import: 'done', polling: 'done', sources: 'todo', weights: expect.any(String), cards: 'look',
    });
    expect(view.objects.find((object) => object.type === 'companies')).toMatchObject({ phase: 'polling' });
    expect(view.scopes.find((scope) => scope.scope === 'crm.objects.companies.read')).toEqual({ scope: 'crm.objects.companies.read', required: true, granted: true });
  });

  it('can be repaired: a property someone deleted comes back', async () => {
    await baton.ask('POST /api/1/settings/connection/repair', { body: { key: buildKey() } });
    await baton.idle();
    expect((await audited())[0]).toMatchObject({ action: 'connection.repaired', who: 'Ana Reis' });
  });

  it('is told while the account is paused, and says why', async () => {
    await sql`update installs set state = 'paused', pause_reason = 'scope-missing'`.execute(baton.kysely);
    await baton.pass(3_000);
    const view = contract.ConnectionView.parse(await baton.ask('GET /api/1/settings/connection'));
    expect(view).toMatchObject({ install: { state: 'paused', pauseReason: 'scope-missing' } });
    expect(view.checks[0]).toEqual({ id: 'connected', state: 'trouble' });
    await sql`update installs set state = 'active', pause_reason = null`.execute(baton.kysely);
  });
});
