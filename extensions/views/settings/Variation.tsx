import { useState } from 'react';
import { Button, Flex, Heading, List, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../components/AsOf.tsx';
import type { PlaybookRow, VariationView } from '../../contracts/playbooks.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import type { PageTools } from './page-tools.ts';
import { TabFrame } from '../../components/TabFrame.tsx';

interface VariationProps {
  row: PlaybookRow;
  tools: PageTools;
}

type Version = VariationView['versions'][number];

/** How the handoffs of a playbook differ from each other and from what it says; asked for by a button. */
export function Variation({ row, tools }: VariationProps) {
  const [shown, setShown] = useState(false);
  if (shown) return <Shown row={row} tools={tools} />;
  return (
    <Button variant="secondary" size="xs" onClick={() => setShown(true)}>
      {tools.words.playbooks.variation}
    </Button>
  );
}

function Shown({ row, tools }: VariationProps) {
  const words = tools.words.playbooks;
  const { state, reload } = useQuestion('GET /api/1/settings/playbooks/:playbookId/variation', { lang: tools.reader.lang, playbookId: row.id }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="sm">
          <Heading>{words.variation}</Heading>
          {view.handoffs === 0 ? <Text>{words.variationNone}</Text> : <Text variant="microcopy">{words.compared(tools.reader.format.number(view.handoffs), view.handoffs === 1)}</Text>}
          {view.versions.map((version) => (
            <OneVersion key={version.version} version={version} tools={tools} />
          ))}
          <AsOf at={view.asOf} reader={tools.reader} />
        </Flex>
      )}
    </TabFrame>
  );
}

function OneVersion({ version, tools }: { version: Version; tools: PageTools }) {
  const words = tools.words.playbooks;
  const { number } = tools.reader.format;
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{words.variationOf(number(version.version), number(version.begun), number(version.underWay), number(version.completed), number(version.cancelled))}</Text>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader width="max">{words.legHead}</TableHeader>
            <TableHeader align="right">{words.legPassed}</TableHeader>
            <TableHeader align="right">{words.legInTime}</TableHeader>
            <TableHeader align="right">{words.legMedian}</TableHeader>
            <TableHeader align="right">{words.legSkipped}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {version.legs.map((leg, at) => (
            <Leg key={at} leg={leg} tools={tools} />
          ))}
        </TableBody>
      </Table>
      <List variant="unordered">
        {version.steps.map((step, at) => (
          <Text key={at}>{words.stepCounts(step.label, number(step.done), number(step.skipped), number(step.left))}</Text>
        ))}
      </List>
    </Flex>
  );
}

function Leg({ leg, tools }: { leg: Version['legs'][number]; tools: PageTools }) {
  const words = tools.words.playbooks;
  const { number, percent } = tools.reader.format;
  const certainty = leg.interval ? words.between(percent(leg.interval.low), percent(leg.interval.high)) : words.tooFew;
  return (
    <TableRow>
      <TableCell width="max">{leg.label}</TableCell>
      <TableCell align="right">{number(leg.passed)}</TableCell>
      <TableCell align="right">
        {leg.passed === 0 ? '-' : words.inTime(number(leg.inTime), number(leg.passed))}
        {leg.passed > 0 && <Text variant="microcopy">{certainty}</Text>}
      </TableCell>
      <TableCell align="right">
        {leg.medianHours === null ? '-' : number(leg.medianHours, 1)}
        <Text variant="microcopy">{words.allowed(number(leg.allowedHours, leg.allowedHours % 1 === 0 ? 0 : 1))}</Text>
      </TableCell>
      <TableCell align="right">{number(leg.skipped)}</TableCell>
    </TableRow>
  );
}
