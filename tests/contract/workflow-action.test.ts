import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { liveRoutes } from '../../scripts/api-doc.ts';
import { bandOrder } from '../../src/server/health/bands.ts';
import { outputsOf } from '../../src/server/workflow/outputs.ts';
import { loadHubspotOpenapi, openapiFolder, openapiSkipReason } from '../support/hubspot-openapi.ts';
import type { OpenapiCheck } from '../support/hubspot-openapi.ts';
import { buildInstalledSandbox, buildSandboxApp } from '../support/sandbox.ts';
import type { InstalledSandbox } from '../support/sandbox.ts';
import { root } from '../support/source-tree.ts';

interface Labels {
  [name: string]: string | Record<string, string>;
  outputFieldLabels: Record<string, string>;
  executionRules: Record<string, string>;
}

const { uid, type, config } = JSON.parse(readFileSync(join(root, 'src/app/workflow-actions/recalculate-health-hsmeta.json'), 'utf8')) as {
  uid: string;
  type: string;
  config: {
    actionUrl: string; isPublished: boolean; objectTypes: string[]; inputFields: object[];
    outputFields: { typeDefinition: { name: string; type: string; options?: { value: string; label: string }[] } }[];
    executionRules: { labelName: string; conditions: Record<string, string> }[];
    labels: Record<string, Labels>;
  };
};
const fields = config.outputFields.map(({ typeDefinition }) => typeDefinition);
const optionsOf = (name: string) => fields.find((field) => field.name === name)?.options?.map(({ value }) => value);
/** Every status there is; the type checker keeps the list whole. */
const STATUSES = Object.keys({ scored: 0, 'not-a-customer': 0, preparing: 0, 'unknown-company': 0, disconnected: 0, unreadable: 0 } satisfies Record<Parameters<typeof outputsOf>[0]['status'], 0>);

describe('the workflow action as HubSpot reads it', () => {
  it('keeps its permanent uid, is for companies, asks for nothing', () => {
    expect([uid, type, config.objectTypes, config.inputFields, config.isPublished]).toEqual(['recalculate-health', 'workflow-action', ['COMPANY'], [], true]);
  });

  it('calls an address that the server has', async () => {
    const path = config.actionUrl.replace('${SERVER_URL}', '');
    expect((await liveRoutes()).map((route) => `${route.method} ${route.path}`)).toContain(`POST ${path}`);
  });

  it('declares every output that the server gives, with every value it may have', () => {
    const given = outputsOf({ status: 'scored', score: 1, band: 'watch', coverage: 1 });
    expect(fields.map(({ name }) => name).sort()).toEqual(Object.keys(given).filter((name) => !name.startsWith('hs_')).sort());
    expect(optionsOf('band')?.sort()).toEqual([...bandOrder].sort());
    expect(optionsOf('status')).toEqual(STATUSES);
  });

  it('has a sentence in the workflow\'s history for every status', () => {
    expect(config.executionRules.map(({ conditions }) => conditions.status)).toEqual(STATUSES);
  });

  it('has every label in English and Brazilian Portuguese, each its own', () => {
    expect(Object.keys(config.labels).sort()).toEqual(['en', 'pt-br']);
    const textsOf = (labels: Labels) => [labels.actionName, labels.actionDescription, labels.actionCardContent, ...Object.values(labels.outputFieldLabels), ...Object.values(labels.executionRules)];
    for (const labels of Object.values(config.labels)) {
      expect(Object.keys(labels.outputFieldLabels).sort()).toEqual(fields.map(({ name }) => name).sort());
      expect(Object.keys(labels.executionRules).sort()).toEqual(config.executionRules.map(({ labelName }) => labelName).sort());
      expect(textsOf(labels).every((text) => typeof text === 'string' && text.length > 3)).toBe(true);
      // HubSpot's schema wants them even where there is no input.
      expect([labels.inputFieldLabels, labels.inputFieldDescriptions, labels.inputFieldOptionLabels]).toEqual([{}, {}, {}]);
    }
    const portuguese = textsOf(config.labels['pt-br']!);
    expect(textsOf(config.labels.en!).filter((text, index) => text === portuguese[index])).toEqual([]);
  });
});

describe.skipIf(!openapiFolder)(`completions against HubSpot's OpenAPI files${openapiFolder ? '' : ` (${openapiSkipReason})`}`, () => {
  const callbacks = '/automation/actions/callbacks/2026-09';
  const completion = { outputFields: { ...outputsOf({ status: 'scored', score: 63, band: 'watch', coverage: 0.8 }) }, typedOutputs: {} };
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
