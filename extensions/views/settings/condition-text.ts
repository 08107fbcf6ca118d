import type { SaleCondition } from '../../contracts/playbooks.ts';
import type { PageTools } from './page-tools.ts';

/** Asks for nothing. */
export const anySale: SaleCondition = { pipelines: [], minAmount: null, maxAmount: null, words: [], minQuantity: null };

/** A condition in one line; empty where it asks for nothing. */
export function conditionText({ pipelines, minAmount, maxAmount, words, minQuantity }: SaleCondition, tools: PageTools): string {
  const told = tools.words.playbooks.condition;
  const number = (value: number) => tools.reader.format.number(value);
  const parts = [
    pipelines.length > 0 && told.pipeline(pipelines.join(', ')),
    minAmount !== null && told.from(number(minAmount)),
    maxAmount !== null && told.upTo(number(maxAmount)),
    words.length > 0 && told.words(words.join(', ')),
    minQuantity !== null && told.quantity(number(minQuantity)),
  ];
  return parts.filter(Boolean).join(' · ');
}
