import type { Language } from '../../../../extensions/contracts/envelope.ts';

/** What was bought: a line item as the deal has it. */
export interface Sold {
  name: string;
  sku: string | null;
  /** null where HubSpot does not tell: it counts as one. */
  quantity: number | null;
}

/** A line item as it was read. */
export interface LineItem extends Sold {
  /** Hours of work it stands for; null where it says nothing of hours. */
  hours: number | null;
}

/** A note of sales on the deal, as plain text. */
export interface SaleNote {
  id: string;
  /** ISO 8601. */
  at: string;
  changedAt: string;
  text: string;
}

/** What was read of a deal in HubSpot; null: the account has not granted reading it. */
export interface Sale {
  lineItems: readonly LineItem[] | null;
  notes: readonly SaleNote[] | null;
  /** Properties of its company that playbooks ask about; null: none was asked about. */
  company: Readonly<Record<string, string | null>> | null;
  readAt: Date;
  /** Of what Baton fills in: that of whoever began the handoff. */
  language: Language;
}

const EACH = /(\d+(?:[.,]\d+)?)\s*(?:h|hs|hrs?|horas?|hours?)\b/i;
const BY_THE_HOUR = /\b(?:horas?|hours?|hrs)\b/i;
/** "Suporte 24 h" says when somebody answers, not how long somebody works. */
const NO_WORK = /\b(?:suporte|support|atendimento|plant[aã]o|sla)\b/i;

/** Hours that a line item stands for: "Pacote de 20 h" twice is 40, "Horas de implantação" counts by its quantity; null where it speaks of none. */
export function hoursOf({ name, quantity }: Pick<LineItem, 'name' | 'quantity'>): number | null {
  if (NO_WORK.test(name)) return null;
  const each = EACH.exec(name)?.[1];
  if (each !== undefined) return Number(each.replace(',', '.')) * (quantity ?? 1);
  return BY_THE_HOUR.test(name) ? quantity : null;
}

/** A line item in one line, for the scope: "40 × Licença (SKU-1)". */
export function itemLine({ name, sku, quantity }: LineItem, language: Language): string {
  const named = [name, sku !== null && sku !== '' ? `(${sku})` : ''].filter((part) => part !== '').join(' ');
  return quantity === null ? named : `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(quantity)} × ${named}`;
}

/** The notes that were read just now. One that has not changed in HubSpot stays as it is kept: what was erased from it does not come back. */
export function keptNotes(read: readonly SaleNote[], kept: readonly SaleNote[]): SaleNote[] {
  return read.map((note) => kept.find((one) => one.id === note.id && one.changedAt === note.changedAt) ?? note);
}
