import { useState } from 'react';
import { Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { DayInput } from '../../components/DayInput.tsx';
import { Fault } from '../../components/TabFrame.tsx';
import type { HandoffView } from '../../contracts/handoff.ts';
import { ConfirmStep } from './ConfirmStep.tsx';
import { hasEnded, type OnboardingTools, type StepProps } from './handoff-tools.ts';
import { useSteps } from './useHandoff.ts';

/** The day on which the customer reached what they bought it for. */
export function FirstValue(part: StepProps<OnboardingTools>) {
  const { handoff, tools } = part;
  const { words } = tools;
  const objective = handoff.fields.find((one) => one.field === 'objective')?.text.trim();
  const last = handoff.legs.every((leg) => leg.state !== 'waiting');
  const ended = hasEnded(handoff);
  return (
    <Flex direction="column" gap="sm">
      <Text>{words.firstValueIs}</Text>
      <Text format={{ fontWeight: 'demibold' }}>{objective ? objective : words.noObjective}</Text>
      <Text>{reachedText(handoff, tools)}</Text>
      {!handoff.firstValueOn && !ended && <Reach {...part} />}
      {handoff.firstValueOn && last && !ended && <ConfirmStep {...part} label={words.finish} text={words.finishText} step={{ kind: 'complete' }} />}
    </Flex>
  );
}

function reachedText({ firstValueOn, daysToFirstValue }: HandoffView, { words, reader: { format } }: OnboardingTools): string {
  const days = daysToFirstValue ?? 0;
  if (firstValueOn) return words.reached(format.day(firstValueOn), format.number(days), days === 1);
  // Of an ended handoff nobody counts on.
  return daysToFirstValue === null ? words.notReached : words.daysSoFar(format.number(days), days === 1);
}

function Reach(part: StepProps<OnboardingTools>) {
  const { words } = part.tools;
  const { busy, fault, take } = useSteps(part);
  const [day, setDay] = useState<string | null>(null);
  return (
    <>
      <DayInput label={words.reachedOn} name="first-value" day={day} onDay={setDay} />
      <LoadingButton variant="primary" loading={busy} disabled={day === null} onClick={() => void (day && take({ kind: 'reach-first-value', on: day }))}>
        {words.reach}
      </LoadingButton>
      <Fault fault={fault} tools={part.tools} />
    </>
  );
}
