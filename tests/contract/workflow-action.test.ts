import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { HandoffState } from '../../extensions/contracts/handoff.ts';
import { liveRoutes } from '../../scripts/api-doc.ts';
import { bandOrder } from '../../src/server/health/bands.ts';
import { type Action, loadActions, RECORD_TYPES } from '../../src/server/workflow/actions/index.ts';
import { healthOutputs } from '../../src/server/workflow/actions/recalculate-health.ts';
import { handoffOutputs } from '../../src/server/workflow/handoff-outputs.ts';
import { loadHubspotOpenapi, openapiFolder, openapiSkipReason } from '../support/hubspot-openapi.ts';
import type { OpenapiCheck } from '../support/hubspot-openapi.ts';
import { buildInstalledSandbox, buildSandboxApp } from '../support/sandbox.ts';
import type { InstalledSandbox } from '../support/sandbox.ts';
import { root } from '../support/source-tree.ts';

interface Labels {
  actionName: string;
  actionDescription: string;
  actionCardContent: string;
  inputFieldLabels: Record<string, string>;
  inputFieldDescriptions: Record<string, string>;
  inputFieldOptionLabels: Record<string, Record<string, string>>;
  outputFieldLabels: Record<string, string>;
  executionRules: Record<string, string>;
}

interface Field {
  typeDefinition: { name: string; type: string; options?: { value: string; label: string }[] };
}

interface ActionFile {
  uid: string;
  type: string;
  config: {
    actionUrl: string; isPublished: boolean; objectTypes: string[]; inputFields: Field[]; outputFields: Field[];
    executionRules: { labelName: string; conditions: Record<string, string> }[];
    labels: Record<string, Labels>;
  };
}

const folder = join(root, 'src/app/workflow-actions');
const files = readdirSync(folder).sort();
const actions = await loadActions();
const handoff = handoffOutputs({ status: 'made', handoff: { id: 'a', state: 'draft', completeness: 1 }, reason: 'Por quê / Why' })!;
/** Outputs of each action that has everything to say; and the values of those that are chosen from a list. */
const GIVEN: Record<string, { outputs: object; values: Record<string, readonly string[]> }> = {
  'recalculate-health': { outputs: healthOutputs({ status: 'scored', score: 1, band: 'watch', coverage: 1 }), values: { band: bandOrder } },
  'start-handoff': { outputs: handoff, values: { state: HandoffState.options } },
  'complete-step': { outputs: handoff, values: { state: HandoffState.options } },
};

const optionsOf = (fields: Field[], name: string) => fields.find(({ typeDefinition }) => typeDefinition.name === name)?.typeDefinition.options?.map(({ value }) => value);
const namesOf = (fields: Field[]) => fields.map(({ typeDefinition }) => typeDefinition.name).sort();
/** Also those of any action: nothing could be done. */
const statusesOf = ({ statuses, records }: Action) => [...statuses, ...records.map((type) => `unknown-${type}`), 'disconnected', 'unreadable'];

it('every action of the server has its file for HubSpot, and every file its action', () => {
  expect(files).toEqual([...actions.keys()].map((id) => `${id}-hsmeta.json`).sort());
});

