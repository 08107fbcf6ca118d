import { Accordion, Button, Divider, Flex, Inline, StatusTag, Text } from '@hubspot/ui-extensions';
import type { HandoffLeg } from '../../contracts/handoff.ts';
import { Fault } from '../../components/TabFrame.tsx';
import { type HandoffTools, hasEnded, type PartProps } from './handoff-tools.ts';
import { OwnerSelect } from './OwnerSelect.tsx';
import { useSteps } from './useHandoff.ts';
import { WithReason } from './WithReason.tsx';

const variants = { waiting: 'default', holding: 'info', done: 'success', skipped: 'warning' } as const;

interface LegsProps extends PartProps<HandoffTools> {
  /** Once it has ended: no later handoff of the deal is under way. */
  reopenable: boolean;
}

/** Every leg with its owner, and what may be done about it: name another, skip it, end the handoff or take it up again. */
export function Legs({ reopenable, owners, ...part }: LegsProps) {
  const { handoff, tools } = part;
  const { words } = tools;
  const ended = hasEnded(handoff);
  return (
    <Accordion title={words.legs} size="small" defaultOpen={ended && reopenable}>
      <Flex direction="column" gap="md">
        {handoff.legs.map((leg) => (
          <Leg key={leg.id} leg={leg} owners={owners} {...part} />
        ))}
        {(!ended || reopenable) && <Divider />}
        {!ended && <WithReason {...part} label={words.cancelHandoff} text={words.cancelText} name="cancel-reason" kind="destructive" step={(reason) => ({ kind: 'cancel', reason })} />}
        {ended && reopenable && <WithReason {...part} label={words.reopen} text={words.reopenText} name="reopen-reason" step={(reason) => ({ kind: 'reopen', reason })} />}
      </Flex>
    </Accordion>
  );
}

function Leg({ leg, owners, ...part }: PartProps<HandoffTools> & { leg: HandoffLeg }) {
  const { handoff, tools } = part;
  const { words, reader } = tools;
  const { busy, fault, take } = useSteps(part);
  const ended = hasEnded(handoff);
  const current = !ended && (leg.state === 'waiting' || leg.state === 'holding');
  const day = (iso: string | null) => (iso ? reader.format.date(iso) : '');
  return (
    <Flex direction="column" gap="xs">
      <Inline gap="small" align="center">
        <Text format={{ fontWeight: 'demibold' }}>{leg.label}</Text>
        <StatusTag variant={variants[leg.state]}>{ended && leg.state === 'holding' ? words.heldLast : words.legStates[leg.state]}</StatusTag>
        {leg.since && <Text variant="microcopy">{words.between(day(leg.since), day(leg.until))}</Text>}
      </Inline>
      {leg.reason && <Text variant="microcopy">{leg.reason}</Text>}
      {leg.undecided && <Text variant="microcopy">{words.undecided}</Text>}
      {current ? (
        <OwnerSelect
          label={words.ownerOf(leg.label)}
          name={`owner-${leg.id}`}
          placeholder={words.nobody}
          owners={owners}
          value={leg.owner?.id ?? ''}
          onOwner={(id) => void take({ kind: 'assign', leg: leg.id, owner: id || null })}
        />
      ) : (
        leg.state !== 'skipped' && <Text>{leg.owner?.name ?? leg.owner?.id ?? words.nobody}</Text>
      )}
      {leg.restorable && (
        <Button variant="secondary" size="sm" disabled={busy} onClick={() => void take({ kind: 'need-leg', leg: leg.id })}>
          {words.needLeg(leg.label)}
        </Button>
      )}
      <Fault fault={fault} tools={tools} />
      {leg.skippable && <WithReason {...part} label={words.skipLeg(leg.label)} text={words.skipLegText} name={`skip-${leg.id}`} step={(reason) => ({ kind: 'skip-leg', leg: leg.id, reason })} />}
    </Flex>
  );
}
