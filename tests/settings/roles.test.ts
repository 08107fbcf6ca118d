import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageEndpointName } from '../../extensions/contracts/endpoints.ts';
import * as contract from '../../extensions/contracts/settings.ts';
import { OFFICE_HOURS } from '../../src/server/handoff/playbooks/calendar.ts';
import { buildCaseSettings } from '../support/build-cases.ts';
import { buildChoices } from '../support/build-bulletin.ts';
import { buildContent } from '../support/build-sale.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';

let baton: Awaited<ReturnType<typeof startSettings>>;
beforeAll(async () => {
  baton = await startSettings();
});
afterAll(() => baton.close());
beforeEach(async () => {
  for (const table of ['user_roles', 'settings_changes', 'audit_entries']) await sql`delete from ${sql.table(table)}`.execute(baton.kysely);
});

function giveRole(userId: number, role: contract.Role, as: number = people.ana) {
  return baton.ask('POST /api/1/settings/roles', { as, body: { key: buildKey(), userId: String(userId), role } });
}

describe('who may do what', () => {
  const source = { sourceId: 'csv' };
  const body = () => ({ key: buildKey() });
  const playbook = { playbookId: 'standard' };
  const subscription = { subscriptionId: '00000000-0000-4000-8000-000000000000' };
  const channel = { channelId: '0123456789abcdef' };
  const level: [PageEndpointName, contract.Role, { params?: object; body?: () => object }][] = [
    ['GET /api/1/settings/connection', 'manager', {}],
    ['POST /api/1/settings/connection/repair', 'admin', { body }],
    ['GET /api/1/settings/sources', 'manager', {}],
    ['POST /api/1/settings/sources', 'admin', { body: () => ({ key: buildKey(), provider: 'csv', name: 'A', settings: {}, trustedIds: true, signingSecret: null }) }],
    ['GET /api/1/settings/sources/:sourceId/deliveries', 'manager', { params: source }],
    ['POST /api/1/settings/sources/:sourceId/pause', 'admin', { params: source, body: () => ({ key: buildKey(), paused: true }) }],
    ['POST /api/1/settings/sources/:sourceId/settings', 'admin', { params: source, body: () => ({ key: buildKey(), settings: {} }) }],
    ['POST /api/1/settings/sources/:sourceId/rerun', 'admin', { params: source, body: () => ({ key: buildKey(), deliveryId: null }) }],
    ['POST /api/1/settings/sources/:sourceId/test', 'admin', { params: source, body: () => ({ settings: {} }) }],
    ['GET /api/1/settings/usage-keys', 'manager', {}],
    ['POST /api/1/settings/usage-keys', 'admin', { body: () => ({ key: buildKey(), name: 'A', source: 'app' }) }],
    ['POST /api/1/settings/usage-keys/:prefix/rotate', 'admin', { params: { prefix: '0a1b2c3d4e5f' }, body }],
    ['POST /api/1/settings/usage-keys/:prefix/revoke', 'admin', { params: { prefix: '0a1b2c3d4e5f' }, body }],
    ['GET /api/1/settings/weights', 'manager', {}],
    ['POST /api/1/settings/weights/preview', 'manager', { body: () => ({ weights: [{ signal: 'nps', weight: 1 }] }) }],
    ['POST /api/1/settings/weights', 'admin', { body: () => ({ key: buildKey(), basedOn: 0, weights: [{ signal: 'nps', weight: 1 }] }) }],
    ['GET /api/1/settings/roles', 'manager', {}],
    ['POST /api/1/settings/roles', 'admin', { body: () => ({ key: buildKey(), userId: String(people.caio), role: 'rep' }) }],
    ['GET /api/1/settings/audit', 'admin', {}],
    ['GET /api/1/settings/playbooks', 'manager', {}],
    ['GET /api/1/settings/playbooks/:playbookId/variation', 'manager', { params: playbook }],
    ['POST /api/1/settings/playbooks', 'admin', { body: () => ({ key: buildKey(), from: 'unknown' }) }],
    ['POST /api/1/settings/playbooks/:playbookId/draft', 'admin', { params: playbook, body: () => ({ key: buildKey(), revision: 99, content: buildContent() }) }],
    ['POST /api/1/settings/playbooks/:playbookId/change', 'admin', { params: playbook, body: () => ({ key: buildKey(), revision: 99, change: 'publish' }) }],
    ['POST /api/1/settings/dry-run', 'manager', { body: () => ({ dealId: '1', drafts: false }) }],
    ['GET /api/1/settings/calendar', 'manager', {}],
    ['POST /api/1/settings/calendar', 'admin', { body: () => ({ key: buildKey(), revision: 99, calendar: OFFICE_HOURS }) }],
    ['GET /api/1/settings/channels', 'manager', {}],
    ['POST /api/1/settings/channels', 'admin', { body: () => ({ key: buildKey(), kind: 'slack', name: 'A', redacted: false, settings: {} }) }],
    ['POST /api/1/settings/channels/:channelId/settings', 'admin', { params: channel, body: () => ({ key: buildKey(), name: 'A', redacted: false, settings: {} }) }],
    ['POST /api/1/settings/channels/:channelId/pause', 'admin', { params: channel, body: () => ({ key: buildKey(), paused: true }) }],
    ['POST /api/1/settings/channels/:channelId/remove', 'admin', { params: channel, body }],
    ['POST /api/1/settings/channels/:channelId/test', 'admin', { params: channel, body }],
    ['GET /api/1/settings/bulletin', 'manager', {}],
    ['POST /api/1/settings/bulletin', 'manager', { body: () => ({ key: buildKey(), email: 'a@b.example', again: false, choices: buildChoices() }) }],
    ['POST /api/1/settings/bulletin/:subscriptionId', 'manager', { params: subscription, body: () => ({ key: buildKey(), revision: 1, choices: buildChoices() }) }],
    ['POST /api/1/settings/bulletin/:subscriptionId/revoke', 'manager', { params: subscription, body }],
    ['POST /api/1/settings/bulletin/:subscriptionId/test', 'manager', { params: subscription, body }],
    ['GET /api/1/settings/causes', 'manager', {}],
    ['POST /api/1/settings/causes', 'admin', { body: () => ({ key: buildKey(), revision: 99, causes: [] }) }],
    ['POST /api/1/settings/causes/try', 'manager', { body: () => ({ causes: [], text: '' }) }],
    ['GET /api/1/settings/cases', 'manager', {}],
    ['POST /api/1/settings/cases', 'admin', { body: () => ({ key: buildKey(), revision: 99, settings: buildCaseSettings().settings }) }],
    ['GET /api/1/settings/handoff', 'manager', {}],
    ['POST /api/1/settings/handoff/team', 'admin', { body: () => ({ key: buildKey(), team: [] }) }],
    ['GET /api/1/settings/company-properties', 'manager', {}],
    ['POST /api/1/settings/handoff/starts', 'admin', { body: () => ({ key: buildKey(), starts: [] }) }],
    ['POST /api/1/settings/handoff/import', 'admin', { body: () => ({ key: buildKey(), days: 30 }) }],
  ];
  const order: contract.Role[] = ['rep', 'manager', 'admin'];

  it('is told of every door there is', async () => {
    const { liveRoutes } = await import('../../scripts/api-doc.ts');
    const doors = (await liveRoutes()).filter((route) => route.path.startsWith('/api/1/settings/')).map((route) => `${route.method} ${route.path}`);
    expect(level.map(([endpoint]) => endpoint as string).sort()).toEqual(doors.sort());
  });

  describe.each(level)('%s', (endpoint, needed, asked) => {
    it.each(order)(`is for ${needed} and above: asked by a %s`, async (role) => {
      await giveRole(people.bia, role);
      const answer = await baton.ask(endpoint, { as: people.bia, params: asked.params as never, ...(asked.body && { body: asked.body() }) });
      const allowed = order.indexOf(role) >= order.indexOf(needed);
      expect(answer.ok === false && answer.code === 'role-too-low').toBe(!allowed);
    });
  });

  it('whoever installed is admin, everybody else a rep until told otherwise', async () => {
    const { people: shown } = contract.RolesView.parse(await baton.ask('GET /api/1/settings/roles'));
    expect(shown.find((person) => person.you)).toMatchObject({ userId: String(people.ana), role: 'admin', installer: true });
    expect(shown.find((person) => person.userId === String(people.caio))?.role).toBe('rep');
  });

  it('nobody becomes more by what the page sends: the role of the signed user counts', async () => {
    const answer = await baton.ask('POST /api/1/settings/roles', { as: people.caio, body: { key: buildKey(), userId: String(people.caio), role: 'admin', portalId: 1, userEmail: 'ana@agencia.example' } });
    expect(answer).toMatchObject({ ok: false, code: 'bad-request' });
    expect(await giveRole(people.caio, 'admin', people.caio)).toMatchObject({ ok: false, code: 'role-too-low' });
  });

  it('a role taken away is gone with the next request', async () => {
    await giveRole(people.bia, 'admin');
    expect((await giveRole(people.caio, 'manager', people.bia)).ok).toBe(true);
    await giveRole(people.bia, 'rep');
    expect((await giveRole(people.caio, 'rep', people.bia)).ok).toBe(false);
  });

  it('the last admin stays admin; with two, one may go', async () => {
    expect(await giveRole(people.ana, 'rep')).toMatchObject({ ok: false, code: 'last-admin' });
    await giveRole(people.bia, 'admin');
    expect((await giveRole(people.ana, 'rep')).ok).toBe(true);
    expect((await baton.ask('GET /api/1/settings/connection')).ok).toBe(false);
    await giveRole(people.ana, 'admin', people.bia);
  });

  it('two admins who remove each other at the same moment leave one', async () => {
    await giveRole(people.bia, 'admin');
    const both = await Promise.all([giveRole(people.bia, 'rep', people.ana), giveRole(people.ana, 'rep', people.bia)]);
    expect(both.filter((answer) => answer.ok)).toHaveLength(1);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from user_roles where role = 'admin'`.execute(baton.kysely);
    const installer = (await sql`select 1 from user_roles where user_id = ${people.ana}`.execute(baton.kysely)).rows.length === 0;
    expect(rows[0]!.n + Number(installer)).toBe(1);
  });

  it('a stranger to the account gets no role', async () => {
    expect(await giveRole(424_242, 'admin')).toMatchObject({ ok: false, code: 'not-found' });
  });
});
