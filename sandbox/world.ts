import type { CrmChange, CrmOwner, DemoCompany, DemoHook, ObjectType, PropertyDefinition, PropertyGroup, SandboxPortal } from './core.ts';
import { objectTypes } from './crm/object-types.ts';
import { createStore } from './crm/store.ts';
import type { Store } from './crm/store.ts';
import type { StoredRecord } from './crm/table.ts';

/** A portal with what only the sandbox knows of it. */
export interface WorldPortal extends SandboxPortal {
  /** Token refresh answers BAD_HUB. */
  deactivated?: boolean;
  /** Scopes the account's subscription does not include. */
  lackedScopes?: string[];
}

type SavedRecord = [id: string, properties: Record<string, string | null>, createdAt: string, updatedAt: string, archivedAt?: string];
type SavedLink = [from: ObjectType, fromId: string, to: ObjectType, toId: string, primary: boolean];

interface SavedPortal {
  portal: WorldPortal;
  definitions: [ObjectType, PropertyDefinition][];
  groups: [ObjectType, PropertyGroup][];
  records: [ObjectType, SavedRecord[]][];
  links: SavedLink[];
}

export interface WorldState {
  portals: SavedPortal[];
  companies: DemoCompany[];
  hooks: DemoHook[];
  demoPortalId: number | null;
}

/** All portals with their CRMs, and the demo's notes. */
export interface World {
  portals(): WorldPortal[];
  portal(portalId: number): WorldPortal | undefined;
  store(portalId: number): Store | undefined;
  addPortal(portal: WorldPortal): Store;
  subscribe(listener: (change: CrmChange) => void): () => void;
  demo: { portalId: number | null; companies: DemoCompany[]; hooks: DemoHook[] };
  state(): WorldState;
  restore(state: WorldState): void;
}

function ownersOf(portal: SandboxPortal): CrmOwner[] {
  const since = '2023-01-02T12:00:00.000Z';
  return portal.users.map(({ id, ownerId, email, firstName, lastName }) => ({
    id: ownerId, userId: id, email, firstName, lastName, archived: false, createdAt: since, updatedAt: since,
  }));
}

function savedLinks(type: ObjectType, record: StoredRecord): SavedLink[] {
  // Each link stands on both sides: it is saved from the one that comes first in the alphabet.
  return Object.entries(record.links).flatMap(([to, links]) =>
    type < to ? [...links].map(([toId, primary]): SavedLink => [type, record.id, to as ObjectType, toId, primary]) : [],
  );
}

function savedPortal(portal: WorldPortal, store: Store): SavedPortal {
  return {
    portal,
    definitions: objectTypes.flatMap((type) =>
      store.properties(type).filter((one) => !one.hubspotDefined).map((one): [ObjectType, PropertyDefinition] => [type, one]),
    ),
    groups: objectTypes.flatMap((type) => store.groups(type).map((group): [ObjectType, PropertyGroup] => [type, group])),
    records: objectTypes.map((type) => [
      type,
      store.table(type).order.map(({ id, properties, createdAt, updatedAt, archivedAt }): SavedRecord => [id, properties, createdAt, updatedAt, archivedAt]),
    ]),
    links: objectTypes.flatMap((type) => store.table(type).order.flatMap((record) => savedLinks(type, record))),
  };
}

function restorePortal(store: Store, saved: SavedPortal): void {
  for (const [type, group] of saved.groups) store.saveGroup(type, group);
  for (const [type, definition] of saved.definitions) store.saveDefinition(type, definition);
  for (const [type, records] of saved.records) {
    for (const [id, properties, createdAt, updatedAt, archivedAt] of records) {
      const archive = archivedAt ? { archived: true, archivedAt } : { archived: false };
      store.table(type).add({ id, properties, createdAt, updatedAt, links: {}, ...archive });
    }
  }
  for (const [from, fromId, to, toId, primary] of saved.links) {
    const left = store.table(from).get(fromId);
    const right = store.table(to).get(toId);
    if (left) (left.links[to] ??= new Map()).set(toId, primary);
    if (right) (right.links[from] ??= new Map()).set(fromId, primary);
  }
}

/** An empty world on the given clock. */
export function createWorld(now: () => Date): World {
  const portals = new Map<number, WorldPortal>();
  const stores = new Map<number, Store>();
  const listeners = new Set<(change: CrmChange) => void>();
  const changed = (change: CrmChange): void => listeners.forEach((listener) => listener(change));

  const world: World = {
    portals: () => [...portals.values()],
    portal: (portalId) => portals.get(portalId),
    store: (portalId) => stores.get(portalId),
    addPortal(portal) {
      portals.set(portal.portalId, portal);
      const owners = (): CrmOwner[] => ownersOf(portals.get(portal.portalId) ?? portal);
      const store = createStore({ portalId: portal.portalId, now, owners, changed });
      stores.set(portal.portalId, store);
      return store;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    demo: { portalId: null, companies: [], hooks: [] },
    state: () => ({
      portals: [...portals.values()].map((portal) => savedPortal(portal, stores.get(portal.portalId) as Store)),
      companies: world.demo.companies, hooks: world.demo.hooks, demoPortalId: world.demo.portalId,
    }),
    restore(state) {
      for (const saved of state.portals) restorePortal(world.addPortal(saved.portal), saved);
      world.demo = { portalId: state.demoPortalId, companies: state.companies, hooks: state.hooks };
    },
  };
  return world;
}
