import { useState } from 'react';
import { Alert, Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { HandoffTools, PartProps } from './handoff-tools.ts';
import { ReasonForm } from './ReasonForm.tsx';

/** While the customer is waited for, the leg's clock stands: since when, for what, and the way to start it again. */
export function PauseClock({ handoff, tools, busy, fault, take }: Omit<PartProps<HandoffTools>, 'owners'>) {
  const { words, reader } = tools;
  const [asking, setAsking] = useState(false);
  if (handoff.paused) {
    return (
      <Alert title={words.pausedTitle(reader.format.instant(handoff.paused.since))} variant="info">
        <Flex direction="column" gap="sm">
          <Text>{handoff.paused.reason}</Text>
          <LoadingButton variant="secondary" size="xs" loading={busy} onClick={() => void take({ kind: 'resume' })}>
            {words.resume}
          </LoadingButton>
        </Flex>
      </Alert>
    );
  }
  if (handoff.state === 'done' || handoff.state === 'cancelled') return null;
  if (!asking) {
    return (
      <Button variant="transparent" size="xs" onClick={() => setAsking(true)}>
        {words.pause}
      </Button>
    );
  }
  async function pause(reason: string) {
    if (await take({ kind: 'pause', reason })) setAsking(false);
  }
  return <ReasonForm name="pause-reason" label={words.pauseWhy} confirm={words.pause} tools={tools} busy={busy} fault={fault} onReason={pause} onCancel={() => setAsking(false)} />;
}
