import type { ZodType } from 'zod';
import { AssociationBatch, type HubspotRecord, RecordPage } from './answers.ts';
import { BATCH_SIZE, readAssociations, readObjects } from './api.ts';
import { isOurs } from './engagements.ts';
import { type CallOptions, demand, type Gateway } from './gateway.ts';

/** A line item of a deal as HubSpot has it; an absent number is null. */
export interface DealLineItem {
  name: string;
  sku: string | null;
  quantity: number | null;
}

/** A note on a deal: rich text (HTML) of a person's. */
export interface DealNote {
  id: string;
  /** When it was made, and when it was changed last. */
  at: Date;
  changedAt: Date;
  html: string;
}

/** What a deal says of a sale beyond its own properties; null: the account has not granted reading it. */
export interface DealReading {
  lineItems: DealLineItem[] | null;
  notes: DealNote[] | null;
}

/** The newest ones; sales reps' words on why, what was promised and what may go wrong are among them. */
const MOST_NOTES = 10;
/** Read to find those: some are Baton's own. */
const READ_NOTES = 30;

/** Makes the way to read a deal's line items and notes. */
export function dealReader({ gateway }: { gateway: Gateway }) {
  /** One call for each kind's ids and one for what they name. What is not granted is null. @throws HubspotTrouble on what may pass. */
  return async function readDeal(portalId: number, dealId: number, signal: AbortSignal): Promise<DealReading> {
    const options: CallOptions = { lane: 'background', onForbidden: 'tell', signal };
    const lineItems = await read('line_items', ['name', 'hs_sku', 'quantity'], BATCH_SIZE);
    const notes = await read('notes', ['hs_note_body', 'hs_timestamp', 'hs_lastmodifieddate'], READ_NOTES);
    return { lineItems: lineItems?.map(lineItemOf) ?? null, notes: notes && lastNotes(notes) };

    async function read(type: string, properties: readonly string[], most: number): Promise<HubspotRecord[] | null> {
      const linked = await ask(readAssociations('deals', type, [String(dealId)]), AssociationBatch);
      if (linked === null) return null;
      // Ids grow: the highest are the newest.
      const ids = linked.results.flatMap(({ to }) => to.map((one) => one.toObjectId)).sort((a, b) => Number(b) - Number(a)).slice(0, most);
      if (ids.length === 0) return [];
      const page = await ask(readObjects(type, ids, properties), RecordPage);
      return page && page.results.sort((a, b) => Number(a.id) - Number(b.id));
    }

    async function ask<T>(request: Parameters<Gateway['call']>[1], shape: ZodType<T>): Promise<T | null> {
      const result = await gateway.call(portalId, request, options);
      return !result.ok && result.reason === 'scope-missing' ? null : demand(result, shape);
    }
  };
}

function lineItemOf({ properties: { name, hs_sku: sku, quantity } }: HubspotRecord): DealLineItem {
  const number = Number.parseFloat(quantity ?? '');
  return { name: name ?? '', sku: sku ?? null, quantity: Number.isFinite(number) ? number : null };
}

function lastNotes(records: readonly HubspotRecord[]): DealNote[] {
  const notes = records.map(({ id, properties: { hs_note_body: body, hs_timestamp: at, hs_lastmodifieddate: changed }, createdAt, updatedAt }) => ({
    id, at: new Date(at ?? createdAt), changedAt: new Date(changed ?? updatedAt), html: body ?? '',
  }));
  return notes
    .filter((note) => note.html !== '' && !isOurs(note.html) && !Number.isNaN(note.at.getTime()) && !Number.isNaN(note.changedAt.getTime()))
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, MOST_NOTES);
}
