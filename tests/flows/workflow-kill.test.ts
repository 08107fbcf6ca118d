import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCompany } from '../support/build-account.ts';
import { PUBLIC_URL } from '../support/running-baton.ts';
import { buildSpawned, type Spawned } from '../support/spawned-baton.ts';
import { waitUntil } from '../support/wait.ts';

const ACTION = `${PUBLIC_URL}/workflow-actions/recalculate-health`;
const CALLBACKS = '/automation/actions/callbacks/2026-09';

let house: Awaited<ReturnType<typeof buildSpawned>>;
let server: Spawned;
let acme: string;

beforeAll(async () => {
  house = await buildSpawned();
  acme = addCompany(house.crm);
  server = await house.start();
  await house.install();
  await waitUntil('the company is scored', async () => (await house.ask('health', acme)).status === 'scored');
});
afterAll(() => house.close());

const fire = (asked: object = {}) => house.sandbox.workflow.fire({ url: ACTION, portalId: house.portalId, objectId: Number(acme), ...asked });

test('killed hard while workflows wait, Baton completes each of them once after its restart', async () => {
  // HubSpot is slow to take completions: the server dies in the middle of some of them.
  house.sandbox.faults.script([{ kind: 'hang', path: CALLBACKS, count: 4, skip: 0, chance: 1, seed: 1, headers: {}, delayMs: 10_000 }]);
  const executions = await Promise.all(Array.from({ length: 10 }, () => fire()));
  server.kill('SIGKILL');
  expect(await server.ended).toBe('SIGKILL');
  expect(executions.every(({ attempts }) => attempts.at(-1)?.status === 200)).toBe(true);
  house.sandbox.faults.clear();

  server = await house.start();
  await waitUntil('every workflow goes on', () => executions.every(({ state }) => state === 'done'));
  expect(executions.map(({ completions }) => completions)).toEqual(Array(10).fill(1));
  expect(new Set(executions.map(({ outputs }) => JSON.stringify(outputs))).size).toBe(1);
});

test('while the server is away HubSpot repeats the request, and finds it afterwards', async () => {
  server.kill('SIGKILL');
  await server.ended;
  const fired = fire({ tries: 10, retryMs: 200 });
  server = await house.start();
  const execution = await fired;
  await waitUntil('the workflow goes on', () => execution.state === 'done');
  expect(execution.completions).toBe(1);
  expect(execution.attempts[0]!.status).toBeNull();
});
