import type { Language } from '../../../../extensions/contracts/envelope.ts';
import { addressesIn, namesIn, wholeName } from '../../lib/mentions.ts';
import { plainText } from '../../lib/rich-text.ts';
import { storableText } from '../../lib/storable-text.ts';
import type { Tx } from '../../platform/db.ts';
import { clocked, type HandoffDeps, keep } from '../commands.ts';
import { prefill } from '../form.ts';
import { planAgain, propertiesNamedBy } from '../playbooks/playbook.ts';
import { publishedPlaybooks } from '../playbooks/playbook-store.ts';
import type { Deal, DealReading, PortalFacts } from '../questions.ts';
import { replanned } from './replan.ts';
import { findSales, saveSale } from './sale-store.ts';
import { hoursOf, keptNotes, type LineItem, type Sale, type SaleNote } from './sale.ts';
import { saleFacts, saysOf } from '../start.ts';
import { addMove, findHandoff, type StoredHandoff } from '../store.ts';

const MOST_NOTE = 4_000;
const MOST_NAME = 200;
/** A property may hold many choices, and its condition looks at each. */
const MOST_PROPERTY = 5_000;

interface Asked {
  portalId: number;
  handoffId: string;
  language: Language;
}

/** Reads the deal of a handoff in HubSpot and takes in what it says; no transaction is open while HubSpot is asked. */
export async function readSale(deps: HandoffDeps, { portalId, handoffId, language }: Asked, signal: AbortSignal): Promise<void> {
  const [found, playbooks] = await deps.db.withPortal(portalId, async (tx) => [await findHandoff(tx, handoffId), await publishedPlaybooks(tx)] as const);
  if (found?.baton.status !== 'open') return;
  const companyProperties = propertiesNamedBy([...playbooks, found.playbook]);
  const askedAt = deps.now();
  const sale = readingOf(await deps.readDeal(portalId, { ...found, companyProperties }, signal), askedAt, language);
  const portal = await deps.portal(portalId);
  await deps.db.withPortal(portalId, (tx) => takeIn(tx, deps, sale, { portalId, handoffId, companyId: found.companyId, portal }));
}

/** Keeps what was read, fills the scope where nobody has typed it, and settles which legs are needed. */
async function takeIn(tx: Tx, deps: HandoffDeps, given: Sale, { portalId, handoffId, companyId, portal }: Omit<Asked, 'language'> & { companyId: number; portal: PortalFacts }): Promise<void> {
  const now = deps.now();
  const { language } = given;
  const read = await withoutErased(tx, deps, { portalId, companyId }, given);
  const before = await findHandoff(tx, handoffId, { lock: true });
  if (before?.baton.status !== 'open') return;
  const kept = (await findSales(tx, [handoffId])).get(handoffId);
  // Another reading was asked for later and came back sooner.
  if (kept !== undefined && kept.readAt > read.readAt) return;
  const sale: Sale = { ...read, notes: read.notes && keptNotes(read.notes, kept?.notes ?? []) };
  await saveSale(tx, portalId, handoffId, sale);
  const deal = await deps.deal(tx, before.dealId);
  // What CS was given to judge does not change under its eyes.
  const isSelling = before.baton.acceptedAt === null && before.baton.hand !== 'offered';
  const form = isSelling && deal !== undefined ? prefill(before.form, await saleFacts(tx, deps, { deal, companyId: before.companyId, lineItems: sale.lineItems ?? [] }, { portal, language }), now) : before.form;
  const after = { ...before, form, ...(deal && (await planned(tx, deps, before, { deal, sale, isFirst: kept === undefined, portal, now }))) };
  await keep(tx, deps, before, after, await clocked(tx, { portalId, portal, now }));
  for (const leg of after.baton.legs) {
    const was = before.baton.legs.find((one) => one.id === leg.id);
    if (was?.state === leg.state || (was === undefined && leg.state !== 'skipped')) continue;
    await addMove(tx, portalId, handoffId, { at: now, step: leg.state === 'skipped' ? 'skip-leg' : 'need-leg', userId: null, reason: null, detail: { leg: leg.id, ...(leg.reason !== null && { why: leg.reason }) } });
  }
}

/** The legs and steps that are needed, now that one knows what was bought; right after the start also which playbook applies. */
async function planned(tx: Tx, { steps }: HandoffDeps, before: StoredHandoff, { deal, sale, isFirst, portal, now }: { deal: Deal; sale: Sale; isFirst: boolean; portal: PortalFacts; now: Date }): Promise<Partial<StoredHandoff>> {
  // One that began before there were playbooks keeps its legs.
  if (before.playbook.legs.some((leg) => (leg.steps as unknown) === undefined)) return {};
  const playbooks = isFirst ? await publishedPlaybooks(tx) : [before.playbook];
  return replanned(before, planAgain(before, playbooks, saysOf(deal, portal, sale), steps), now);
}

function readingOf({ lineItems, notes, company }: DealReading, readAt: Date, language: Language): Sale {
  return {
    readAt, language,
    company: company && Object.fromEntries(Object.entries(company).map(([name, held]) => [name, held === null ? null : textOf(held, MOST_PROPERTY)])),
    lineItems: lineItems && lineItems.map(({ name, sku, quantity }) => {
      const item = { name: textOf(name, MOST_NAME), sku: sku === null ? null : textOf(sku, MOST_NAME), quantity };
      return { ...item, hours: hoursOf(item) };
    }),
    notes: notes && notes.map(({ id, at, changedAt, html }) => ({ id, at: at.toISOString(), changedAt: changedAt.toISOString(), text: textOf(plainText(html), MOST_NOTE) })).filter((note) => note.text !== ''),
  };
}

function textOf(text: string, most: number): string {
  return storableText(text.slice(0, most));
}

/** Without the lines, SKUs and properties that name a person who was erased, by an address or a whole name: no late copy brings them back. */
async function withoutErased(tx: Tx, deps: HandoffDeps, { portalId, companyId }: { portalId: number; companyId: number }, sale: Sale): Promise<Sale> {
  const { notes, lineItems, company } = sale;
  const texts = [...(notes ?? []).map((note) => note.text), ...(lineItems ?? []).flatMap((item) => [item.name, item.sku ?? '']), ...Object.values(company ?? {}).map((held) => held ?? '')];
  const gone = await deps.erased(tx, portalId, [...new Set(texts.flatMap((text) => text.split('\n')).flatMap(tracesOf))]);
  if (gone.size === 0) return sale;
  // Somebody of the same name who is there is still spoken of.
  const living = await deps.contactsOf(tx, companyId);
  const named = new Set(living.map(({ name }): Naming => `name:${wholeName(name) ?? ''}`));
  const cleaned = (text: string) => text.split('\n').filter((line) => !tracesOf(line).some((trace) => gone.has(trace) && !named.has(trace))).join('\n');
  // Half a value is none.
  const whole = (text: string | null) => (text === null || cleaned(text) !== text ? null : text);
  return {
    ...sale,
    notes: notes && notes.map((note): SaleNote => ({ ...note, text: cleaned(note.text) })),
    lineItems: lineItems && lineItems.map((item): LineItem => ({ ...item, name: cleaned(item.name), sku: whole(item.sku) })),
    company: company && Object.fromEntries(Object.entries(company).map(([name, held]) => [name, whole(held)])),
  };
}

type Naming = `email:${string}` | `name:${string}`;

function tracesOf(line: string): Naming[] {
  return [...addressesIn(line).map((address): Naming => `email:${address}`), ...namesIn(line).map((name): Naming => `name:${name}`)];
}
