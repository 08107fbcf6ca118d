import { Alert, Flex, Inline, List, StatusTag, StepIndicator, Text } from '@hubspot/ui-extensions';
import { HandoffStateTag } from '../../components/HandoffStateTag.tsx';
import type { HandoffView } from '../../contracts/handoff.ts';
import type { HandoffTools } from './handoff-tools.ts';

/** Where the baton is, since when and until when, at a glance. */
export function HandoffHead({ handoff, tools }: { handoff: HandoffView; tools: HandoffTools }) {
  const { words, reader } = tools;
  const at = handoff.legs.findIndex((leg) => leg.state === 'holding');
  const holder = handoff.legs[at];
  const number = (value: number) => reader.format.number(value);
  return (
    <Flex direction="column" gap="sm">
      <Inline gap="small" align="center">
        <HandoffStateTag state={handoff.state} lang={reader.lang} />
        {handoff.late && <StatusTag variant="danger">{words.due(reader.format.instant(handoff.dueAt ?? ''), true)}</StatusTag>}
        {!handoff.late && handoff.dueAt && <Text variant="microcopy">{words.due(reader.format.instant(handoff.dueAt), false)}</Text>}
        {handoff.cycle > 1 && <Text variant="microcopy">{words.cycle(number(handoff.cycle))}</Text>}
        {handoff.returns > 0 && <Text variant="microcopy">{words.returns(number(handoff.returns), handoff.returns === 1)}</Text>}
      </Inline>
      <StepIndicator stepNames={handoff.legs.map((leg) => (leg.state === 'skipped' ? words.skipped(leg.label) : leg.label))} currentStep={at < 0 ? handoff.legs.length : at} />
      {holder && handoff.state !== 'cancelled' && <Text>{words.heldBy(holder.label, holder.owner?.name ?? words.nobody)}</Text>}
      {handoff.gaps.length > 0 && (
        <Alert title={words.gapsTitle} variant="warning">
          <List variant="unordered">
            {handoff.gaps.map((gap) => (
              <Text key={gap.field}>
                {words.fields[gap.field]}
                {gap.note && `: ${gap.note}`}
              </Text>
            ))}
          </List>
        </Alert>
      )}
      <Traces handoff={handoff} tools={tools} />
    </Flex>
  );
}

function Traces({ handoff: { traces }, tools: { words, reader } }: { handoff: HandoffView; tools: HandoffTools }) {
  if (traces.forbidden > 0) return <Alert title={words.forbidden} variant="warning" />;
  if (traces.refused > 0) return <Alert title={words.refused(reader.format.number(traces.refused), traces.refused === 1)} variant="warning" />;
  return traces.waiting > 0 ? <Text variant="microcopy">{words.traces(reader.format.number(traces.waiting), traces.waiting === 1)}</Text> : null;
}