describe.each([...actions.values()])('the workflow action $id as HubSpot reads it', (action) => {
  const { uid, type, config } = JSON.parse(readFileSync(join(folder, `${action.id}-hsmeta.json`), 'utf8')) as ActionFile;

  it('keeps its permanent uid, and is for the records that the server takes', () => {
    expect([uid, type, config.isPublished]).toEqual([action.id, 'workflow-action', true]);
    expect(config.objectTypes).toEqual(action.records.map((record) => RECORD_TYPES[record][0]));
  });

  it('calls an address that the server has', async () => {
    const path = config.actionUrl.replace('${SERVER_URL}', '');
    expect((await liveRoutes()).map((route) => `${route.method} ${route.path}`)).toContain(`POST ${path}`);
  });

  it('asks for the inputs that the server reads, with the same values', () => {
    expect(namesOf(config.inputFields)).toEqual(Object.keys(action.inputs).sort());
    for (const [name, values] of Object.entries(action.inputs)) expect(optionsOf(config.inputFields, name)).toEqual(values);
  });

  it('declares every output that the server gives, with every value it may have', () => {
    const { outputs, values } = GIVEN[action.id]!;
    expect(namesOf(config.outputFields)).toEqual(Object.keys(outputs).filter((name) => !name.startsWith('hs_')).sort());
    for (const [name, all] of Object.entries(values)) expect(optionsOf(config.outputFields, name)?.sort()).toEqual([...all].sort());
    expect(optionsOf(config.outputFields, 'status')).toEqual(statusesOf(action));
  });

  it('has a sentence in the workflow\'s history for every status', () => {
    expect(config.executionRules.map(({ conditions }) => conditions.status)).toEqual(statusesOf(action));
  });

  it('has every label in English and Brazilian Portuguese, each its own', () => {
    expect(Object.keys(config.labels).sort()).toEqual(['en', 'pt-br']);
    const textsOf = (labels: Labels) => [
      labels.actionName, labels.actionDescription, labels.actionCardContent, ...Object.values(labels.outputFieldLabels), ...Object.values(labels.executionRules),
      ...Object.values(labels.inputFieldLabels), ...Object.values(labels.inputFieldDescriptions), ...Object.values(labels.inputFieldOptionLabels).flatMap((options) => Object.values(options)),
    ];
    for (const labels of Object.values(config.labels)) {
      expect(Object.keys(labels.outputFieldLabels).sort()).toEqual(namesOf(config.outputFields));
      expect(Object.keys(labels.executionRules).sort()).toEqual(config.executionRules.map(({ labelName }) => labelName).sort());
      expect(textsOf(labels).every((text) => typeof text === 'string' && text.length >= 3)).toBe(true);
      // HubSpot's schema wants them even where there is no input.
      for (const words of [labels.inputFieldLabels, labels.inputFieldDescriptions, labels.inputFieldOptionLabels]) expect(Object.keys(words)).toEqual(Object.keys(action.inputs));
      for (const [name, values] of Object.entries(action.inputs)) expect(Object.keys(labels.inputFieldOptionLabels[name]!)).toEqual(values);
    }
    const portuguese = textsOf(config.labels['pt-br']!);
    expect(textsOf(config.labels.en!).filter((text, index) => text === portuguese[index])).toEqual([]);
  });
});

describe.skipIf(!openapiFolder)(`completions against HubSpot's OpenAPI files${openapiFolder ? '' : ` (${openapiSkipReason})`}`, () => {
  const callbacks = '/automation/actions/callbacks/2026-09';
  const completion = { outputFields: { ...healthOutputs({ status: 'scored', score: 63, band: 'watch', coverage: 0.8 }) }, typedOutputs: {} };
  let sandbox: InstalledSandbox;
  let check: OpenapiCheck;
  beforeAll(async () => {
    check = loadHubspotOpenapi(openapiFolder ?? '');
    const app = buildSandboxApp();
    sandbox = await buildInstalledSandbox({ keepBodies: true, app: { ...app, optionalScopes: [...app.optionalScopes, 'automation'] } });
  });
  afterAll(() => sandbox.close());

  test('one and many: what is sent and answered has the published shape; a part that is missing is found', async () => {
    await sandbox.call('POST', `${callbacks}/ap-1/complete`, completion);
    await sandbox.call('POST', `${callbacks}/complete`, { inputs: [{ callbackId: 'ap-1', ...completion }] });
    const calls = sandbox.ledger.entries().filter(({ path }) => path.startsWith(callbacks));
    expect(calls.map(({ status }) => status)).toEqual([404, 404]);
    expect(calls.flatMap(check)).toEqual([]);
    expect(check({ method: 'POST', path: `${callbacks}/ap-1/complete`, status: 204, request: { outputFields: {} } })).not.toEqual([]);
  });
});
