import { Router } from 'express';
import { z } from 'zod';
import type { ObjectType } from '../core.ts';
import { objectTypes } from '../crm/object-types.ts';
import type { Store } from '../crm/store.ts';
import { ApiError } from '../errors.ts';
import type { Grants } from '../oauth/grants.ts';
import type { World } from '../world.ts';

const Type = z.enum(objectTypes as [ObjectType, ...ObjectType[]]);
const User = z.strictObject({
  id: z.number().int(), email: z.string(), firstName: z.string(), lastName: z.string(),
  role: z.enum(['cs-rep', 'sales-rep', 'manager', 'admin']), ownerId: z.string(), locale: z.string().default('pt-br'),
});
const NewRecord = z.strictObject({
  type: Type, id: z.string().optional(), properties: z.record(z.string(), z.string().nullable()),
  createdAt: z.iso.datetime().optional(), updatedAt: z.iso.datetime().optional(),
});
const Link = z.strictObject({ from: Type, fromId: z.string(), to: Type, toId: z.string(), primary: z.boolean().default(false) });
const Planting = z.strictObject({ records: z.array(NewRecord).default([]), links: z.array(Link).default([]) });
const NewPortal = Planting.extend({
  portalId: z.number().int().positive(), name: z.string(), timeZone: z.string().default('America/Sao_Paulo'),
  currency: z.string().default('BRL'), uiDomain: z.string().default('app.hubspot.com'), users: z.array(User).default([]),
  lackedScopes: z.array(z.string()).default([]),
});
const PortalChange = z.strictObject({ deactivated: z.boolean().optional(), lackedScopes: z.array(z.string()).optional() });

/** A user for portals that were given none: someone must be able to install. */
function firstAdmin(portalId: number): z.infer<typeof User> {
  return { id: portalId * 10 + 1, email: `admin@portal-${portalId}.example`, firstName: 'Ana', lastName: 'Admin', role: 'admin', ownerId: String(portalId * 10 + 2), locale: 'pt-br' };
}

function plant(store: Store, { records, links }: z.infer<typeof Planting>): string[] {
  const ids = records.map(({ type, ...seed }) => store.insert(type, seed).id);
  for (const { from, fromId, to, toId, primary } of links) store.link(from, fromId, to, toId, primary);
  return ids;
}

/** Portals: list, make, change, fill with records, read records, uninstall. */
export function portalControl(world: World, grants: Grants): Router {
  const router = Router();

  function storeOf(portalId: unknown): Store {
    const store = world.store(Number(portalId));
    if (store) return store;
    throw new ApiError(404, 'OBJECT_NOT_FOUND', `The sandbox has no portal ${String(portalId)}`);
  }

  router.get('/', (_req, res) => {
    res.json(world.portals().map((portal) => ({ ...portal, installed: grants.install(portal.portalId) ?? null })));
  });
  router.post('/', (req, res) => {
    const { records, links, users, ...portal } = NewPortal.parse(req.body);
    if (world.portal(portal.portalId)) throw new ApiError(409, 'CONFLICT', `Portal ${portal.portalId} exists already`);
    const store = world.addPortal({ ...portal, users: users.length > 0 ? users : [firstAdmin(portal.portalId)] });
    res.status(201).json({ portalId: portal.portalId, recordIds: plant(store, { records, links }) });
  });
  router.patch('/:portalId', (req, res) => {
    storeOf(req.params.portalId);
    const portal = world.portal(Number(req.params.portalId));
    res.json(Object.assign(portal ?? {}, PortalChange.parse(req.body)));
  });
  router.post('/:portalId/records', (req, res) => {
    res.status(201).json({ recordIds: plant(storeOf(req.params.portalId), Planting.parse(req.body)) });
  });
  router.get('/:portalId/records/:type/:id', (req, res) => {
    const record = storeOf(req.params.portalId).get(Type.parse(req.params.type), req.params.id);
    if (!record) throw new ApiError(404, 'OBJECT_NOT_FOUND', `No ${req.params.type} ${req.params.id}`);
    res.json({ id: record.id, properties: record.properties, createdAt: record.createdAt, updatedAt: record.updatedAt });
  });
  router.patch('/:portalId/records/:type/:id', (req, res) => {
    const { properties } = z.strictObject({ properties: z.record(z.string(), z.string().nullable()) }).parse(req.body);
    const record = storeOf(req.params.portalId).update(Type.parse(req.params.type), req.params.id, properties);
    res.json({ id: record.id, properties: record.properties });
  });
  router.delete('/:portalId/install', (req, res) => {
    storeOf(req.params.portalId);
    grants.uninstall(Number(req.params.portalId));
    res.status(204).end();
  });
  return router;
}
