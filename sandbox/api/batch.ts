import { z } from 'zod';
import type { ObjectType } from '../core.ts';
import type { Store } from '../crm/store.ts';
import { ApiError, badRequest } from '../errors.ts';
import { bodyAs, flagOf } from './endpoint.ts';
import type { ApiReply, ApiRequest, ApiRoute } from './endpoint.ts';
import { checkedRecord, CreateInput, createRecord, mustBeWritable } from './objects.ts';
import { complete, findRecord, readScopes, shown, typeOf, wantedProperties, writable, writeScopes } from './records.ts';
import type { UnknownProperties } from './records.ts';

const base = '/crm/objects/2026-09/:objectType/batch';
const maxInputs = 100;

const Id = z.strictObject({ id: z.string() });
const Change = z.strictObject({
  id: z.string(),
  idProperty: z.string().optional(),
  objectWriteTraceId: z.string().optional(),
  properties: z.record(z.string(), z.string()),
});

/** One error of a batch, in the shape of HubSpot's StandardError. */
export function batchError(error: ApiError, context: Record<string, string[]>): Record<string, unknown> {
  return {
    status: 'error', category: error.category, message: error.message, links: {}, errors: error.detail.errors ?? [],
    ...(error.detail.subCategory ? { subCategory: error.detail.subCategory } : {}),
    context: { ...error.detail.context, ...context },
  };
}

/** A batch answer: 207 when there are errors. */
export function batchReply(now: Date, results: unknown[], errors: unknown[], success = 200): ApiReply {
  const at = now.toISOString();
  return {
    status: errors.length > 0 ? 207 : success,
    body: {
      status: 'COMPLETE', results, startedAt: at, completedAt: at,
      ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
    },
  };
}

/** The inputs of a batch, 1 to `max` of them. */
export function batchInputs<T>(inputs: T[], max: number): T[] {
  if (inputs.length === 0 || inputs.length > max) throw badRequest(`A batch takes 1 to ${max} inputs, got ${inputs.length}`);
  return inputs;
}

/**
 * Runs a write for each input. With objectWriteTraceIds the good ones pass and the others are reported (207);
 * without them the first fault refuses the whole batch before anything is written.
 */
function writeEach<T extends { objectWriteTraceId?: string | undefined }>(
  inputs: T[],
  check: (input: T) => void,
  write: (input: T) => Record<string, unknown>,
): { results: unknown[]; errors: unknown[] } {
  if (inputs.some((input) => input.objectWriteTraceId === undefined)) {
    for (const input of inputs) check(input);
  }
  const results: unknown[] = [];
  const errors: unknown[] = [];
  for (const input of inputs) {
    try {
      const trace = input.objectWriteTraceId;
      results.push({ ...write(input), ...(trace === undefined ? {} : { objectWriteTraceId: trace }) });
    } catch (error) {
      if (!(error instanceof ApiError) || input.objectWriteTraceId === undefined) throw error;
      errors.push(batchError(error, { objectWriteTraceId: [input.objectWriteTraceId] }));
    }
  }
  return { results, errors };
}

function refuseTwins(inputs: { id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of inputs) {
    if (seen.has(id)) throw badRequest(`Duplicate IDs found in batch input: [${id}]. IDs must be unique`);
    seen.add(id);
  }
}

function changed({ portal, store }: ApiRequest, type: ObjectType, id: string, properties: object, unknown: UnknownProperties): Record<string, unknown> {
  return shown(portal, type, findRecord(store, type, id, null), wantedProperties(store, type, Object.keys(properties), unknown));
}

function upsert(request: ApiRequest, type: ObjectType, input: z.infer<typeof Change>, unknown: UnknownProperties): Record<string, unknown> {
  const { store } = request;
  const values = writable(store, type, input.properties);
  const existing = existingOf(store, type, input);
  const properties = input.idProperty ? { ...values, [input.idProperty]: input.id } : values;
  const record = existing ? store.update(type, existing, values) : store.create(type, complete(type, properties));
  return { ...changed(request, type, record.id, input.properties, unknown), new: existing === undefined };
}

