import { useState } from 'react';
import { AutoGrid, BarChart, Flex, Heading, Select, Statistics, StatisticsItem, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import { TabFrame } from '../../../components/TabFrame.tsx';
import type { Attainment, HomeCaseFigures } from '../../../contracts/cases.ts';
import { useQuestion } from '../../../hooks/useQuestion.ts';
import { businessSpan } from '../../cases/spans.ts';
import { PageButtons } from '../PageButtons.tsx';
import type { PartProps } from './part.ts';

/** How cases kept their time, by whom and of whom; for managers and admins. */
export function CaseFigures(part: PartProps) {
  const { tools, panel, words } = part;
  const [days, setDays] = useState<keyof typeof words.periods>('90');
  const { state, reload } = useQuestion('GET /api/1/home/cases/figures', { lang: tools.reader.lang, days }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={panel} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          <AutoGrid columnWidth={220} flexible gap="md">
            <Select
              label={words.period}
              name="days"
              value={days}
              options={(Object.keys(words.periods) as (typeof days)[]).map((value) => ({ value, label: words.periods[value] }))}
              onChange={(value) => setDays(value as typeof days)}
            />
          </AutoGrid>
          <Text>{words.figuresIntro}</Text>
          <Head figure={view.all} {...part} />
          <Groups view={view} {...part} />
          <Reasons view={view} {...part} />
          <AsOf at={view.asOf} reader={tools.reader} />
          <PageButtons reload={reload} tools={tools} />
        </Flex>
      )}
    </TabFrame>
  );
}

/** A figure as texts. */
function told({ kept, of, rate, interval, answered, medianHours, p90Hours }: Attainment, { tools: { reader }, panel, words }: PartProps) {
  const { number, percent } = reader.format;
  const span = (hours: number | null) => (hours === null ? words.noFigure : businessSpan(hours, panel.words, reader));
  return {
    rate: rate === null ? words.noFigure : percent(rate),
    of: of === 0 ? words.nothing : words.keptOf(number(kept), number(of), of === 1),
    interval: interval && words.interval(percent(interval.low), percent(interval.high)),
    median: span(medianHours), p90: span(p90Hours), answered: words.answeredOf(number(answered), answered === 1),
  };
}

function Head({ figure, ...part }: PartProps & { figure: Attainment }) {
  const { words } = part;
  const { rate, of, interval, median, p90, answered } = told(figure, part);
  const figures = [
    { label: words.attainment, number: rate, about: [of, interval] },
    { label: words.median, number: median, about: [answered] },
    { label: words.p90, number: p90, about: [answered] },
  ];
  return (
    <Statistics>
      {figures.map(({ label, number, about }) => (
        <StatisticsItem key={label} label={label} number={number}>
          {about.map((line) => line && <Text key={line} variant="microcopy">{line}</Text>)}
        </StatisticsItem>
      ))}
    </Statistics>
  );
}

type GroupName = keyof PartProps['words']['by'];

/** Two may have one name. */
interface GroupRow {
  id: string;
  name: string;
  figure: Attainment;
}

function Groups({ view, ...part }: PartProps & { view: HomeCaseFigures }) {
  const { words } = part;
  const owners = view.byOwner.map(({ owner, ...figure }) => ({ id: owner?.id ?? '', name: owner === null ? words.nobody : (owner.name ?? owner.id), figure }));
  const groups: Record<GroupName, GroupRow[]> = {
    class: view.byClass.map(({ class: cls, ...figure }) => ({ id: cls, name: words.classes[cls], figure })),
    owner: owners,
    segment: view.bySegment.map(({ segment, label, ...figure }) => ({ id: segment ?? '', name: label ?? segment ?? words.noSegment, figure })),
  };
  const bars = owners.flatMap(({ name, figure: { kept, of } }) => [{ owner: name, n: kept, line: words.lines.kept }, { owner: name, n: of - kept, line: words.lines.late }]);
  return (
    <>
      {view.all.of > 0 && (
        <Flex direction="column" gap="xs">
          <Heading>{words.chart}</Heading>
          <BarChart
            data={bars}
            axes={{
              x: { field: 'owner', fieldType: 'category', label: words.owner },
              y: { field: 'n', fieldType: 'linear', label: words.axis },
              options: { groupFieldByColor: 'line', stacking: true, colors: { [words.lines.kept]: 'green', [words.lines.late]: 'orange' } },
            }}
            options={{ showLegend: true, showTooltips: true }}
          />
        </Flex>
      )}
      {(Object.keys(groups) as GroupName[]).map((name) => groups[name].length > 0 && <Group key={name} name={name} rows={groups[name]} {...part} />)}
    </>
  );
}

function Group({ name, rows, ...part }: PartProps & { name: GroupName; rows: GroupRow[] }) {
  const { words } = part;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.by[name]}</Heading>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader width="max">{words.group[name]}</TableHeader>
            <TableHeader>{words.attainment}</TableHeader>
            <TableHeader>{words.median}</TableHeader>
            <TableHeader>{words.p90}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => {
            const { rate, of, interval, median, p90, answered } = told(row.figure, part);
            return (
              <TableRow key={row.id}>
                <TableCell width="max">{row.name}</TableCell>
                <TableCell>
                  <Text>{rate}</Text>
                  <Text variant="microcopy">
                    {of}
                    {interval && `. ${interval}`}
                  </Text>
                </TableCell>
                <TableCell>
                  <Text>{median}</Text>
                  <Text variant="microcopy">{answered}</Text>
                </TableCell>
                <TableCell>{p90}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Flex>
  );
}

function Reasons({ view: { reasons }, tools: { reader }, panel, words }: PartProps & { view: HomeCaseFigures }) {
  if (reasons.length === 0) return null;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.reasonsTitle}</Heading>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader width="max">{words.reason}</TableHeader>
            <TableHeader align="right">{words.n}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {reasons.map(({ reason, n }) => (
            <TableRow key={reason}>
              <TableCell width="max">{panel.words.reasons[reason]}</TableCell>
              <TableCell align="right">{reader.format.number(n)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Flex>
  );
}
