import { useState } from 'react';
import { Button, ButtonRow, Flex, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { HandoffTools } from './handoff-tools.ts';

interface WithReasonProps {
  /** Of the button, and of the one that confirms. */
  label: string;
  /** What will happen. */
  text: string;
  name: string;
  kind?: 'primary' | 'destructive';
  tools: HandoffTools;
  busy: boolean;
  onConfirm: (reason: string) => Promise<boolean>;
}

/** A step that asks why before it is made. */
export function WithReason({ label, text, name, kind = 'primary', tools: { words }, busy, onConfirm }: WithReasonProps) {
  const [reason, setReason] = useState<string | null>(null);
  if (reason === null) {
    return (
      <Button variant="secondary" size="sm" disabled={busy} onClick={() => setReason('')}>
        {label}
      </Button>
    );
  }
  return (
    <Flex direction="column" gap="xs">
      <Text>{text}</Text>
      <Input label={words.reason} name={name} required value={reason} onInput={setReason} />
      <ButtonRow>
        <LoadingButton variant={kind} loading={busy} disabled={reason.trim() === ''} onClick={() => void onConfirm(reason).then((made) => made && setReason(null))}>
          {label}
        </LoadingButton>
        <Button variant="secondary" disabled={busy} onClick={() => setReason(null)}>
          {words.cancel}
        </Button>
      </ButtonRow>
    </Flex>
  );
}
