import { Button, Checkbox, Flex, Inline, StatusTag, Text } from '@hubspot/ui-extensions';
import { Fault } from '../../components/TabFrame.tsx';
import type { ChecklistItem, HandoffLeg } from '../../contracts/handoff.ts';
import { hasEnded, type StepProps } from './handoff-tools.ts';
import { useSteps } from './useHandoff.ts';
import { WithReason } from './WithReason.tsx';

/** The steps of every leg: done, open, or skipped and why. A skipped one stays where it was. */
export function Checklist(part: StepProps) {
  const { handoff, tools } = part;
  const { words, reader } = tools;
  const { checklist, legs } = handoff;
  const settled = checklist.filter((item) => item.state !== 'open').length;
  return (
    <Flex direction="column" gap="md">
      <Text format={{ fontWeight: 'demibold' }}>{words.settled(reader.format.number(settled), reader.format.number(checklist.length), checklist.length === 1)}</Text>
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

interface ItemProps extends StepProps {
  item: ChecklistItem;
  leg: HandoffLeg;
}

function Step({ item, leg, ...part }: ItemProps) {
  const { words, reader } = part.tools;
  const { busy, fault, take } = useSteps(part);
  const ended = hasEnded(part.handoff);
  const settledBy = item.at && words.by(item.by, reader.format.instant(item.at));
  // What the leg says already is not said once more of each of its steps.
  const about = item.state === 'skipped' ? [item.reason === leg.reason ? null : item.reason, settledBy].filter(Boolean).join(' · ') : item.state === 'done' ? settledBy : item.help;
  const tick = (done: boolean) => void take({ kind: 'tick-step', item: item.id, done });
  const box = (
    <Checkbox name={`step-${item.id}`} checked={item.state === 'done'} readonly={busy || ended} onChange={tick}>
      {item.label}
    </Checkbox>
  );
  return (
    <Flex direction="column" gap="flush">
      {item.state === 'done' && box}
      {item.state === 'open' && (ended ? box : <WithReason {...part} quiet label={words.skip} question={words.skipWhy(item.label)} name={`skip-${item.id}`} beside={box} step={(reason) => ({ kind: 'skip-step', item: item.id, reason })} />)}
      {item.state === 'skipped' && (
        <Inline gap="small" align="center">
          <StatusTag variant="default">{words.skippedStep}</StatusTag>
          <Text>{item.label}</Text>
          {!ended && leg.state !== 'skipped' && (
            <Button variant="transparent" size="xs" disabled={busy} onClick={() => tick(false)}>
              {words.openAgain}
            </Button>
          )}
        </Inline>
      )}
      {about && <Text variant="microcopy">{about}</Text>}
      <Fault fault={fault} tools={part.tools} />
    </Flex>
  );
}
