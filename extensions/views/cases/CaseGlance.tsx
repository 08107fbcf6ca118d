import { Button, Flex, Icon, StatusTag, Text } from '@hubspot/ui-extensions';
import type { CaseView } from '../../contracts/cases.ts';
import type { CaseGlance as Glance } from '../../contracts/nps.ts';
import type { CaseTools } from './case-tools.ts';
import { clockSpan } from './spans.ts';

/** What waits, in a line: how many cases are open and overdue, and when the first is due. */
export function CaseGlance({ glance, tools: { words, reader }, see }: { glance: Glance | null; tools: CaseTools; see: () => void }) {
  if (glance === null) return <Text variant="microcopy">{words.noneOpen}</Text>;
  const { open, overdue, dueAt, asOf } = glance;
  const { number, instant } = reader.format;
  const late = dueAt !== null && dueAt < asOf;
  return (
    <Flex direction="row" gap="sm" align="center" wrap>
      <Icon name={overdue > 0 ? 'warning' : 'clock'} color={overdue > 0 ? 'alert' : 'inherit'} size="sm" />
      <Text format={{ fontWeight: 'demibold' }}>{words.counts(number(open), open === 1)}</Text>
      <StatusTag variant={overdue > 0 ? 'danger' : 'success'}>{overdue > 0 ? words.overdueCount(number(overdue), overdue === 1) : words.noneOverdue}</StatusTag>
      {dueAt !== null && <Text variant="microcopy">{(late ? words.firstLate : words.firstDue)(instant(dueAt), clockSpan(asOf, dueAt, words, reader))}</Text>}
      <Button variant="transparent" size="xs" onClick={see}>
        {words.see}
      </Button>
    </Flex>
  );
}

/** The same line of cases that have been read. */
export function glanceOf(cases: readonly CaseView[], asOf: string): Glance | null {
  const open = cases.filter(({ state }) => state !== 'closed');
  const running = open.filter(({ state }) => state === 'new' || state === 'acknowledged').flatMap(({ clock }) => clock?.dueAt ?? []);
  if (open.length === 0) return null;
  return { open: open.length, overdue: running.filter((dueAt) => dueAt < asOf).length, dueAt: running.sort()[0] ?? null, asOf };
}
