import type { PlaybooksView, SaleCondition } from '../../contracts/playbooks.ts';
import { moneyOf } from '../../wording/money.ts';
import { partText } from './CompanyParts.tsx';
import type { PageTools } from './page-tools.ts';

/** Asks for nothing. */
export const anySale: SaleCondition = { pipelines: [], minAmount: null, maxAmount: null, words: [], minQuantity: null };

/** What the account calls a pipeline; its id where HubSpot does not tell. */
export function pipelineName(id: string, known: PlaybooksView['pipelines']): string {
  return known?.find((one) => one.id === id)?.label ?? id;
}

/** Whether every number of a condition is one: see NumberText. */
export function isClear(condition: SaleCondition | null): boolean {
  return ![condition?.minAmount, condition?.maxAmount, condition?.minQuantity].some(Number.isNaN);
}

/** A condition in one line; empty where it asks for nothing. */
export function conditionText(
  { pipelines, minAmount, maxAmount, words, minQuantity, company = [] }: SaleCondition,
  { currency, pipelines: known }: Pick<PlaybooksView, 'currency' | 'pipelines'>,
  { words: { playbooks: { condition: told } }, reader }: PageTools,
): string {
  const parts = [
    pipelines.length > 0 && told.pipeline(pipelines.map((id) => pipelineName(id, known)).join(', ')),
    minAmount !== null && told.from(moneyOf(minAmount, currency, reader)),
    maxAmount !== null && told.upTo(moneyOf(maxAmount, currency, reader)),
    ...company.filter((part) => part.values.length > 0).map(partText),
    words.length > 0 && told.words(words.join(', ')),
    minQuantity !== null && told.quantity(reader.format.number(minQuantity, minQuantity % 1 === 0 ? 0 : 2), minQuantity === 1),
  ];
  return parts.filter(Boolean).join(' · ');
}
