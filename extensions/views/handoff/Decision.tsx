import { useState } from 'react';
import { Button, Flex, Input, LoadingButton, MultiSelect, Select } from '@hubspot/ui-extensions';
import type { HandoffField } from '../../contracts/handoff.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { Fault } from '../../components/TabFrame.tsx';
import type { PartProps } from './handoff-tools.ts';

/** The leg that is asked accepts, or returns what it was given with at least one gap. */
export function Decision({ handoff, owners, tools, busy, fault, take, you }: PartProps & { you: string | null }) {
  const { words } = tools;
  const taking = handoff.legs.find((leg) => leg.state === 'waiting');
  const [taker, setTaker] = useState(taking?.owner?.id ?? you ?? '');
  const [giving, setGiving] = useState(false);
  const [gaps, setGaps] = useState<HandoffField[]>([]);
  const [notes, setNotes] = useState<Record<string, string>>({});

  async function give() {
    if (await take({ kind: 'return', gaps: gaps.map((field) => ({ field, note: notes[field] ?? '' })) })) setGiving(false);
  }
  if (!giving) {
    return (
      <Flex direction="column" gap="sm">
        <Select label={words.taker} name="taker" placeholder={words.nobody} value={taker} options={owners.map((owner) => ({ value: owner.id, label: owner.name ?? owner.id }))} onChange={(value) => setTaker(String(value ?? ''))} />
        <Flex direction="row" gap="sm" wrap>
          <Confirm label={words.accept} text={words.acceptText} confirm={words.accept} cancel={words.cancel} busy={busy} onConfirm={() => take(taker === '' ? { kind: 'accept' } : { kind: 'accept', owner: taker })} />
          <Button variant="secondary" disabled={busy} onClick={() => setGiving(true)}>
            {words.give}
          </Button>
        </Flex>
        <Fault fault={fault} tools={tools} />
      </Flex>
    );
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
        <Button variant="secondary" disabled={busy} onClick={() => setGiving(false)}>
          {words.cancel}
        </Button>
      </Flex>
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}
