import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import * as api from '../../src/server/hubspot/api.ts';
import { GROUP, WRITTEN } from '../../src/server/hubspot/property-schema.ts';

const folder = process.env.HUBSPOT_OPENAPI_DIR;

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: object }> };
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

/** One example of every call the server makes. */
const CALLS: Record<string, api.HubspotRequest> = {
  listObjects: api.listObjects('companies', { properties: ['name'], associations: ['deals'], after: '1' }),
  searchObjects: api.searchObjects('companies', { filters: [{ propertyName: 'x', operator: 'GTE', value: '1' }], properties: ['name'], sort: 'x' }),
  readObjects: api.readObjects('companies', ['1'], ['name']),
  updateObjects: api.updateObjects('companies', [{ id: '1', properties: { baton_nps: '5' }, objectWriteTraceId: '1' }]),
  createObject: api.createObject('tasks', { hs_timestamp: '2026-11-30T12:00:00Z', hs_task_subject: 'Review' }, [{ to: '1', typeId: 192 }]),
  readAssociations: api.readAssociations('deals', 'companies', ['1']),
  listOwners: api.listOwners('1'),
  listPipelines: api.listPipelines('deals'),
  listPropertyGroups: api.listPropertyGroups('companies'),
  createPropertyGroup: api.createPropertyGroup('companies', GROUP),
  listProperties: api.listProperties('companies'),
  createProperties: api.createProperties('companies', WRITTEN.companies.properties),
  updateProperty: api.updateProperty('companies', 'baton_health_band', { options: WRITTEN.companies.properties[1]!.options }),
  completeCallback: api.completeCallback('ap-1-2-3-0', { score: '63', hs_execution_state: 'SUCCESS' }),
  accountDetails: api.accountDetails(),
  grantToken: api.grantToken({ grant_type: 'refresh_token', client_id: 'a', client_secret: 'b', refresh_token: 'c' }),
  introspectToken: api.introspectToken({ client_id: 'a', client_secret: 'b', token: 'c', token_type_hint: 'access_token' }),
};

test('every call of the server is an example here', () => {
  const builders = Object.entries(api).filter(([, value]) => typeof value === 'function').map(([name]) => name);
  expect(Object.keys(CALLS).sort()).toEqual(builders.sort());
});

describe.skipIf(folder === undefined)("HubSpot's published OpenAPI files (set HUBSPOT_OPENAPI_DIR to run)", () => {
  const files = folder === undefined ? [] : readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as OpenApi);
  const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');

  function operationOf(call: api.HubspotRequest): { file: OpenApi; operation: Operation } {
    for (const file of files) {
      for (const [path, operations] of Object.entries(file.paths)) {
        const operation = operations[call.method.toLowerCase()];
        if (shape(path) === shape(call.path) && operation !== undefined) return { file, operation };
      }
    }
    throw new Error(`${call.method} ${call.path} is not in HubSpot's files.`);
  }

  test.each(Object.entries(CALLS))('%s: path, query and body are as published', (_, call) => {
    const { file, operation } = operationOf(call);
    const known = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name);
    expect(known).toEqual(expect.arrayContaining(Object.keys(call.query ?? {})));
    const content = operation.requestBody?.content;
    expect(content !== undefined).toBe(call.body !== undefined || call.form !== undefined);
    if (content === undefined) return;
    const type = call.form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const validate = ajv.compile({ ...content[type]!.schema, components: closed(file.components) });
    validate(JSON.parse(JSON.stringify(call.body ?? call.form)));
    expect(validate.errors).toBeNull();
  });
});

/** The same schemas, with unknown fields refused: HubSpot ignores them, so a typing error would go unseen. */
function closed(components: object): object {
  return JSON.parse(JSON.stringify(components), (_, value: unknown) => {
    const schema = value as { type?: string; properties?: object; additionalProperties?: unknown } | null;
    const open = schema?.type === 'object' && schema.properties !== undefined && schema.additionalProperties === undefined;
    return open ? { ...schema, additionalProperties: false } : value;
  }) as object;
}
