import type { ReactNode } from 'react';
import { Flex } from '@hubspot/ui-extensions';
import { Confirm } from '../../components/Confirm.tsx';
import { Fault } from '../../components/TabFrame.tsx';
import type { HandoffStep } from '../../contracts/handoff.ts';
import type { StepProps } from './handoff-tools.ts';
import { useSteps } from './useHandoff.ts';

interface ConfirmStepProps extends StepProps {
  step: HandoffStep;
  /** Of the button, and of the one that confirms. */
  label: string;
  /** What will happen. */
  text: string;
  disabled?: boolean;
  /** Other buttons in the row of the first one. */
  beside?: ReactNode;
}

/** A step of a handoff that is asked for before it is made. */
export function ConfirmStep({ step, label, text, disabled = false, beside, ...part }: ConfirmStepProps) {
  const { busy, fault, take } = useSteps(part);
  return (
    <Flex direction="column" gap="sm">
      <Confirm label={label} text={text} confirm={label} cancel={part.tools.words.cancel} busy={busy} disabled={disabled} beside={beside} onConfirm={() => take(step)} />
      <Fault fault={fault} tools={part.tools} />
    </Flex>
  );
}
