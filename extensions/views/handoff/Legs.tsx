import { Accordion, Button, Divider, Flex, Inline, Select, StatusTag, Text } from '@hubspot/ui-extensions';
import type { HandoffLeg } from '../../contracts/handoff.ts';
import { Fault } from '../../components/TabFrame.tsx';
import type { HandoffTools, PartProps } from './handoff-tools.ts';
import { WithReason } from './WithReason.tsx';

const variants = { waiting: 'default', holding: 'info', done: 'success', skipped: 'warning' } as const;

/** Every leg with its owner, and what may be done about it: name another, skip it, end the handoff or take it up again. */
export function Legs(props: PartProps<HandoffTools>) {
  const { handoff, tools, busy, fault, take } = props;
  const { words } = tools;
  const ended = handoff.state === 'done' || handoff.state === 'cancelled';
  return (
    <Accordion title={words.legs} size="small">
      <Flex direction="column" gap="md">
        {handoff.legs.map((leg) => (
          <Leg key={leg.id} leg={leg} ended={ended} {...props} />
        ))}
        <Divider />
        {ended ? (
          <WithReason label={words.reopen} text={words.reopenText} name="reopen-reason" tools={tools} busy={busy} onConfirm={(reason) => take({ kind: 'reopen', reason })} />
        ) : (
          <WithReason label={words.cancelHandoff} text={words.cancelText} name="cancel-reason" kind="destructive" tools={tools} busy={busy} onConfirm={(reason) => take({ kind: 'cancel', reason })} />
        )}
        <Fault fault={fault} tools={tools} />
      </Flex>
    </Accordion>
  );
}

function Leg({ leg, ended, handoff, owners, tools, busy, take }: PartProps<HandoffTools> & { leg: HandoffLeg; ended: boolean }) {
  const { words, reader } = tools;
  const waiting = handoff.legs.filter((one) => one.state === 'waiting');
  const asked = handoff.offered && waiting[0] === leg;
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
        <Select
          label={words.ownerOf(leg.label)}
          name={`owner-${leg.id}`}
          placeholder={words.nobody}
          value={leg.owner?.id ?? ''}
          options={owners.map((owner) => ({ value: owner.id, label: owner.name ?? owner.id }))}
          onChange={(value) => void take({ kind: 'assign', leg: leg.id, owner: value ? String(value) : null })}
        />
      ) : (
        leg.state !== 'skipped' && <Text>{leg.owner?.name ?? leg.owner?.id ?? words.nobody}</Text>
      )}
      {!ended && leg.restorable && (
        <Button variant="secondary" size="sm" disabled={busy} onClick={() => void take({ kind: 'need-leg', leg: leg.id })}>
          {words.needLeg(leg.label)}
        </Button>
      )}
      {current && leg.state === 'waiting' && !asked && leg !== waiting.at(-1) && (
        <WithReason label={words.skipLeg(leg.label)} text={words.skipLegText} name={`skip-${leg.id}`} tools={tools} busy={busy} onConfirm={(reason) => take({ kind: 'skip-leg', leg: leg.id, reason })} />
      )}
    </Flex>
  );
}
