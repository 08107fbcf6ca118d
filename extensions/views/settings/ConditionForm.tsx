import { Flex, MultiSelect } from '@hubspot/ui-extensions';
import type { SaleCondition } from '../../contracts/playbooks.ts';
import type { PageTools } from './page-tools.ts';
import { ListText, NumberText } from './TypedInputs.tsx';

interface ConditionFormProps {
  /** Tells the inputs of two conditions apart. */
  name: string;
  condition: SaleCondition;
  pipelines: readonly string[];
  currency: string;
  tools: PageTools;
  onChange: (condition: SaleCondition) => void;
}

/** What a sale must be like, for a playbook or for one of its legs. */
export function ConditionForm({ name, condition, pipelines, currency, tools, onChange }: ConditionFormProps) {
  const words = tools.words.playbooks;
  const set = (part: Partial<SaleCondition>) => onChange({ ...condition, ...part });
  const offered = [...new Set([...pipelines, ...condition.pipelines])];
  return (
    <Flex direction="column" gap="sm">
      <ListText label={words.words} name={`${name}-words`} description={words.wordsHint} value={condition.words} longest={60} onValue={(sold) => set({ words: sold })} />
      <NumberText label={words.minQuantity} name={`${name}-quantity`} value={condition.minQuantity} onValue={(minQuantity) => set({ minQuantity })} />
      <Flex direction="row" gap="sm" wrap>
        <NumberText label={words.minAmount(currency)} name={`${name}-min`} value={condition.minAmount} onValue={(minAmount) => set({ minAmount })} />
        <NumberText label={words.maxAmount(currency)} name={`${name}-max`} value={condition.maxAmount} onValue={(maxAmount) => set({ maxAmount })} />
      </Flex>
      {offered.length > 0 && (
        <MultiSelect label={words.pipelines} name={`${name}-pipelines`} value={condition.pipelines} options={offered.map((id) => ({ value: id, label: id }))} onChange={(chosen) => set({ pipelines: chosen.map(String) })} />
      )}
    </Flex>
  );
}
