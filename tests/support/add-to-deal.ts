import type { Store } from '../../sandbox/crm/store.ts';

/** A line item on the deal, as sales reps put it there. */
export function addLineItem(crm: Store, dealId: string, overrides: Record<string, string> = {}): string {
  const { id } = crm.create('line_items', { name: 'Licença, por usuário', hs_sku: 'LIC-U', quantity: '40', price: '200', ...overrides });
  crm.associate('line_items', id, 'deals', dealId, false);
  return id;
}

/** A note of a person on the deal. @param body rich text (HTML). */
export function addNote(crm: Store, dealId: string, body: string, at: string): string {
  const { id } = crm.create('notes', { hs_timestamp: at, hs_note_body: body });
  crm.associate('notes', id, 'deals', dealId, false);
  return id;
}
