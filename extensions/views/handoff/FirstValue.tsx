import { useState } from 'react';
import { DateInput, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { Confirm } from '../../components/Confirm.tsx';
import { Fault } from '../../components/TabFrame.tsx';
import type { PartProps } from './handoff-tools.ts';

interface PickedDay {
  year: number;
  /** 0 for January. */
  month: number;
  date: number;
}

/** The day on which the customer reached what they bought it for. */
export function FirstValue({ handoff, tools, busy, fault, take }: PartProps) {
  const { words, reader } = tools;
  const [day, setDay] = useState<PickedDay | undefined>(undefined);
  const objective = handoff.fields.find((one) => one.field === 'objective')?.text.trim();
  const days = reader.format.number(handoff.daysToFirstValue ?? 0);
  const one = handoff.daysToFirstValue === 1;
  const last = handoff.legs.every((leg) => leg.state !== 'waiting');
  return (
    <Flex direction="column" gap="sm">
      <Text>{words.firstValueIs}</Text>
      <Text format={{ fontWeight: 'demibold' }}>{objective ? objective : words.noObjective}</Text>
      <Text>{handoff.firstValueOn ? words.reached(reader.format.day(handoff.firstValueOn), days, one) : words.daysSoFar(days, one)}</Text>
      {!handoff.firstValueOn && (
        <>
          <DateInput label={words.reachedOn} name="first-value" format="medium" value={day} onChange={(value) => setDay(value as PickedDay | undefined)} />
          <LoadingButton variant="primary" loading={busy} disabled={!day} onClick={() => void (day && take({ kind: 'reach-first-value', on: textOf(day) }))}>
            {words.reach}
          </LoadingButton>
        </>
      )}
      {handoff.firstValueOn && last && handoff.state !== 'done' && <Confirm label={words.finish} text={words.finishText} confirm={words.finish} cancel={words.cancel} busy={busy} onConfirm={() => take({ kind: 'complete' })} />}
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}

function textOf({ year, month, date }: PickedDay): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month + 1)}-${two(date)}`;
}
