import { sql } from 'kysely';
import { z } from 'zod';
import type { Deps } from '../platform/deps.ts';
import { BatchAnswer, GroupList, PropertyList } from './answers.ts';
import { createProperties, createPropertyGroup, listProperties, listPropertyGroups, updateProperty } from './api.ts';
import { type CallResult, demand, type Gateway, HubspotTrouble } from './gateway.ts';
import { type Drift, GROUP, planRepair, type PropertySpec } from './property-schema.ts';
import { sendAgain } from './write-store.ts';

const TYPE = 'companies';
const background = { lane: 'background' } as const;

/**
 * Creates and repairs Baton's company properties. Run twice it reads twice and writes once. A property that someone deleted
 * gets its values back with the next write-behind.
 * Properties of another type are reported (log and installs.property_drift), never overwritten.
 * @throws HubspotTrouble when HubSpot cannot be asked now.
 */
export async function repairProperties(portalId: number, deps: Pick<Deps, 'db' | 'log'> & { gateway: Gateway }): Promise<void> {
  const { gateway } = deps;
  const groups = demand(await gateway.call(portalId, listPropertyGroups(TYPE), background), GroupList);
  const existing = demand(await gateway.call(portalId, listProperties(TYPE), background), PropertyList);
  const plan = planRepair(groups.results.map((one) => one.name), existing.results);

  if (plan.createGroup) mayExist(await gateway.call(portalId, createPropertyGroup(TYPE, GROUP), background));
  if (plan.create.length > 0) {
    await create(portalId, gateway, plan.create);
    await deps.db.withPortal(portalId, (tx) => sendAgain(tx, plan.create.map((spec) => spec.name)));
  }
  for (const { name, options } of plan.addOptions) {
    demand(await gateway.call(portalId, updateProperty(TYPE, name, { options }), background), z.unknown());
  }
  await report(portalId, deps, plan.drift);
}

async function create(portalId: number, gateway: Gateway, specs: readonly PropertySpec[]): Promise<void> {
  const result = await gateway.call(portalId, createProperties(TYPE, specs), background);
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
