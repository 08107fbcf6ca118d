import { useState } from 'react';
import { Flex, ScoreCircle, Select, Text } from '@hubspot/ui-extensions';
import type { HandoffField } from '../../contracts/handoff.ts';
import { useDrafts } from '../../hooks/useDrafts.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { Fault } from '../../components/TabFrame.tsx';
import { FromDeal } from './FromDeal.tsx';
import type { PartProps, SaleTools } from './handoff-tools.ts';
import { type Field, keptOf, SaleField } from './SaleField.tsx';

interface SaleFormProps extends PartProps<SaleTools> {
  /** When the view was made. */
  asOf: string;
  reload: () => void;
}

/** What sales tells CS, saved as it is typed, and the way to submit it. */
export function SaleForm({ handoff, owners, tools, busy, fault, take, asOf, reload }: SaleFormProps) {
  const { words, reader } = tools;
  const drafts = useDrafts<{ text: string }>();
  const [copied, setCopied] = useState<{ field: HandoffField; text: string } | null>(null);
  const textOf = (one: Field) => drafts.shown(one.field, keptOf(one)).value.text;
  const required = handoff.fields.filter((one) => one.required);
  const missing = required.filter((one) => textOf(one).trim() === '');
  const share = required.length === 0 ? 1 : 1 - missing.length / required.length;
  return (
    <Flex direction="column" gap="md">
      <Flex direction="row" gap="md" align="center">
        <ScoreCircle score={Math.round(share * 100)} />
        <Flex direction="column" gap="xs">
          <Text format={{ fontWeight: 'demibold' }}>{words.complete(reader.format.percent(share))}</Text>
          {missing.length > 0 && (
            <Text>
              {words.missingTitle}: {missing.map((one) => words.fields[one.field]).join(', ')}
            </Text>
          )}
        </Flex>
      </Flex>
      <FromDeal handoff={handoff} tools={tools} asOf={asOf} reload={reload} onCopy={(field, text) => setCopied({ field, text })} />
      {handoff.fields.map((one) => (
        <SaleField
          key={one.field}
          field={one}
          drafts={drafts}
          handoffId={handoff.id}
          gap={handoff.gaps.find((gap) => gap.field === one.field)?.note}
          copied={copied?.field === one.field ? copied : null}
          material={handoff.sale?.material.filter((part) => part.field === one.field) ?? []}
          tools={tools}
        />
      ))}
      <CsOwner handoff={handoff} owners={owners} tools={tools} take={take} />
      <Confirm label={words.submit} text={words.submitText} confirm={words.submit} cancel={words.cancel} busy={busy} disabled={missing.length > 0} onConfirm={() => take({ kind: 'submit' })} />
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}

/** Who is to look after the customer: proposed with the reason, and sales may name another. */
function CsOwner({ handoff: { legs, csProposal }, owners, tools: { words }, take }: Pick<PartProps<SaleTools>, 'handoff' | 'owners' | 'tools' | 'take'>) {
  const last = legs.at(-1);
  if (!last) return null;
  const proposed = csProposal?.owner?.name ?? csProposal?.owner?.id;
  const why = csProposal ? words.why[csProposal.why](proposed ?? '') : words.noProposal;
  return (
    <Select
      label={words.csOwner}
      name="cs-owner"
      placeholder={words.choose}
      description={csProposal?.owner && csProposal.owner.id !== last.owner?.id ? words.chosenOtherwise(why) : why}
      value={last.owner?.id ?? ''}
      options={owners.map((owner) => ({ value: owner.id, label: owner.name ?? owner.id }))}
      onChange={(value) => void take({ kind: 'assign', leg: last.id, owner: value ? String(value) : null })}
    />
  );
}
