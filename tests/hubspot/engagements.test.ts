import { afterEach, expect, it } from 'vitest';
import { engagementWriter, taskAssigner, type WantedEngagement } from '../../src/server/hubspot/engagements.ts';
import { buildHubspotRig, PORTAL } from '../support/hubspot-rig.ts';

let rig: Awaited<ReturnType<typeof buildHubspotRig>>;
afterEach(() => rig.close());

const { signal } = new AbortController();

/** A task on a company and its deal that the sandbox has. */
async function build(options: Parameters<typeof buildHubspotRig>[0] = {}) {
  rig = await buildHubspotRig(options);
  await rig.install();
  const companyId = Number(rig.store.create('companies', { name: 'Acme' }).id);
  const dealId = Number(rig.store.create('deals', { dealname: 'Acme 2027' }).id);
  const wanted = (overrides: Partial<WantedEngagement> = {}): WantedEngagement => ({
    type: 'tasks', key: 'h1.1.0', companyId, dealId, sent: false,
    properties: { hs_timestamp: '2026-11-30T12:00:00Z', hs_task_subject: 'Review', hs_task_body: '<p>Acme</p>' }, ...overrides,
  });
  return { wanted, ensure: engagementWriter(rig.room), assign: taskAssigner(rig.room), tasks: () => rig.store.list('tasks').results };
}

it('makes a task on the company and its deal', async () => {
  const { ensure, wanted, tasks } = await build();
  const made = await ensure(PORTAL, wanted(), signal);
  expect(tasks()).toMatchObject([{ id: (made as { id: string }).id, properties: { hs_task_subject: 'Review', hs_task_body: '<p>Acme</p><p>Baton h1.1.0</p>' } }]);
});

it('finds one that an earlier call may have made, and makes it where none did', async () => {
  const { ensure, wanted, tasks } = await build();
  const first = await ensure(PORTAL, wanted(), signal);
  expect(await ensure(PORTAL, wanted({ sent: true }), signal)).toEqual(first);
  await ensure(PORTAL, wanted({ key: 'h1.2.0', sent: true }), signal);
  expect(tasks()).toHaveLength(2);
});

it.each([['a company alone', { dealId: null }], ['a deal alone', { companyId: null }], ['nothing', { companyId: null, dealId: null }]])('makes a task on %s, and finds it again', async (_what, on) => {
  const { ensure, wanted, tasks } = await build();
  const asked = wanted({ ...on, properties: { ...wanted().properties, hs_timestamp: rig.sandbox.clock.now().toISOString(), hubspot_owner_id: '701' } });
  const made = await ensure(PORTAL, asked, signal);
  const [task] = tasks();
  expect(made).toEqual({ id: task!.id });
  expect(rig.store.associated('tasks', task!.id, 'companies').map(({ id }) => Number(id))).toEqual(asked.companyId === null ? [] : [asked.companyId]);
  expect(rig.store.associated('tasks', task!.id, 'deals').map(({ id }) => Number(id))).toEqual(asked.dealId === null ? [] : [asked.dealId]);
  expect(await ensure(PORTAL, { ...asked, sent: true }, signal)).toEqual(made);
  expect(await ensure(PORTAL, { ...asked, key: 'h1.9.0', sent: true }, signal)).not.toEqual(made);
  expect(tasks()).toHaveLength(2);
});

it('says that the account has not granted it, and goes on', async () => {
  const { ensure, wanted, tasks } = await build({ lackedScopes: ['crm.objects.contacts.write'] });
  expect(await ensure(PORTAL, wanted(), signal)).toBe('forbidden');
  expect(tasks()).toEqual([]);
});

it('makes a task that is nobody\'s where HubSpot does not take its owner, and says so where it does not take the task', async () => {
  const { ensure, wanted, tasks } = await build();
  expect(await ensure(PORTAL, wanted({ properties: { ...wanted().properties, hubspot_owner_id: '999' } }), signal)).toEqual({ id: tasks()[0]!.id });
  expect(tasks()[0]!.properties.hubspot_owner_id ?? null).toBeNull();
  expect(await ensure(PORTAL, wanted({ key: 'h1.2.0', properties: { ...wanted().properties, hs_task_status: 'NO_SUCH_STATUS' } }), signal)).toBe('refused');
  expect(await ensure(PORTAL, wanted({ key: 'h1.3.0', companyId: 999_999, sent: true }), signal)).toBe('refused');
  expect(tasks()).toHaveLength(1);
});

it('gives tasks to another owner or to nobody, but neither one that is done nor one that is no more', async () => {
  const { assign, tasks } = await build();
  const task = (name: string, status: string) => rig.store.create('tasks', { hs_timestamp: '2026-11-30T12:00:00Z', hs_task_subject: name, hs_task_status: status, hubspot_owner_id: '10101' }).id;
  const taskIds = [task('open', 'NOT_STARTED'), task('begun', 'IN_PROGRESS'), task('done', 'COMPLETED'), '999999'];
  const owners = () => Object.fromEntries(tasks().map(({ properties }) => [properties.hs_task_subject, properties.hubspot_owner_id ?? '']));
  expect(await assign(PORTAL, { taskIds, owner: 701 }, signal)).toEqual({ refused: 0 });
  expect(owners()).toEqual({ open: '701', begun: '701', done: '10101' });
  expect(await assign(PORTAL, { taskIds, owner: 999 }, signal)).toEqual({ refused: 2 });
  await assign(PORTAL, { taskIds, owner: null }, signal);
  expect(owners()).toEqual({ open: '', begun: '', done: '10101' });
});

it('counts tasks as refused where HubSpot refuses their batch as a whole, and gives the next batch', async () => {
  const { assign } = await build();
  const taskIds = Array.from({ length: 101 }, (_, at) => rig.store.create('tasks', { hs_timestamp: '2026-11-30T12:00:00Z', hs_task_subject: `task ${at}`, hs_task_status: 'NOT_STARTED' }).id);
  rig.sandbox.faults.script([{ kind: 'status', status: 400, path: 'tasks/batch/update', count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
  expect(await assign(PORTAL, { taskIds, owner: 701 }, signal)).toEqual({ refused: 100 });
  expect(taskIds.filter((id) => rig.store.get('tasks', id)!.properties.hubspot_owner_id === '701')).toEqual([taskIds[100]]);
});
