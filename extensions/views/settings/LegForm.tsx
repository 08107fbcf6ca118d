import { Accordion, Button, ButtonRow, Flex, MultiSelect, NumberInput, Toggle } from '@hubspot/ui-extensions';
import type { PlaybookLeg, PlaybooksView } from '../../contracts/playbooks.ts';
import { anySale } from './condition-text.ts';
import { ConditionForm } from './ConditionForm.tsx';
import { ListText, NameText } from './TypedInputs.tsx';
import type { PlaybookTools } from './useCompanyProperties.ts';

interface LegFormProps {
  leg: PlaybookLeg;
  /** What it can be made of: steps of this leg, and of legs that the playbook does not have. */
  view: PlaybooksView;
  legIds: readonly string[];
  tools: PlaybookTools;
  readOnly: boolean;
  onChange: (leg: PlaybookLeg) => void;
  onUp: (() => void) | null;
  onRemove: (() => void) | null;
}

/** One leg of a playbook: names, deadlines, for which sales, steps. */
export function LegForm({ leg, view, legIds, tools, readOnly, onChange, onUp, onRemove }: LegFormProps) {
  const words = tools.words.playbooks;
  const set = (part: Partial<PlaybookLeg>) => onChange({ ...leg, ...part });
  const others = view.steps.filter((step) => !leg.steps.includes(step.id) && (step.leg === leg.id || !legIds.includes(step.leg)));
  const offered = [...leg.steps.flatMap((id) => view.steps.find((step) => step.id === id) ?? []), ...others];
  const hours = (value: number) => Math.min(2_000, Math.max(0.5, value || 0.5));
  return (
    <Accordion title={words.leg(leg.label[tools.reader.lang], tools.reader.format.number(leg.slaHours, leg.slaHours % 1 === 0 ? 0 : 1), leg.slaHours === 1)} size="small">
      <Flex direction="column" gap="sm">
        <Flex direction="row" gap="sm" wrap>
          <NameText label={words.labelPt} name={`${leg.id}-pt`} readOnly={readOnly} missing={words.nameMissing} value={leg.label['pt-BR']} onValue={(text) => set({ label: { ...leg.label, 'pt-BR': text } })} />
          <NameText label={words.labelEn} name={`${leg.id}-en`} readOnly={readOnly} missing={words.nameMissing} value={leg.label.en} onValue={(text) => set({ label: { ...leg.label, en: text } })} />
        </Flex>
        <Flex direction="row" gap="sm" wrap>
          <NumberInput label={words.slaHours} name={`${leg.id}-sla`} readOnly={readOnly} min={0.5} max={2_000} precision={1} value={leg.slaHours} onChange={(value) => set({ slaHours: hours(value) })} />
          <NumberInput label={words.acceptHours} name={`${leg.id}-accept`} readOnly={readOnly} min={0.5} max={2_000} precision={1} value={leg.acceptHours} onChange={(value) => set({ acceptHours: hours(value) })} />
        </Flex>
        {offered.length > 0 && (
          <MultiSelect
            label={words.steps}
            name={`${leg.id}-steps`}
            readOnly={readOnly}
            value={leg.steps}
            options={offered.map((step) => ({ value: step.id, label: step.label }))}
            onChange={(chosen) => set({ steps: [...leg.steps.filter((id) => chosen.includes(id)), ...chosen.map(String).filter((id) => !leg.steps.includes(id))] })}
          />
        )}
        <ListText lines label={words.own} name={`${leg.id}-own`} description={words.ownHint} readOnly={readOnly} value={leg.own} longest={200} onValue={(own) => set({ own })} />
        <Toggle label={words.gate} name={`${leg.id}-gate`} readOnly={readOnly} checked={leg.gate} onChange={(gate) => set({ gate })} />
        <Toggle label={words.onlyWith} name={`${leg.id}-some`} readOnly={readOnly} checked={leg.onlyWith !== null} onChange={(some) => set({ onlyWith: some ? anySale : null })} />
        {leg.onlyWith && <ConditionForm name={leg.id} condition={leg.onlyWith} pipelines={view.pipelines} currency={view.currency} tools={tools} readOnly={readOnly} onChange={(onlyWith) => set({ onlyWith })} />}
        {!readOnly && (
          <ButtonRow>
            <Button variant="secondary" size="xs" disabled={!onUp} onClick={() => onUp?.()}>
              {words.up}
            </Button>
            <Button variant="secondary" size="xs" disabled={!onRemove} onClick={() => onRemove?.()}>
              {words.removeLeg}
            </Button>
          </ButtonRow>
        )}
      </Flex>
    </Accordion>
  );
}
