import { MAX_COMPANIES } from '../events.ts';
import type { Tx } from '../platform/db.ts';
import { AssociationBatch, type HubspotRecord } from './answers.ts';
import { readAssociations } from './api.ts';
import { type CallOptions, demand } from './gateway.ts';
import type { SyncDeps } from './import.ts';
import type { Install } from './installs.ts';
import type { ObjectSpec } from './object-spec.ts';
import { withoutDeleted } from './webhooks/event-store.ts';

/** Association type ids of a record's primary company: of a contact, a deal, a ticket. */
const PRIMARY_COMPANY = new Set([1, 5, 26]);

/** More records than this engine takes: what was read is not kept. */
export class TooMany extends Error {}

/**
 * Saves records and announces the companies they touch, in one transaction with what `also` does. Records that were
 * deleted after they were read stay deleted.
 * @throws TooMany
 */
export async function saveRecords(portal: Install, spec: ObjectSpec, records: readonly HubspotRecord[], deps: SyncDeps, also: (tx: Tx) => Promise<void>): Promise<void> {
  const { portalId } = portal;
  await deps.db.withPortal(portalId, async (tx) => {
    const now = deps.now();
    const { living } = await withoutDeleted(tx, spec.type, records, now);
    const { touchedCompanyIds } = living.length > 0 ? await spec.save(tx, portalId, living, now, portal) : { touchedCompanyIds: [] };
    const { most } = spec;
    if (most !== undefined && living.length > 0 && (await most.held(tx)) > most.count) throw new TooMany(`too-many: more than ${most.count}. ${most.cure}`);
    await announceTouched(tx, portalId, spec, touchedCompanyIds, deps);
    await also(tx);
  });
}

/** Tells the listeners which companies' facts changed, in events of at most MAX_COMPANIES. */
export async function announceTouched(tx: Tx, portalId: number, spec: Pick<ObjectSpec, 'announces'>, touched: readonly number[], deps: Pick<SyncDeps, 'record' | 'now'>): Promise<void> {
  for (let i = 0; i < touched.length; i += MAX_COMPANIES) {
    const companyIds = touched.slice(i, i + MAX_COMPANIES);
    await deps.record(tx, { name: spec.announces ?? 'accounts.companies.touched', portalId, at: deps.now(), payload: { portalId, companyIds } });
  }
}

/** Search and batch answers carry no associations: they are read for up to 1,000 records at once. */
export async function withAssociations(portal: Install, spec: ObjectSpec, records: HubspotRecord[], deps: SyncDeps, options: CallOptions): Promise<HubspotRecord[]> {
  if (records.length === 0 || spec.associations.length === 0) return records;
  const ids = [...new Set(records.map((record) => record.id))];
  const links = new Map<string, Map<string, { id: string; type: string }[]>>();
  for (const to of spec.associations) {
    const request = readAssociations(spec.type, to, ids);
    const { results } = demand(await deps.gateway.call(portal.portalId, request, options), AssociationBatch);
    links.set(to, new Map(results.map((result) => [result.from.id, result.to.map(linkOf)])));
  }
  return records.map((record) => ({
    ...record,
    associations: Object.fromEntries(spec.associations.map((to) => [to, { results: links.get(to)?.get(record.id) ?? [] }])),
  }));
}

/** In the words of the inlined form: a plain link ends in `_unlabeled`, the primary one does not. */
function linkOf(link: { toObjectId: string; associationTypes: { typeId: number }[] }): { id: string; type: string } {
  const primary = link.associationTypes.some(({ typeId }) => PRIMARY_COMPANY.has(typeId));
  return { id: link.toObjectId, type: primary ? 'primary' : 'link_unlabeled' };
}
