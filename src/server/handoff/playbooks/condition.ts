import type { CompanyPart, SaleCondition } from '../../../../extensions/contracts/playbooks.ts';
import { foldText, plainCase } from '../../lib/text-match.ts';
import { hoursOf, type Sold } from '../sale/sale.ts';
import { unmetReasons } from '../wording.ts';
import type { Words } from '../../platform/words.ts';

/** What conditions look at: what a deal says of the sale. */
export interface SaleSays {
  dealName: string | null;
  /** HubSpot's id of it. */
  pipeline: string | null;
  amount: number | null;
  /** The account's (ISO 4217): of the amount, and of what is asked of it. */
  currency: string;
  /** Empty where the deal has none, or none are known. */
  lineItems: readonly Sold[];
  /** Properties of its company that conditions name; null, or one that is absent: not read. */
  company: Readonly<Record<string, string | null>> | null;
}

/** Asks for nothing: every sale is like this. */
export const ANY_SALE: SaleCondition = { pipelines: [], minAmount: null, maxAmount: null, words: [], minQuantity: null };

/** True where a condition asks for nothing. */
export function asksNothing(condition: SaleCondition): boolean {
  const { pipelines, minAmount, maxAmount, words, minQuantity } = condition;
  return pipelines.length === 0 && words.length === 0 && companyParts(condition).length === 0 && [minAmount, maxAmount, minQuantity].every((limit) => limit === null);
}

/** True where what is read of HubSpot after the start decides, and not the deal alone. */
export function asksOfReading(condition: SaleCondition | null): boolean {
  return condition !== null && (condition.words.length > 0 || condition.minQuantity !== null || companyParts(condition).length > 0);
}

/** The company's properties that these conditions name. */
export function namedProperties(conditions: readonly (SaleCondition | null)[]): string[] {
  return [...new Set(conditions.flatMap((condition) => (condition === null ? [] : companyParts(condition).map((part) => part.property))))];
}

/** Why a sale is not as the condition asks; null where it is. */
export function unmet(condition: SaleCondition | null, sale: SaleSays): Words | null {
  if (condition === null) return null;
  const { pipelines, minAmount, maxAmount } = condition;
  if (pipelines.length > 0 && !pipelines.includes(sale.pipeline ?? '')) return say((reasons) => reasons.pipeline);
  const limited = minAmount !== null || maxAmount !== null;
  if (limited && sale.amount === null) return say((reasons) => reasons.noAmount);
  if (minAmount !== null && sale.amount! < minAmount) return say((reasons) => reasons.below(minAmount, sale.currency));
  if (maxAmount !== null && sale.amount! > maxAmount) return say((reasons) => reasons.above(maxAmount, sale.currency));
  return unlike(companyParts(condition), sale.company) ?? unsold(condition, sale);
}

/** What is asked of the company; a property without values asks for nothing. */
function companyParts({ company = [] }: SaleCondition): CompanyPart[] {
  return company.filter((part) => part.values.length > 0);
}

/** Several values of one property are told by HubSpot with semicolons between. */
function unlike(parts: readonly CompanyPart[], company: SaleSays['company']): Words | null {
  for (const { property, label, values } of parts) {
    const held = company?.[property];
    if (held === undefined) return say((reasons) => reasons.companyUnread(label));
    const has = (held ?? '').split(';').map(plainCase);
    if (!values.some(({ value }) => has.includes(plainCase(value)))) return say((reasons) => reasons.company(label, values.map((one) => one.label).join(', ')));
  }
  return null;
}

/** Whether what was sold speaks of one of these: its line items, or the name of a deal that has none. */
export function sells(sale: SaleSays, ...words: string[]): boolean {
  return unsold({ words, minQuantity: null }, sale) === null;
}

/** What was sold is told by line items; a deal without any says it in its name or not at all. */
function unsold({ words, minQuantity }: Pick<SaleCondition, 'words' | 'minQuantity'>, { dealName, lineItems }: SaleSays): Words | null {
  const wanted = words.join(', ');
  if (words.length === 0 && minQuantity === null) return null;
  if (lineItems.length === 0) {
    if (words.length === 0) return say((reasons) => reasons.noItems);
    return speaksOf(dealName, words) || isOfHours(dealName, words) ? null : say((reasons) => reasons.notNamed(wanted));
  }
  const sold = words.length === 0 ? lineItems : lineItems.filter(({ name, sku }) => speaksOf(name, words) || speaksOf(sku, words) || isOfHours(name, words));
  if (sold.length === 0) return say((reasons) => reasons.notSold(wanted));
  const quantity = sold.reduce((sum, item) => sum + (item.quantity ?? 1), 0);
  return minQuantity !== null && quantity < minQuantity ? say((reasons) => reasons.tooFew(quantity, minQuantity)) : null;
}

/** True where hours are asked for, and what was bought stands for hours of work, whichever way it counts them ("Pacote de 20h"). */
function isOfHours(name: string | null, words: readonly string[]): boolean {
  return hoursOf({ name: name ?? '', quantity: 1 }) !== null && speaksOf('horas hours', words);
}

function say(pick: (reasons: (typeof unmetReasons)['en']) => string): Words {
  return { 'pt-BR': pick(unmetReasons['pt-BR']), en: pick(unmetReasons.en) };
}

/** Whether a text has a word that begins with one of these, whatever the case and the accents. */
function speaksOf(text: string | null, words: readonly string[]): boolean {
  const plain = ` ${foldText(text ?? '')}`;
  return words.map(foldText).some((word) => word !== '' && plain.includes(` ${word}`));
}
