import { afterEach, expect, it } from 'vitest';
import { dealPipelines } from '../../src/server/hubspot/deal-pipelines.ts';
import { buildHubspotRig, PORTAL } from '../support/hubspot-rig.ts';

let rig: Awaited<ReturnType<typeof buildHubspotRig>>;
afterEach(() => rig.close());

it('tells the pipelines with their stages by name, in order, without the lost ends, in one call', async () => {
  rig = await buildHubspotRig();
  await rig.install();
  rig.sandbox.ledger.clear();
  const [pipeline, ...others] = (await dealPipelines(rig.room)(PORTAL))!;
  expect(rig.sandbox.ledger.entries()).toHaveLength(1);
  expect(others).toEqual([]);
  expect([pipeline!.id, pipeline!.label]).toEqual(['default', 'Sales Pipeline']);
  expect(pipeline!.stages.map((stage) => stage.id)).toEqual(['appointmentscheduled', 'qualifiedtobuy', 'presentationscheduled', 'decisionmakerboughtin', 'contractsent', 'closedwon']);
  expect(pipeline!.stages.at(-1)).toEqual({ id: 'closedwon', label: 'Closed Won' });
});

it('is null where HubSpot does not tell', async () => {
  rig = await buildHubspotRig();
  await rig.install();
  rig.sandbox.faults.script([{ kind: 'status', status: 400, path: 'pipelines', count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
  expect(await dealPipelines(rig.room)(PORTAL)).toBeNull();
});
