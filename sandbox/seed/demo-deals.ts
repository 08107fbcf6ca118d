import type { ObjectType } from '../core.ts';
import type { Store } from '../crm/store.ts';
import type { StoredRecord } from '../crm/table.ts';
import type { SeedCalendar } from './calendar.ts';
import { closingNotes, stageNotes } from './deal-notes.ts';
import type { DealNote } from './deal-notes.ts';
import { offerLines } from './price-list.ts';

/** An open deal with the records around it. */
interface OpenDeal {
  deal: StoredRecord;
  company: StoredRecord;
  contactIds: string[];
}

const openTask = { subject: 'Cobrar a assinatura do contrato', body: '<p>Falar com quem decide; se não atender, enviar e-mail.</p>' };
const doneTask = { subject: 'Enviar a proposta revisada', body: '' };

function openDealsOf(store: Store): OpenDeal[] {
  return store.table('deals').order.filter(({ properties }) => properties['hs_is_closed'] === 'false').flatMap((deal) => {
    const company = store.table('companies').get(store.associated('deals', deal.id, 'companies')[0]?.id ?? '');
    if (!company) return [];
    return [{ deal, company, contactIds: store.associated('companies', company.id, 'contacts').slice(0, 3).map(({ id }) => id) }];
  });
}

/** Contracts of new customers that wait for a signature, of companies where more than one person is known: a click before they are won. */
function isClosing({ deal: { properties }, contactIds }: OpenDeal): boolean {
  return properties['dealstage'] === 'contractsent' && properties['dealtype'] === 'newbusiness' && contactIds.length > 1;
}

function plantLines(store: Store, { deal, company }: OpenDeal, ownSetup: boolean): void {
  const lines = offerLines({
    name: deal.properties['dealname'] ?? '', amount: Number(deal.properties['amount']), users: Number(company.properties['numberofemployees']),
    isNew: deal.properties['dealtype'] === 'newbusiness', ownSetup,
  });
  for (const { product, quantity, price } of lines) {
    const { id } = store.insert('line_items', {
      createdAt: deal.createdAt,
      properties: {
        name: product.name, hs_product_id: product.id, hs_sku: product.sku, quantity: String(quantity), price: price.toFixed(2), hs_line_item_currency_code: 'BRL',
        ...(product.yearly ? { recurringbillingfrequency: 'annually', hs_recurring_billing_period: 'P12M' } : {}),
      },
    });
    store.link('line_items', id, 'deals', deal.id);
  }
}

/** Inserts a note or task and puts it on the deal, its company and its first contact. */
function plantActivity(store: Store, type: 'notes' | 'tasks', { deal, company, contactIds }: OpenDeal, at: string, properties: Record<string, string | null>): void {
  const { id } = store.insert(type, { createdAt: at, properties: { hubspot_owner_id: deal.properties['hubspot_owner_id'] ?? null, ...properties } });
  const targets: [ObjectType, string | undefined][] = [['deals', deal.id], ['companies', company.id], ['contacts', contactIds[0]]];
  for (const [to, toId] of targets) if (toId) store.link(type, id, to, toId);
}

function plantNote(store: Store, calendar: SeedCalendar, open: OpenDeal, { daysAgo, hour, body }: DealNote): void {
  const at = calendar.at(daysAgo, hour);
  plantActivity(store, 'notes', open, at, { hs_timestamp: at, hs_note_body: body });
}

function plantTasks(store: Store, calendar: SeedCalendar, open: OpenDeal): void {
  const [asked, done] = [calendar.at(7, 12), calendar.at(3, 20)];
  plantActivity(store, 'tasks', open, asked, {
    hs_timestamp: done, hs_task_subject: doneTask.subject, hs_task_body: doneTask.body, hs_task_status: 'COMPLETED', hs_task_priority: 'MEDIUM', hs_task_completion_date: done,
  });
  plantActivity(store, 'tasks', open, calendar.at(1, 12), {
    hs_timestamp: calendar.ahead(2), hs_task_subject: openTask.subject, hs_task_body: openTask.body, hs_task_priority: 'HIGH', hs_task_type: 'CALL',
  });
}

/**
 * What sales knows of the open deals: line items, contacts, notes about promises, tasks. Nothing of it is drawn by chance
 * and no date of another record moves, so that the demo's figures stay.
 */
export function plantOpenDeals(store: Store, calendar: SeedCalendar): void {
  let closing = 0;
  for (const [index, open] of openDealsOf(store).entries()) {
    const { deal, contactIds } = open;
    for (const id of contactIds) store.link('deals', deal.id, 'contacts', id);
    deal.properties['num_associated_contacts'] = String(contactIds.length);
    const notes = isClosing(open) ? closingNotes[closing] : undefined;
    plantLines(store, open, notes ? closing === 0 : index % 3 === 0);
    if (notes) {
      closing += 1;
      for (const note of notes) plantNote(store, calendar, open, note);
      plantTasks(store, calendar, open);
    } else if (index % 2 === 0) {
      plantNote(store, calendar, open, { daysAgo: 3 + (index % 5), hour: 12 + (index % 8), body: stageNotes[deal.properties['dealstage'] ?? ''] ?? '' });
    }
  }
}
