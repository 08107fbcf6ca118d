import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCompany, addDeal } from '../support/build-account.ts';
import { workOn } from '../support/handoff-work.ts';
import { people, type SettingsAccount, startSettings } from '../support/settings-account.ts';

const { bia, caio } = people;
let baton: SettingsAccount;
let deal: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    deal = addDeal(crm, addCompany(crm, { name: 'Acme' }), { dealname: 'Acme 2027', hubspot_owner_id: '10122' });
  });
});
afterAll(() => baton.close());

test('a task that HubSpot does not take holds up none that follows, is not asked for again, and the card says so', async () => {
  const work = workOn(baton);
  await work.start(deal);
  await work.tell(deal);
  baton.sandbox.faults.script([{ kind: 'status', status: 400, path: 'objects/2026-09/tasks$', method: 'POST', count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
  await work.step(deal, caio, { kind: 'submit' });
  await baton.idle();
  expect((await work.handoffOf(deal)).traces).toEqual({ waiting: 0, forbidden: 0, refused: 1 });
  await work.step(deal, bia, { kind: 'return', gaps: [{ field: 'scope', note: 'Quantos usuários?' }] });
  await baton.idle();
  expect(baton.crm.list('tasks').results.map((task) => task.properties.hs_task_subject)).toEqual(['Handoff returned, complete it: Acme 2027']);
  expect((await work.handoffOf(deal)).traces).toEqual({ waiting: 0, forbidden: 0, refused: 1 });
});
