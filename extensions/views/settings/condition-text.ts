import type { PlaybooksView, SaleCondition } from '../../contracts/playbooks.ts';
import { partText } from './CompanyParts.tsx';
import type { PageTools } from './page-tools.ts';

/** Asks for nothing. */
export const anySale: SaleCondition = { pipelines: [], minAmount: null, maxAmount: null, words: [], minQuantity: null };

/** What the account calls a pipeline; its id where HubSpot does not tell. */
export function pipelineName(id: string, known: PlaybooksView['pipelines']): string {
  return known?.find((one) => one.id === id)?.label ?? id;
}

/** A condition in one line; empty where it asks for nothing. */
export function conditionText({ pipelines, minAmount, maxAmount, words, minQuantity, company = [] }: SaleCondition, known: PlaybooksView['pipelines'], tools: PageTools): string {
  const told = tools.words.playbooks.condition;
  const number = (value: number) => tools.reader.format.number(value);
  const parts = [
    pipelines.length > 0 && told.pipeline(pipelines.map((id) => pipelineName(id, known)).join(', ')),
    minAmount !== null && told.from(number(minAmount)),
    maxAmount !== null && told.upTo(number(maxAmount)),
    ...company.filter((part) => part.values.length > 0).map(partText),
    words.length > 0 && told.words(words.join(', ')),
    minQuantity !== null && told.quantity(number(minQuantity)),
  ];
  return parts.filter(Boolean).join(' · ');
}
