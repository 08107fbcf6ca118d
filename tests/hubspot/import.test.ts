import { afterEach, describe, expect, test } from 'vitest';
import { importPortal } from '../../src/server/hubspot/import.ts';
import type { ObjectSpec } from '../../src/server/hubspot/object-spec.ts';
import { pollPortal } from '../../src/server/hubspot/poll.ts';
import { buildInstalledRig, type HubspotRig, PORTAL } from '../support/hubspot-rig.ts';

let rig: HubspotRig;
afterEach(() => rig.close());

async function readWith(read: typeof importPortal, specs: readonly ObjectSpec[]): Promise<void> {
  const portal = (await rig.room.installs.find(PORTAL))!;
  const deps = { ...rig.deps, gateway: rig.room.gateway, requiredScopes: rig.sandbox.core.app.requiredScopes };
  await read(portal, specs, deps, new AbortController().signal);
}

const importWith = (specs: readonly ObjectSpec[]) => readWith(importPortal, specs);
const pollWith = (specs: readonly ObjectSpec[]) => readWith(pollPortal, specs);

const cursor = (type: string) =>
  rig.kysely.selectFrom('sync_cursors').selectAll().where('object_type', '=', type).executeTakeFirst();
const pagesOf = (type: string) =>
  rig.sandbox.ledger.entries().filter((entry) => entry.method === 'GET' && entry.path.startsWith(`/crm/objects/2026-09/${type}?`));

describe('an import', () => {
  test('that is interrupted goes on at the page where it stood', async () => {
    rig = await buildInstalledRig();
    for (let i = 0; i < 450; i += 1) rig.store.create('companies', { name: `Company ${i}` });
    rig.sandbox.faults.script([{ kind: 'status', status: 400, path: 'companies$', method: 'GET', skip: 2, count: 1, chance: 1, seed: 1, headers: {} }]);
    await expect(importWith(rig.accounts.specs)).rejects.toThrow('HubSpot: refused');
    expect(await cursor('companies')).toMatchObject({ phase: 'importing', done: 200, total: 450 });

    await importWith(rig.accounts.specs);
    expect(await cursor('companies')).toMatchObject({ phase: 'polling', done: 450 });
    expect(pagesOf('companies')).toHaveLength(5 + 1);
    const { count } = await rig.kysely.selectFrom('companies').select((of) => of.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
    expect(count).toBe(450);
  });

  test('skips a type whose scope was not granted, says so, and reads it once it is', async () => {
    rig = await buildInstalledRig({ lackedScopes: ['crm.objects.feedback_submissions.read'] });
    const saved: string[] = [];
    const feedback: ObjectSpec = {
      type: 'feedback_submissions', properties: ['hs_value'], associations: [], modifiedProperty: 'hs_lastmodifieddate',
      requires: ['crm.objects.contacts.read', 'crm.objects.feedback_submissions.read'],
      async save(_tx, _portalId, records) {
        saved.push(...records.map((record) => record.id));
        return { touchedCompanyIds: [] };
      },
    };
    await importWith([...rig.accounts.specs, feedback]);
    expect(await cursor('feedback_submissions')).toMatchObject({ phase: 'skipped', problem: 'scope-missing: crm.objects.feedback_submissions.read' });
    expect((await rig.room.installs.find(PORTAL))!.state).toBe('active');
    expect(pagesOf('feedback_submissions')).toEqual([]);

    rig.sandbox.world.portal(PORTAL)!.lackedScopes = [];
    await rig.install();
    await importWith([feedback]);
    expect(await cursor('feedback_submissions')).toMatchObject({ phase: 'polling', problem: null });
  });

  test('of more companies than the embedded database takes stops before the first page and names the cure', async () => {
    rig = await buildInstalledRig();
    for (let i = 0; i < 3; i += 1) rig.store.create('companies', { name: `Company ${i}` });
    const companies = { ...rig.accounts.specs[0]!, most: { count: 2, held: async () => 3, cure: 'Set DATABASE_URL.' } };
    await importWith([companies]);
    expect(await cursor('companies')).toMatchObject({ phase: 'skipped', problem: 'too-many: 3 of at most 2. Set DATABASE_URL.' });
    expect(pagesOf('companies')).toEqual([]);
  });

  test('asked for twice at the same time reads everything once', async () => {
    rig = await buildInstalledRig();
    for (let i = 0; i < 150; i += 1) rig.store.create('companies', { name: `Company ${i}` });
    await Promise.all([rig.run('hubspot.import'), rig.run('hubspot.import'), rig.run('hubspot.poll')]);
    expect(pagesOf('companies')).toHaveLength(2);
  });
});

describe('a poll', () => {
  const names = async () => (await rig.kysely.selectFrom('companies').select('name').orderBy('company_id').execute()).map((row) => row.name);

  test('leaves a paused type alone; resumed, it reads what came meanwhile', async () => {
    rig = await buildInstalledRig();
    const companies = rig.accounts.specs[0]!;
    await importWith([companies]);
    rig.store.create('companies', { name: 'Meanwhile' });
    const before = (await cursor('companies'))!;
    rig.sandbox.clock.move(60 * 60_000);
    await pollWith([{ ...companies, paused: async () => true }]);
    expect(await names()).toEqual([]);
    expect((await cursor('companies'))!.cursor_at).toEqual(before.cursor_at);
    expect((await cursor('companies'))!.updated_at.getTime()).toBeGreaterThan(before.updated_at.getTime());
    await pollWith([{ ...companies, paused: async () => false }]);
    expect(await names()).toEqual(['Meanwhile']);
  });

  test('keeps nothing that is more than the engine takes, says why, and goes on once there is room', async () => {
    rig = await buildInstalledRig();
    const companies = rig.accounts.specs[0]!;
    await importWith([companies]);
    rig.store.create('companies', { name: 'One' });
    const most = { count: 0, held: async () => 1, cure: 'Set DATABASE_URL.' };
    await pollWith([{ ...companies, most }]);
    expect(await names()).toEqual([]);
    expect(await cursor('companies')).toMatchObject({ phase: 'polling', problem: 'too-many: more than 0. Set DATABASE_URL.' });
    await pollWith([companies]);
    expect(await names()).toEqual(['One']);
    expect(await cursor('companies')).toMatchObject({ problem: null });
  });
});
