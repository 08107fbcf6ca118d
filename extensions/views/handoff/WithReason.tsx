import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, ButtonRow, Flex, Inline, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { Fault } from '../../components/TabFrame.tsx';
import type { HandoffStep } from '../../contracts/handoff.ts';
import type { StepProps } from './handoff-tools.ts';
import { useSteps } from './useHandoff.ts';

interface WithReasonProps extends StepProps {
  step: (reason: string) => HandoffStep;
  /** Of the button, and of the one that confirms. */
  label: string;
  /** What will happen. */
  text?: string;
  /** What the reason answers. */
  question?: string;
  name: string;
  kind?: 'primary' | 'destructive';
  /** A small button, for what is done in passing. */
  quiet?: boolean;
  /** What stands in the row of the button. */
  beside?: ReactNode;
}

/** A step of a handoff that is not made without a reason. */
export function WithReason({ step, label, text, question, name, kind = 'primary', quiet = false, beside, ...part }: WithReasonProps) {
  const { words } = part.tools;
  const { busy, fault, take, clear } = useSteps(part);
  const [reason, setReason] = useState<string | null>(null);
  const size = quiet ? 'xs' : 'sm';
  if (reason === null) {
    return (
      <Inline gap="small" align="center">
        {beside}
        <Button variant={quiet ? 'transparent' : 'secondary'} size={size} onClick={() => setReason('')}>
          {label}
        </Button>
      </Inline>
    );
  }
  function close() {
    setReason(null);
    clear();
  }
  return (
    <Flex direction="column" gap="xs">
      {beside}
      {text && <Text>{text}</Text>}
      <Input label={question ?? words.reason} name={name} required value={reason} onInput={setReason} />
      <Fault fault={fault} tools={part.tools} />
      <ButtonRow>
        <LoadingButton variant={kind} size={size} loading={busy} disabled={reason.trim() === ''} onClick={() => void take(step(reason.trim())).then((made) => made && close())}>
          {label}
        </LoadingButton>
        <Button variant="secondary" size={size} disabled={busy} onClick={close}>
          {words.cancel}
        </Button>
      </ButtonRow>
    </Flex>
  );
}
