import { useState } from 'react';
import { Button, Flex, Input, LoadingButton, MultiSelect } from '@hubspot/ui-extensions';
import type { HandoffField } from '../../contracts/handoff.ts';
import { Fault } from '../../components/TabFrame.tsx';
import { ConfirmStep } from './ConfirmStep.tsx';
import type { OnboardingTools, PartProps, StepProps } from './handoff-tools.ts';
import { OwnerSelect } from './OwnerSelect.tsx';
import { useSteps } from './useHandoff.ts';

/** The leg that is asked accepts, or returns what it was given with at least one gap. */
export function Decision({ you, owners, ...part }: PartProps & { you: string | null }) {
  const { words } = part.tools;
  const [chosen, setChosen] = useState<string | null>(null);
  const [giving, setGiving] = useState(false);
  if (giving) return <GiveBack {...part} onClose={() => setGiving(false)} />;
  const taking = part.handoff.legs.find((leg) => leg.state === 'waiting');
  // Until somebody chooses here, it is whoever is named now, which another one may change.
  const taker = chosen ?? taking?.owner?.id ?? you ?? '';
  const give = (
    <Button variant="secondary" onClick={() => setGiving(true)}>
      {words.give}
    </Button>
  );
  return (
    <Flex direction="column" gap="sm">
      <OwnerSelect label={words.taker} name="taker" placeholder={words.nobody} value={taker} owners={owners} onOwner={setChosen} />
      <ConfirmStep {...part} label={words.accept} text={words.acceptText} beside={give} step={taker === '' ? { kind: 'accept' } : { kind: 'accept', owner: taker }} />
    </Flex>
  );
}

function GiveBack({ onClose, ...part }: StepProps<OnboardingTools> & { onClose: () => void }) {
  const { handoff, tools } = part;
  const { words } = tools;
  const { busy, fault, take } = useSteps(part);
  const [gaps, setGaps] = useState<HandoffField[]>([]);
  const [notes, setNotes] = useState<Record<string, string>>({});

  async function give() {
    if (await take({ kind: 'return', gaps: gaps.map((field) => ({ field, note: notes[field] ?? '' })) })) onClose();
  }
  return (
    <Flex direction="column" gap="sm">
      <MultiSelect
        label={words.giveFields}
        name="gaps"
        required
        value={gaps}
        options={handoff.fields.map(({ field }) => ({ value: field, label: words.fields[field] }))}
        onChange={(chosen) => setGaps(chosen as HandoffField[])}
      />
      {gaps.map((field) => (
        <Input key={field} label={words.giveNote(words.fields[field])} name={`note-${field}`} value={notes[field] ?? ''} onChange={(text) => setNotes((before) => ({ ...before, [field]: text }))} />
      ))}
      <Flex direction="row" gap="sm">
        <LoadingButton variant="primary" loading={busy} disabled={gaps.length === 0} onClick={() => void give()}>
          {words.give}
        </LoadingButton>
        <Button variant="secondary" disabled={busy} onClick={onClose}>
          {words.cancel}
        </Button>
      </Flex>
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}
