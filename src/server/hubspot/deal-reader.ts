import type { ZodType } from 'zod';
import { AssociationBatch, type HubspotRecord, RecordPage } from './answers.ts';
import { BATCH_SIZE, readAssociations, readObjects } from './api.ts';
import { isOurs } from './engagements.ts';
import { type CallOptions, demand, type Gateway, orNull } from './gateway.ts';

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
  /** Of the company's properties those that were asked for; one that the account does not have is null. */
  company: Record<string, string | null> | null;
}

/** Which deal, of which company, and what to tell of the latter. */
interface AskedDeal {
  dealId: number;
  companyId: number;
  companyProperties: readonly string[];
}

/** The newest ones; sales reps' words on why, what was promised and what may go wrong are among them. */
const MOST_NOTES = 10;
/** Read to find those: some are Baton's own. */
const READ_NOTES = 30;

const LINE_ITEMS = { type: 'line_items', properties: ['name', 'hs_sku', 'quantity'], most: BATCH_SIZE };
const NOTES = { type: 'notes', properties: ['hs_note_body', 'hs_timestamp', 'hs_lastmodifieddate'], most: READ_NOTES };

/** Makes the ways to read what a deal says of a sale: one call for each kind's ids and one for what they name. */
export function dealReader({ gateway }: { gateway: Gateway }) {
  async function read(portalId: number, dealId: number, kind: { type: string; properties: readonly string[]; most: number }, options: CallOptions): Promise<HubspotRecord[] | null> {
    const linked = await ask(readAssociations('deals', kind.type, [String(dealId)]), AssociationBatch);
    if (linked === null) return null;
    // Ids grow: the highest are the newest.
    const ids = linked.results.flatMap(({ to }) => to.map((one) => one.toObjectId)).sort((a, b) => Number(b) - Number(a)).slice(0, kind.most);
    if (ids.length === 0) return [];
    const page = await ask(readObjects(kind.type, ids, kind.properties), RecordPage);
    return page && page.results.sort((a, b) => Number(a.id) - Number(b.id));

    async function ask<T>(request: Parameters<Gateway['call']>[1], shape: ZodType<T>): Promise<T | null> {
      const result = await gateway.call(portalId, request, options);
      return !result.ok && result.reason === 'scope-missing' ? null : demand(result, shape);
    }
  }

  async function readCompany(portalId: number, { companyId, companyProperties }: AskedDeal, options: CallOptions): Promise<Record<string, string | null> | null> {
    if (companyProperties.length === 0) return null;
    const { results: [company] } = demand(await gateway.call(portalId, readObjects('companies', [String(companyId)], companyProperties), options), RecordPage);
    return company === undefined ? null : Object.fromEntries(companyProperties.map((name) => [name, company.properties[name] ?? null]));
  }

  return {
    /** All of it. What is not granted is null. @throws HubspotTrouble on what may pass. */
    async readDeal(portalId: number, asked: AskedDeal, signal: AbortSignal): Promise<DealReading> {
      const options: CallOptions = { lane: 'background', onForbidden: 'tell', signal };
      const lineItems = await read(portalId, asked.dealId, LINE_ITEMS, options);
      const notes = await read(portalId, asked.dealId, NOTES, options);
      return { lineItems: lineItems?.map(lineItemOf) ?? null, notes: notes && lastNotes(notes), company: await readCompany(portalId, asked, options) };
    },
    /** What decides which playbook applies, while somebody waits; null where it is not granted, or HubSpot does not tell now. */
    async tryDeal(portalId: number, asked: AskedDeal): Promise<Pick<DealReading, 'lineItems' | 'company'>> {
      const options: CallOptions = { lane: 'interactive', onForbidden: 'tell' };
      const lineItems = await orNull(read(portalId, asked.dealId, LINE_ITEMS, options));
      return { lineItems: lineItems?.map(lineItemOf) ?? null, company: await orNull(readCompany(portalId, asked, options)) };
    },
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
