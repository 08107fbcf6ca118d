import { useState } from 'react';
import type { ReactNode } from 'react';
import { Alert, Button, ButtonRow, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';

interface ConfirmProps {
  /** The button that asks first. */
  label: string;
  /** What will happen. */
  text: ReactNode;
  confirm: string;
  cancel: string;
  busy: boolean;
  /** How the confirming button looks. */
  kind?: 'primary' | 'destructive';
  disabled?: boolean;
  onConfirm: () => Promise<unknown>;
}

/** A step that is asked for before it is done. */
export function Confirm({ label, text, confirm, cancel, busy, kind = 'primary', disabled = false, onConfirm }: ConfirmProps) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button variant={kind === 'primary' ? 'primary' : 'secondary'} disabled={disabled} onClick={() => setAsked(true)}>
        {label}
      </Button>
    );
  }
  return (
    <Alert title={`${confirm}?`} variant="warning">
      <Flex direction="column" gap="sm">
        <Text>{text}</Text>
        <ButtonRow>
          <LoadingButton variant={kind} loading={busy} onClick={() => void onConfirm().then(() => setAsked(false))}>
            {confirm}
          </LoadingButton>
          <Button variant="secondary" disabled={busy} onClick={() => setAsked(false)}>
            {cancel}
          </Button>
        </ButtonRow>
      </Flex>
    </Alert>
  );
}
