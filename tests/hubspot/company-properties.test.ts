import { afterEach, expect, it } from 'vitest';
import { companyProperties } from '../../src/server/hubspot/company-properties.ts';
import { buildHubspotRig, PORTAL } from '../support/hubspot-rig.ts';

let rig: Awaited<ReturnType<typeof buildHubspotRig>>;
afterEach(() => rig.close());

it('tells what tells companies apart, by name and with its choices; neither dates nor numbers, nor what Baton writes', async () => {
  rig = await buildHubspotRig();
  await rig.install();
  const found = (await companyProperties(rig.room)(PORTAL))!;
  const names = found.map((one) => one.name);
  expect(names).toEqual(expect.arrayContaining(['name', 'domain', 'lifecyclestage', 'industry']));
  expect(names.filter((name) => name.startsWith('baton_') || name === 'createdate' || name === 'annualrevenue')).toEqual([]);
  expect(found.find((one) => one.name === 'industry')!.options).toContainEqual({ value: 'RETAIL', label: 'Retail' });
  expect(found.find((one) => one.name === 'city')!.options).toEqual([]);
  expect(found.map((one) => one.label)).toEqual(found.map((one) => one.label).toSorted((one, other) => one.localeCompare(other)));
});

it('is null where HubSpot does not tell', async () => {
  rig = await buildHubspotRig();
  await rig.install();
  rig.sandbox.faults.script([{ kind: 'status', status: 400, path: 'properties', count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
  expect(await companyProperties(rig.room)(PORTAL)).toBeNull();
});
