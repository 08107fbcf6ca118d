import { useState } from 'react';
import { Flex, ScoreCircle, Text } from '@hubspot/ui-extensions';
import type { HandoffField } from '../../contracts/handoff.ts';
import { useDrafts } from '../../hooks/useDrafts.ts';
import { Fault } from '../../components/TabFrame.tsx';
import { ConfirmStep } from './ConfirmStep.tsx';
import { FromDeal } from './FromDeal.tsx';
import type { PartProps, SaleTools } from './handoff-tools.ts';
import { OwnerSelect } from './OwnerSelect.tsx';
import { type Field, keptOf, SaleField } from './SaleField.tsx';
import { useSteps } from './useHandoff.ts';

interface SaleFormProps extends PartProps<SaleTools> {
  /** When the view was made. */
  asOf: string;
}

/** What sales tells CS, saved as it is typed, and the way to submit it. */
export function SaleForm({ asOf, ...part }: SaleFormProps) {
  const { handoff, tools } = part;
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
      <FromDeal handoff={handoff} tools={tools} asOf={asOf} reload={part.reload} onCopy={(field, text) => setCopied({ field, text })} />
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
      <CsOwner {...part} />
      <ConfirmStep {...part} label={words.submit} text={words.submitText} disabled={missing.length > 0} step={{ kind: 'submit' }} />
    </Flex>
  );
}

/** Who is to look after the customer: proposed with the reason, and sales may name another. */
function CsOwner({ owners, ...part }: PartProps<SaleTools>) {
  const { handoff: { legs, csProposal }, tools } = part;
  const { words } = tools;
  const { fault, take } = useSteps(part);
  const last = legs.at(-1);
  if (!last) return null;
  const proposed = csProposal?.owner?.name ?? csProposal?.owner?.id;
  const why = csProposal ? words.why[csProposal.why](proposed ?? '') : words.noProposal;
  return (
    <Flex direction="column" gap="xs">
      <OwnerSelect
        label={words.csOwner}
        name="cs-owner"
        placeholder={words.choose}
        description={csProposal?.owner && csProposal.owner.id !== last.owner?.id ? words.chosenOtherwise(why) : why}
        owners={owners}
        value={last.owner?.id ?? ''}
        onOwner={(id) => void take({ kind: 'assign', leg: last.id, owner: id || null })}
      />
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}
