import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- schemas of a hundred shapes, walked by name
type Json = Record<string, any>;

/** A call as the sandbox's ledger keeps it (with bodies). */
export interface CheckedCall {
  method: string;
  path: string;
  status: number;
  fault?: string | null;
  request?: unknown;
  response?: unknown;
}

interface Operation {
  file: string;
  template: string;
  pattern: RegExp;
  method: string;
  definition: Json;
}

/** Names the faults of a call against HubSpot's published OpenAPI files; an empty list is conformance. */
export type OpenapiCheck = (call: CheckedCall) => string[];

// The published file that speaks of an object type; the others describe the same paths for other objects.
const fileOfObject: Record<string, string> = {
  companies: 'companies.2026-09.json', contacts: 'contacts.2026-09.json', deals: 'deals.2026-09.json',
  tickets: 'tickets.2026-09.json', feedback_submissions: 'feedbackSubmissions.2026-09.json',
  line_items: 'lineItems.2026-09.json', notes: 'notes.2026-09.json', tasks: 'tasks.2026-09.json',
};

const nullableText = { type: ['string', 'null'] };

/** Where HubSpot's own answers and guides are known to say more than the files. Each line is one exception. */
function withKnownExceptions(name: string, schema: Json): Json {
  const { properties = {} } = schema;
  // An empty property is null in every answer, though the map is of strings.
  if (name.startsWith('Simple') && properties.properties) properties.properties = { type: 'object', additionalProperties: nullableText };
  // An unlabelled association has label null.
  if (name === 'AssociationSpecWithLabel') properties.label = nullableText;
  // The files call it an object; it is text such as crm.associations.NO_ASSOCIATIONS_FOUND.
  if (name === 'StandardError') properties.subCategory = { type: 'string' };
  // Besides the texts of the files, the search guide documents objects.
  if (name === 'PublicObjectSearchRequest') properties.sorts = { type: 'array', items: { type: ['string', 'object'] } };
  // Errors carry more than the shared shape: status, and for limits and OAuth their own fields.
  if (name === 'Error') schema.additionalProperties = true;
  return schema;
}

/** Objects with listed properties take no others. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Json = {};
  for (const [key, inner] of Object.entries(value)) if (key !== 'example') copy[key] = closed(inner);
  if (copy.type === 'object' && copy.properties && copy.additionalProperties === undefined) copy.additionalProperties = false;
  return copy;
}

function strictSchemas(document: Json): Json {
  const schemas: Json = {};
  for (const [name, schema] of Object.entries<Json>(document.components.schemas)) {
    schemas[name] = withKnownExceptions(name, closed(schema) as Json);
  }
  return schemas;
}

function operationsOf(file: string, document: Json): Operation[] {
  return Object.entries<Json>(document.paths).flatMap(([template, methods]) =>
    Object.entries<Json>(methods).map(([method, definition]) => ({
      file, template, method: method.toUpperCase(), definition,
      pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    })),
  );
}

function createAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  for (const format of ['int32', 'int64']) ajv.addFormat(format, { type: 'number', validate: Number.isInteger });
  return ajv;
}

/** The files of a folder as a check. Fixed segments win over holes; object paths use their own object's file. */
export function loadHubspotOpenapi(folder: string): OpenapiCheck {
  const ajv = createAjv();
  const operations: Operation[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const document = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json;
    ajv.addSchema({ $id: `http://hubspot/${file}`, components: { schemas: strictSchemas(document) } });
    operations.push(...operationsOf(file, document));
  }
  const holes = (operation: Operation): number => operation.template.split('{').length;
  operations.sort((left, right) => holes(left) - holes(right));
  const compiled = new Map<string, ValidateFunction>();

  function validate(file: string, schema: Json, value: unknown, where: string): string[] {
    const key = file + JSON.stringify(schema);
    let check = compiled.get(key);
    if (!check) {
      const text = JSON.stringify(closed(schema)).replaceAll('"#/', `"http://hubspot/${file}#/`);
      check = ajv.compile(JSON.parse(text) as Json);
      compiled.set(key, check);
    }
    if (check(value)) return [];
    return (check.errors ?? []).map((error) => `${where}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  }

  function find(method: string, path: string): Operation | undefined {
    // Association paths stand in files of their own.
    const object = path.includes('/associations/') ? undefined : /^\/crm\/objects\/2026-09\/([^/]+)/.exec(path)?.[1];
    const file = object ? fileOfObject[object] : undefined;
    return operations.find((one) => one.method === method && one.pattern.test(path) && (!file || one.file === file));
  }

  return (call) => {
    const { pathname, searchParams } = new URL(call.path, 'http://sandbox');
    const operation = find(call.method, pathname);
    if (!operation) return [`${call.method} ${pathname}: HubSpot's files know no such operation`];
    const { definition, file } = operation;
    const where = `${call.method} ${operation.template}`;
    const faults: string[] = [];
    const parameters = ((definition.parameters ?? []) as Json[]).filter((one) => one.in === 'query');
    for (const [name, value] of searchParams) {
      const schema = parameters.find((one) => one.name === name)?.schema;
      if (!schema) faults.push(`${where}: no query parameter ${name}`);
      else if (schema.type === 'integer' && !/^\d+$/.test(value)) faults.push(`${where}: ${name} is no integer: ${value}`);
      else if (schema.type === 'boolean' && !/^(true|false)$/.test(value)) faults.push(`${where}: ${name} is no boolean: ${value}`);
    }
    const input = definition.requestBody?.content?.['application/json']?.schema;
    // What a caller sends wrongly on purpose is refused with a 4xx; then only the answer is HubSpot's to shape.
    if (call.request !== undefined && input) faults.push(...validate(file, input, call.request, `${where} request`));
    if (call.request !== undefined && !input && !definition.requestBody) faults.push(`${where}: takes no body`);
    if (call.fault || call.response === undefined) return faults;
    const success = definition.responses[String(call.status)] ?? (call.status === 207 ? definition.responses['200'] ?? definition.responses['201'] : undefined);
    if (call.status < 300 && !success) return [...faults, `${where}: status ${call.status} is not documented`];
    const output = call.status < 300
      ? success.content?.['application/json']?.schema ?? success.content?.['*/*']?.schema
      : { $ref: '#/components/schemas/Error' };
    return output ? [...faults, ...validate(file, output, call.response, `${where} ${call.status}`)] : faults;
  };
}

/** The folder of HubSpot's OpenAPI files, and why tests that need it are skipped when it is unset. */
export const openapiFolder: string | undefined = process.env['HUBSPOT_OPENAPI_DIR'];
export const openapiSkipReason = 'HUBSPOT_OPENAPI_DIR is unset: set it to the folder of HubSpot\'s published OpenAPI files';
