import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DealHandoff, HandoffStep } from '../../extensions/contracts/handoff.ts';
import { addCompany, addDeal } from '../support/build-account.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';

const { caio } = people;
const BIA = '10112';
const CAIO = '10122';

let baton: Awaited<ReturnType<typeof startSettings>>;
let deal: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    deal = addDeal(crm, addCompany(crm, { name: 'Acme' }), { dealname: 'Acme 2027', hubspot_owner_id: CAIO });
  });
  await baton.ask('POST /api/1/handoffs/deal/:dealId/start', { as: caio, params: { dealId: deal }, body: { key: buildKey() } });
  const fields = { whyBought: 'a', objective: 'b', promises: 'c', stakeholders: 'd', scope: 'e' };
  for (const [field, text] of Object.entries(fields)) await baton.ask('POST /api/1/handoffs/:handoffId/field', { as: caio, params: { handoffId: await handoffId() }, body: { field, text } });
  await step({ kind: 'assign', leg: 'engagement', owner: BIA });
  await step({ kind: 'submit' });
}, 60_000);
afterAll(() => baton.close());

const handoffId = async () => ((await baton.ask('GET /api/1/handoffs/deal/:dealId', { as: caio, params: { dealId: deal } })) as DealHandoff).handoff!.id;
async function step(made: HandoffStep): Promise<void> {
  const answer = await baton.ask('POST /api/1/handoffs/:handoffId/steps', { as: caio, params: { handoffId: await handoffId() }, body: { key: buildKey(), step: made } });
  if (!answer.ok) throw new Error(answer.cure);
  await baton.idle();
}
const tasks = () => baton.crm.list('tasks').results;
const ownersOfTasks = () => tasks().map((task) => [task.properties.hs_task_subject, task.properties.hubspot_owner_id ?? '']);

describe('the tasks in HubSpot of a leg', () => {
  test('follow it to whoever is named for it, and to nobody where nobody is', async () => {
    expect(ownersOfTasks()).toEqual([['Review the handoff: Acme 2027', BIA]]);
    await step({ kind: 'assign', leg: 'engagement', owner: CAIO });
    expect(ownersOfTasks()).toEqual([['Review the handoff: Acme 2027', CAIO]]);
    await step({ kind: 'assign', leg: 'engagement', owner: null });
    expect(ownersOfTasks()).toEqual([['Review the handoff: Acme 2027', '']]);
  });

  test('stay with whoever they are when it is another leg that gets somebody', async () => {
    await step({ kind: 'assign', leg: 'engagement', owner: BIA });
    await step({ kind: 'assign', leg: 'cs', owner: CAIO });
    expect(ownersOfTasks()).toEqual([['Review the handoff: Acme 2027', BIA]]);
  });

  test('are the last one\'s, however late and in whatever order HubSpot is told', async () => {
    await step({ kind: 'assign', leg: 'engagement', owner: CAIO });
    await step({ kind: 'assign', leg: 'engagement', owner: BIA });
    await sql`update handoff_effects set state = 'waiting' where kind = 'follow-owner'`.execute(baton.kysely);
    await step({ kind: 'assign', leg: 'cs', owner: BIA });
    expect(ownersOfTasks()).toEqual([['Review the handoff: Acme 2027', BIA]]);
    const { rows } = await sql`select key from handoff_effects where state <> 'done'`.execute(baton.kysely);
    expect(rows).toEqual([]);
  });

  test('that is done stays whose it was', async () => {
    baton.crm.update('tasks', tasks()[0]!.id, { hs_task_status: 'COMPLETED' });
    await step({ kind: 'assign', leg: 'engagement', owner: CAIO });
    expect(ownersOfTasks()).toEqual([['Review the handoff: Acme 2027', BIA]]);
  });
});
