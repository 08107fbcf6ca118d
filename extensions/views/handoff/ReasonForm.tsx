import { useState } from 'react';
import { Button, ButtonRow, Flex, Input, LoadingButton } from '@hubspot/ui-extensions';
import { Fault } from '../../components/TabFrame.tsx';
import type { HandoffTools, PartProps } from './handoff-tools.ts';

interface ReasonFormProps extends Pick<PartProps<HandoffTools>, 'tools' | 'busy' | 'fault'> {
  name: string;
  label: string;
  confirm: string;
  onReason: (reason: string) => Promise<unknown>;
  onCancel: () => void;
}

/** Asks for the reason without which a step is not made. */
export function ReasonForm({ name, label, confirm, tools, busy, fault, onReason, onCancel }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  return (
    <Flex direction="column" gap="xs">
      <Input label={label} name={name} required value={reason} onInput={setReason} />
      <Fault fault={fault} tools={tools} />
      <ButtonRow>
        <LoadingButton variant="primary" size="xs" loading={busy} disabled={reason.trim() === ''} onClick={() => void onReason(reason.trim())}>
          {confirm}
        </LoadingButton>
        <Button variant="secondary" size="xs" disabled={busy} onClick={onCancel}>
          {tools.words.cancel}
        </Button>
      </ButtonRow>
    </Flex>
  );
}
