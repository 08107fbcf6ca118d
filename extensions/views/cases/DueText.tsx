import { Flex, StatusTag, Text } from '@hubspot/ui-extensions';
import type { CaseView } from '../../contracts/cases.ts';
import type { CaseTools } from './case-tools.ts';
import { businessSpan } from './spans.ts';

/** The clock of a case: what is left or overdue in business hours, and until when in the reader's zone; or how it ended. */
export function DueText({ one, tools: { words, reader } }: { one: Pick<CaseView, 'clock' | 'state'>; tools: CaseTools }) {
  const { clock, state } = one;
  if (clock === null) return <Text variant="microcopy">{words.noClock}</Text>;
  const { hours, dueAt, leftHours, kept, tookHours } = clock;
  const span = (value: number) => businessSpan(value, words, reader);
  if (tookHours !== null || state === 'closed') {
    const told = tookHours === null ? words.closedUnanswered : words.took(span(tookHours), span(hours));
    return (
      <Text variant="microcopy">
        {told}: {kept ? words.kept : words.broken}
      </Text>
    );
  }
  if (dueAt === null || leftHours === null) return <Text>{words.standing(span(leftHours ?? hours))}</Text>;
  const late = leftHours < 0;
  return (
    <Flex direction="column" gap="flush">
      {late ? <StatusTag variant="danger">{words.late(span(leftHours))}</StatusTag> : <Text>{words.left(span(leftHours))}</Text>}
      <Text variant="microcopy">{(late ? words.wasDue : words.dueOn)(reader.format.instant(dueAt), span(hours))}</Text>
    </Flex>
  );
}
