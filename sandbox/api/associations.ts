import { z } from 'zod';
import type { ObjectType } from '../core.ts';
import { objectInfo, objectTypeOf, pairOf } from '../crm/object-types.ts';
import type { Store } from '../crm/store.ts';
import { ApiError, badRequest } from '../errors.ts';
import { batchError, batchInputs, batchReply } from './batch.ts';
import { bodyAs } from './endpoint.ts';
import type { ApiRoute } from './endpoint.ts';
import { findRecord, typeOf } from './records.ts';

const base = '/crm/associations/2026-09/:from/:to/batch';
const linksPerPage = 500;

const Ref = z.strictObject({ id: z.string() });
const Spec = z.strictObject({ associationCategory: z.literal('HUBSPOT_DEFINED'), associationTypeId: z.number().int() });

function pairOfPath(params: Record<string, string>): { from: ObjectType; to: ObjectType } {
  const from = typeOf(params['from']);
  const to = typeOf(params['to']);
  if (!pairOf(from, to)) throw badRequest(`No association types exist from ${from} to ${to}`);
  return { from, to };
}

/** Both sides must be readable (or writable). */
function scopesOf(kind: 'read' | 'write'): (params: Record<string, string>) => string[][] {
  return (params) => {
    const types = [objectTypeOf(params['from'] ?? ''), objectTypeOf(params['to'] ?? '')];
    return [types.flatMap((type) => (type ? (objectInfo(type)[kind] ?? objectInfo(type).read) : []))];
  };
}

function typed(store: Store, from: ObjectType, id: string, to: ObjectType): Record<string, unknown>[] {
  const primaryId = pairOf(from, to)?.primary;
  return store.associated(from, id, to).map((link) => ({
    toObjectId: link.id,
    associationTypes: link.typeIds.map((typeId) => ({
      category: 'HUBSPOT_DEFINED', typeId, ...(typeId === primaryId ? { label: 'Primary' } : { label: null }),
    })),
  }));
}

function checkTypes(from: ObjectType, to: ObjectType, types: z.infer<typeof Spec>[]): boolean {
  const pair = pairOf(from, to);
  for (const { associationTypeId } of types) {
    if (associationTypeId === pair?.plain || associationTypeId === pair?.primary) continue;
    throw badRequest(`Association type ${associationTypeId} does not run from ${from} to ${to} (type ids are directional)`);
  }
  return types.some(({ associationTypeId }) => associationTypeId === pair?.primary);
}

function labels(from: ObjectType, fromId: string, to: ObjectType, toId: string, primary: boolean): Record<string, unknown> {
  return {
    fromObjectTypeId: objectInfo(from).typeId, fromObjectId: fromId,
    toObjectTypeId: objectInfo(to).typeId, toObjectId: toId, labels: primary ? ['Primary'] : [],
  };
}

function defaultLink(from: ObjectType, fromId: string, to: ObjectType, toId: string): Record<string, unknown> {
  return {
    from: { id: fromId }, to: { id: toId },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: pairOf(from, to)?.plain },
  };
}

const readRoute: ApiRoute = {
  method: 'POST', path: `${base}/read`, scopes: scopesOf('read'),
  handle({ store, params, body, now }) {
    const { from, to } = pairOfPath(params);
    const Input = z.strictObject({ id: z.string(), after: z.string().optional() });
    const inputs = batchInputs(bodyAs(z.strictObject({ inputs: z.array(Input) }), body).inputs, 1_000);
    const results: unknown[] = [];
    const errors: unknown[] = [];
    for (const { id, after } of inputs) {
      const links = typed(store, from, id, to);
      if (links.length === 0) {
        const names = { from: objectInfo(from).singular, to: objectInfo(to).singular };
        const none = new ApiError(404, 'OBJECT_NOT_FOUND', `No ${names.to} is associated with ${names.from} ${id}.`, {
          subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
        });
        errors.push(batchError(none, { fromObjectId: [id], fromObjectType: [names.from], toObjectType: [names.to] }));
        continue;
      }
      const start = Number(after ?? 0);
      const next = start + linksPerPage < links.length ? String(start + linksPerPage) : null;
      results.push({ from: { id }, to: links.slice(start, start + linksPerPage), ...(next ? { paging: { next: { after: next } } } : {}) });
    }
    return batchReply(now, results, errors);
  },
};

const createRoute: ApiRoute = {
  method: 'POST', path: `${base}/create`, scopes: scopesOf('write'),
  handle({ store, params, body, now }) {
    const { from, to } = pairOfPath(params);
    const Input = z.strictObject({ from: Ref, to: Ref, types: z.array(Spec).min(1) });
    const inputs = batchInputs(bodyAs(z.strictObject({ inputs: z.array(Input) }), body).inputs, 2_000);
    const results = inputs.map((input) => {
      const primary = checkTypes(from, to, input.types);
      store.associate(from, input.from.id, to, input.to.id, primary);
      return labels(from, input.from.id, to, input.to.id, primary);
    });
    return batchReply(now, results, []);
  },
};

const defaultRoute: ApiRoute = {
  method: 'POST', path: `${base}/associate/default`, scopes: scopesOf('write'),
  handle({ store, params, body, now }) {
    const { from, to } = pairOfPath(params);
    const Input = z.strictObject({ from: Ref, to: Ref });
    const inputs = batchInputs(bodyAs(z.strictObject({ inputs: z.array(Input) }), body).inputs, 2_000);
    const results = inputs.map((input) => {
      store.associate(from, input.from.id, to, input.to.id);
      return defaultLink(from, input.from.id, to, input.to.id);
    });
    return batchReply(now, results, []);
  },
};

const archiveRoute: ApiRoute = {
  method: 'POST', path: `${base}/archive`, scopes: scopesOf('write'),
  handle({ store, params, body, now }) {
    const { from, to } = pairOfPath(params);
    const Input = z.strictObject({ from: Ref, to: z.array(Ref) });
    const inputs = batchInputs(bodyAs(z.strictObject({ inputs: z.array(Input) }), body).inputs, 2_000);
    for (const input of inputs) for (const { id } of input.to) store.unlink(from, input.from.id, to, id);
    return batchReply(now, [], []);
  },
};

const singlePath = '/crm/objects/2026-09/:from/:fromId/associations';

const putDefaultRoute: ApiRoute = {
  method: 'PUT', path: `${singlePath}/default/:to/:toId`, scopes: scopesOf('write'),
  handle({ store, params, now }) {
    const { from, to } = pairOfPath(params);
    const fromId = findRecord(store, from, params['fromId'] ?? '', null).id;
    const toId = findRecord(store, to, params['toId'] ?? '', null).id;
    store.associate(from, fromId, to, toId);
    return batchReply(now, [defaultLink(from, fromId, to, toId)], []);
  },
};

const putLabelledRoute: ApiRoute = {
  method: 'PUT', path: `${singlePath}/:to/:toId`, scopes: scopesOf('write'),
  handle({ store, params, body }) {
    const { from, to } = pairOfPath(params);
    const fromId = findRecord(store, from, params['fromId'] ?? '', null).id;
    const toId = findRecord(store, to, params['toId'] ?? '', null).id;
    const primary = checkTypes(from, to, bodyAs(z.array(Spec).min(1), body));
    store.associate(from, fromId, to, toId, primary);
    return { status: 201, body: labels(from, fromId, to, toId, primary) };
  },
};

/** Association reads (1,000 ids) and writes. There is no single-record GET in 2026-09. */
export const associationRoutes: ApiRoute[] = [
  readRoute, createRoute, defaultRoute, archiveRoute, putDefaultRoute, putLabelledRoute,
];
