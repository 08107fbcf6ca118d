import { Fragment, useState } from 'react';
import { Alert, Checkbox, Divider, Flex, Text, ToggleGroup } from '@hubspot/ui-extensions';
import type { Expectation } from '../../contracts/handoff.ts';
import { Fault } from '../../components/TabFrame.tsx';
import type { OnboardingTools, StepProps } from './handoff-tools.ts';
import { useSteps } from './useHandoff.ts';

/** The promises of the sale: kept, broken or open, and whether the plan has them. */
export function Expectations(part: StepProps<OnboardingTools>) {
  const { handoff, tools } = part;
  const { words, reader } = tools;
  const { busy, fault, take } = useSteps(part);
  // What was picked shows at once, and goes back where the server refuses it.
  const [picked, setPicked] = useState<Expectation | null>(null);
  const expectations = handoff.expectations.map((one) => (one.id === picked?.id ? picked : one));
  if (expectations.length === 0) return <Text>{words.noExpectations}</Text>;
  const absent = handoff.kickOffAt ? expectations.filter((one) => !one.planned && one.status === 'open').length : 0;
  async function judge(changed: Expectation) {
    const { id, status, planned } = changed;
    setPicked(changed);
    if (!(await take({ kind: 'judge-expectation', expectation: id, status, planned }))) setPicked(null);
  }
  return (
    <Flex direction="column" gap="md">
      {absent > 0 && <Alert title={words.unplanned(reader.format.number(absent), absent === 1)} variant="warning" />}
      {expectations.map((one, at) => (
        <Fragment key={one.id}>
          {at > 0 && <Divider />}
          <Flex direction="column" gap="xs">
            <ToggleGroup
              toggleType="radioButtonList"
              name={`status-${one.id}`}
              label={one.text}
              inline
              value={one.status}
              options={(['open', 'kept', 'broken'] as const).map((status) => ({ value: status, label: words.expectation[status] }))}
              onChange={(status) => void judge({ ...one, status: status as Expectation['status'] })}
            />
            <Checkbox name={`planned-${one.id}`} checked={one.planned} readonly={busy} onChange={(planned) => void judge({ ...one, planned })}>
              {words.planned}
            </Checkbox>
          </Flex>
        </Fragment>
      ))}
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}
