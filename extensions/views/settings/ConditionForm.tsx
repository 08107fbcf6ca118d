import { Flex, MultiSelect, Text } from '@hubspot/ui-extensions';
import type { PlaybooksView, SaleCondition } from '../../contracts/playbooks.ts';
import { CompanyParts } from './CompanyParts.tsx';
import { pipelineName } from './condition-text.ts';
import { ListText, NumberText } from './TypedInputs.tsx';
import type { PlaybookTools } from './useCompanyProperties.ts';

interface ConditionFormProps {
  /** Tells the inputs of two conditions apart. */
  name: string;
  condition: SaleCondition;
  pipelines: PlaybooksView['pipelines'];
  currency: string;
  tools: PlaybookTools;
  readOnly: boolean;
  onChange: (condition: SaleCondition) => void;
}

/** What a sale must be like, for a playbook or for one of its legs. */
export function ConditionForm({ name, condition, pipelines, currency, tools, readOnly, onChange }: ConditionFormProps) {
  const words = tools.words.playbooks;
  const set = (part: Partial<SaleCondition>) => onChange({ ...condition, ...part });
  const offered = [...new Set([...(pipelines ?? []).map((one) => one.id), ...condition.pipelines])];
  return (
    <Flex direction="column" gap="sm">
      <ListText label={words.words} name={`${name}-words`} description={words.wordsHint} readOnly={readOnly} value={condition.words} longest={60} onValue={(sold) => set({ words: sold })} />
      <NumberText label={words.minQuantity} name={`${name}-quantity`} tools={tools} readOnly={readOnly} value={condition.minQuantity} onValue={(minQuantity) => set({ minQuantity })} />
      <Flex direction="row" gap="sm" wrap>
        <NumberText label={words.minAmount(currency)} name={`${name}-min`} tools={tools} readOnly={readOnly} value={condition.minAmount} onValue={(minAmount) => set({ minAmount })} />
        <NumberText label={words.maxAmount(currency)} name={`${name}-max`} tools={tools} readOnly={readOnly} value={condition.maxAmount} onValue={(maxAmount) => set({ maxAmount })} />
      </Flex>
      {pipelines === null && <Text variant="microcopy">{tools.words.page.noPipelines}</Text>}
      {offered.length > 0 && (
        <MultiSelect label={words.pipelines} name={`${name}-pipelines`} readOnly={readOnly} value={condition.pipelines} options={offered.map((id) => ({ value: id, label: pipelineName(id, pipelines) }))} onChange={(chosen) => set({ pipelines: chosen.map(String) })} />
      )}
      <CompanyParts name={name} parts={condition.company ?? []} tools={tools} readOnly={readOnly} onChange={(company) => set({ company })} />
    </Flex>
  );
}
