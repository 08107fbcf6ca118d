import { Flex, Inline, StatusTag, Text } from '@hubspot/ui-extensions';
import type { HandoffView } from '../../contracts/handoff.ts';
import type { OnboardingTools } from './handoff-tools.ts';

/** What comes next until first value: the objective with its day, and when the customer is contacted again and why then. */
export function Ahead({ handoff, tools: { words, reader } }: { handoff: HandoffView; tools: OnboardingTools }) {
  const { firstValueDue, nextContact } = handoff;
  if (!firstValueDue && !nextContact) return null;
  const objective = handoff.fields.find((one) => one.field === 'objective')?.text.trim().split('\n')[0];
  const number = (value: number) => reader.format.number(value);
  return (
    <Flex direction="column" gap="xs">
      {firstValueDue && (
        <Inline gap="small" align="center">
          {firstValueDue.late && <StatusTag variant="danger">{words.valueLate}</StatusTag>}
          <Text>{words.valueExpected(reader.format.day(firstValueDue.on), objective ? objective : words.noObjective)}</Text>
        </Inline>
      )}
      {nextContact && (
        <Text>{words.nextContact(reader.format.day(nextContact.on), number(nextContact.number), words.contactAfter[nextContact.after](number(nextContact.days), nextContact.days === 1, reader.format.day(nextContact.since)))}</Text>
      )}
    </Flex>
  );
}
