import { Alert, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { Fault } from '../../components/TabFrame.tsx';
import { hasEnded, type StepProps } from './handoff-tools.ts';
import { useSteps } from './useHandoff.ts';
import { WithReason } from './WithReason.tsx';

/** While the customer is waited for, the leg's clock stands: since when, for what, and the way to start it again. */
export function PauseClock(part: StepProps) {
  const { handoff, tools } = part;
  const { words, reader } = tools;
  const { busy, fault, take } = useSteps(part);
  if (handoff.paused) {
    return (
      <Alert title={words.pausedTitle(reader.format.instant(handoff.paused.since))} variant="info">
        <Flex direction="column" gap="sm">
          <Text>{handoff.paused.reason}</Text>
          <Fault fault={fault} tools={tools} />
          <LoadingButton variant="secondary" size="xs" loading={busy} onClick={() => void take({ kind: 'resume' })}>
            {words.resume}
          </LoadingButton>
        </Flex>
      </Alert>
    );
  }
  if (hasEnded(handoff)) return null;
  return <WithReason {...part} quiet label={words.pause} question={words.pauseWhy} name="pause-reason" step={(reason) => ({ kind: 'pause', reason })} />;
}
