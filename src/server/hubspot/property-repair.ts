import { sql } from 'kysely';
import { z } from 'zod';
import type { Deps } from '../platform/deps.ts';
import { BatchAnswer, GroupList, PropertyList } from './answers.ts';
import { createProperties, createPropertyGroup, listProperties, listPropertyGroups, updateProperty } from './api.ts';
import { type CallOptions, type CallResult, demand, type Gateway, HubspotTrouble } from './gateway.ts';
import { type Drift, GROUP, planRepair, type PropertySpec, WRITTEN, type WrittenType, writtenTypes } from './property-schema.ts';
import { sendAgain } from './write-store.ts';

const optionsFor = (type: WrittenType): CallOptions => ({ lane: 'background', onForbidden: WRITTEN[type].onForbidden });

type RepairDeps = Pick<Deps, 'db' | 'log'> & { gateway: Gateway };

/**
 * Creates and repairs Baton's properties of every type that the account lets it write to. Run twice it reads twice and writes
 * once. A property that someone deleted gets its values back with the next write-behind.
 * Properties of another type are reported (log and installs.property_drift), never overwritten.
 * @throws HubspotTrouble when HubSpot cannot be asked now.
 */
export async function repairProperties({ portalId, scopes }: { portalId: number; scopes: readonly string[] }, deps: RepairDeps): Promise<void> {
  const drift: Drift[] = [];
  for (const type of writtenTypes(scopes)) {
    try {
      drift.push(...(await repairType(portalId, type, deps)));
    } catch (error) {
      // The account's plan may refuse what its scopes allow: the other types go on.
      if (!(error instanceof HubspotTrouble) || error.reason !== 'scope-missing' || WRITTEN[type].onForbidden === 'pause') throw error;
      deps.log.warn({ portalId, type }, 'HubSpot lets Baton have no properties of this type');
    }
  }
  await report(portalId, deps, drift);
}

async function repairType(portalId: number, type: WrittenType, deps: RepairDeps): Promise<readonly Drift[]> {
  const { gateway } = deps;
  const options = optionsFor(type);
  const groups = demand(await gateway.call(portalId, listPropertyGroups(type), options), GroupList);
  const existing = demand(await gateway.call(portalId, listProperties(type), options), PropertyList);
  const plan = planRepair(type, groups.results.map((one) => one.name), existing.results);

  if (plan.createGroup) mayExist(await gateway.call(portalId, createPropertyGroup(type, GROUP), options));
  if (plan.create.length > 0) {
    await create(portalId, gateway, type, plan.create);
    await deps.db.withPortal(portalId, (tx) => sendAgain(tx, type, plan.create.map((spec) => spec.name)));
  }
  for (const { name, options: all } of plan.addOptions) {
    demand(await gateway.call(portalId, updateProperty(type, name, { options: all }), options), z.unknown());
  }
  return plan.drift;
}

async function create(portalId: number, gateway: Gateway, type: WrittenType, specs: readonly PropertySpec[]): Promise<void> {
  const result = await gateway.call(portalId, createProperties(type, specs), optionsFor(type));
  if (!result.ok && result.status === 409) return;
  const { errors } = demand(result, BatchAnswer);
  // Another process may have been faster: what exists is as good as created.
  const failed = errors.find((error) => error.category !== 'OBJECT_ALREADY_EXISTS' && !/already exists/i.test(error.message));
  if (failed === undefined) return;
  throw new HubspotTrouble({ ok: false, reason: 'refused', status: 207, category: failed.category, message: failed.message, retryAfterMs: 0 });
}

function mayExist(result: CallResult): void {
  if (!result.ok && result.status !== 409) throw new HubspotTrouble(result);
}

async function report(portalId: number, deps: Pick<Deps, 'db' | 'log'>, drift: readonly Drift[]): Promise<void> {
  if (drift.length > 0) {
    deps.log.warn({ portalId, drift }, 'Properties in HubSpot have another type than Baton needs: rename or delete them there');
  }
  const text = drift.length > 0 ? JSON.stringify(drift) : null;
  await deps.db.withSystem('property drift', (tx) =>
    sql`update installs set property_drift = ${text}::jsonb where portal_id = ${portalId} and property_drift is distinct from ${text}::jsonb`.execute(tx),
  );
}
