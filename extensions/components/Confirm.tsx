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
  /** Other buttons in the row of the first one. */
  beside?: ReactNode;
  onConfirm: () => Promise<unknown>;
}

/** A step that is asked for before it is done. */
export function Confirm({ label, text, confirm, cancel, busy, kind = 'primary', disabled = false, beside, onConfirm }: ConfirmProps) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    const ask = (
      <Button variant={kind === 'primary' ? 'primary' : 'secondary'} disabled={disabled} onClick={() => setAsked(true)}>
        {label}
      </Button>
    );
    if (!beside) return ask;
    return (
      <ButtonRow>
        {ask}
        {beside}
      </ButtonRow>
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