function existingOf(store: Store, type: ObjectType, input: z.infer<typeof Change>): string | undefined {
  try {
    return findRecord(store, type, input.id, input.idProperty ?? null).id;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404 && input.idProperty) return undefined;
    throw error;
  }
}

/** Batch read, create, update, upsert and archive, 100 inputs each. */
export function batchRoutes(unknown: UnknownProperties): ApiRoute[] {
  return [
    {
      method: 'POST', path: `${base}/read`, scopes: readScopes, query: ['archived'],
      handle({ portal, store, params, query, body, now }) {
        const type = typeOf(params['objectType']);
        const input = bodyAs(z.strictObject({
          inputs: z.array(Id), properties: z.array(z.string()), idProperty: z.string().optional(),
          propertiesWithHistory: z.array(z.never()).optional(),
        }), body);
        const names = wantedProperties(store, type, input.properties, unknown);
        const results: unknown[] = [];
        const missing: string[] = [];
        for (const { id } of batchInputs(input.inputs, maxInputs)) {
          try {
            results.push(shown(portal, type, findRecord(store, type, id, input.idProperty ?? null, flagOf(query, 'archived')), names));
          } catch (error) {
            if (!(error instanceof ApiError) || error.status !== 404) throw error;
            missing.push(id);
          }
        }
        const error = new ApiError(404, 'OBJECT_NOT_FOUND', `Could not get some ${type} objects, they may be deleted or not exist. Check that ids are valid.`);
        return batchReply(now, results, missing.length > 0 ? [batchError(error, { ids: missing })] : []);
      },
    },
    {
      method: 'POST', path: `${base}/create`, scopes: writeScopes,
      handle(request) {
        const type = typeOf(request.params['objectType']);
        mustBeWritable(type);
        const inputs = batchInputs(bodyAs(z.strictObject({ inputs: z.array(CreateInput) }), request.body).inputs, maxInputs);
        const { results, errors } = writeEach(
          inputs,
          (input) => void checkedRecord(request.store, type, input),
          (input) => changed(request, type, createRecord(request.store, type, input), input.properties, unknown),
        );
        return batchReply(request.now, results, errors, 201);
      },
    },
    {
      method: 'POST', path: `${base}/update`, scopes: writeScopes,
      handle(request) {
        const { store } = request;
        const type = typeOf(request.params['objectType']);
        mustBeWritable(type);
        const inputs = batchInputs(bodyAs(z.strictObject({ inputs: z.array(Change) }), request.body).inputs, maxInputs);
        refuseTwins(inputs);
        const target = (input: z.infer<typeof Change>): string => findRecord(store, type, input.id, input.idProperty ?? null).id;
        const { results, errors } = writeEach(
          inputs,
          (input) => void [target(input), writable(store, type, input.properties)],
          (input) => {
            const { id } = store.update(type, target(input), writable(store, type, input.properties));
            return changed(request, type, id, input.properties, unknown);
          },
        );
        return batchReply(request.now, results, errors);
      },
    },
    {
      method: 'POST', path: `${base}/upsert`, scopes: writeScopes,
      handle(request) {
        const type = typeOf(request.params['objectType']);
        mustBeWritable(type);
        const inputs = batchInputs(bodyAs(z.strictObject({ inputs: z.array(Change) }), request.body).inputs, maxInputs);
        refuseTwins(inputs);
        const { results, errors } = writeEach(
          inputs,
          (input) => void [existingOf(request.store, type, input), writable(request.store, type, input.properties)],
          (input) => upsert(request, type, input, unknown),
        );
        return batchReply(request.now, results, errors);
      },
    },
    {
      method: 'POST', path: `${base}/archive`, scopes: writeScopes,
      handle({ store, params, body }) {
        const type = typeOf(params['objectType']);
        mustBeWritable(type);
        for (const { id } of batchInputs(bodyAs(z.strictObject({ inputs: z.array(Id) }), body).inputs, maxInputs)) {
          if (store.get(type, id)) store.archive(type, id);
        }
        return { status: 204 };
      },
    },
  ];
}
