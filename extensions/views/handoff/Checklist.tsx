import { useState } from 'react';
import { Button, Checkbox, Flex, Inline, StatusTag, Text } from '@hubspot/ui-extensions';
import type { ChecklistItem, HandoffLeg } from '../../contracts/handoff.ts';
import type { HandoffTools, PartProps } from './handoff-tools.ts';
import { ReasonForm } from './ReasonForm.tsx';

type ChecklistProps = Omit<PartProps<HandoffTools>, 'owners'>;

/** The steps of every leg: done, open, or skipped and why. A skipped one stays where it was. */
export function Checklist({ legs, ...part }: ChecklistProps & { legs: readonly HandoffLeg[] }) {
  const { handoff, tools } = part;
  const { words, reader } = tools;
  const { checklist } = handoff;
  const settled = checklist.filter((item) => item.state !== 'open').length;
  return (
    <Flex direction="column" gap="md">
      <Text format={{ fontWeight: 'demibold' }}>{words.settled(reader.format.number(settled), reader.format.number(checklist.length))}</Text>
      <Text variant="microcopy">{words.playbook(handoff.playbook.name, reader.format.number(handoff.playbook.version))}</Text>
      {legs.map((leg) => {
        const items = checklist.filter((item) => item.leg === leg.id);
        if (items.length === 0) return null;
        return (
          <Flex key={leg.id} direction="column" gap="sm">
            <Flex direction="column" gap="flush">
              <Text format={{ fontWeight: 'bold' }}>{leg.state === 'skipped' ? words.skipped(leg.label) : leg.label}</Text>
              {leg.reason && <Text variant="microcopy">{leg.reason}</Text>}
            </Flex>
            {items.map((item) => (
              <Step key={item.id} item={item} leg={leg} {...part} />
            ))}
          </Flex>
        );
      })}
    </Flex>
  );
}

function Step({ item, leg, handoff, tools, busy, fault, take }: ChecklistProps & { item: ChecklistItem; leg: HandoffLeg }) {
  const { words, reader } = tools;
  const [asking, setAsking] = useState(false);
  const ended = handoff.state === 'done' || handoff.state === 'cancelled';
  const settledBy = item.at && words.by(item.by, reader.format.instant(item.at));
  if (item.state === 'skipped') {
    // What the leg says already is not said once more of each of its steps.
    const why = [item.reason === leg.reason ? null : item.reason, settledBy].filter(Boolean).join(' · ');
    return (
      <Flex direction="column" gap="flush">
        <Inline gap="small" align="center">
          <StatusTag variant="default">{words.skippedStep}</StatusTag>
          <Text>{item.label}</Text>
          {!ended && leg.state !== 'skipped' && (
            <Button variant="transparent" size="xs" onClick={() => void take({ kind: 'tick-step', item: item.id, done: false })}>
              {words.openAgain}
            </Button>
          )}
        </Inline>
        {why !== '' && <Text variant="microcopy">{why}</Text>}
      </Flex>
    );
  }
  async function skip(reason: string) {
    if (await take({ kind: 'skip-step', item: item.id, reason })) setAsking(false);
  }
  const isDone = item.state === 'done';
  return (
    <Flex direction="column" gap="flush">
      <Inline gap="small" align="center">
        <Checkbox name={`step-${item.id}`} checked={isDone} readonly={busy || ended} onChange={(done) => void take({ kind: 'tick-step', item: item.id, done })}>
          {item.label}
        </Checkbox>
        {!isDone && !asking && !ended && (
          <Button variant="transparent" size="xs" onClick={() => setAsking(true)}>
            {words.skip}
          </Button>
        )}
      </Inline>
      <Text variant="microcopy">{isDone ? (settledBy ?? '') : item.help}</Text>
      {asking && !isDone && (
        <ReasonForm name={`skip-${item.id}`} label={words.skipWhy(item.label)} confirm={words.skip} tools={tools} busy={busy} fault={fault} onReason={skip} onCancel={() => setAsking(false)} />
      )}
    </Flex>
  );
}
