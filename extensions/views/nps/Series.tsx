import { Accordion, BarChart, Flex, Heading, LineChart, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { NpsPoint, NpsSeries } from '../../contracts/nps.ts';
import type { NpsWording } from '../../wording/nps.ts';
import type { Reader } from '../../wording/reader.ts';
import { answerRows, rollingRows } from './series-rows.ts';

interface Props {
  series: NpsSeries;
  reader: Reader;
  words: NpsWording;
}

/** The rolling line between its limits, the answers behind each month, and both as a table; the few answers of a series without a number speak for themselves. */
export function Series({ series, reader, words }: Props) {
  const numbered = series.rolling.filter((point) => point.nps !== null);
  const answers = answerRows(series.monthly, reader.format.month, words.counted);
  return (
    <Flex direction="column" gap="md">
      {numbered.length > 1 && <Rolling points={numbered} reader={reader} words={words} />}
      {numbered.length === 0 ? (
        <Text variant="microcopy">{words.noSeries}</Text>
      ) : (
        <Flex direction="column" gap="xs">
          <Heading>{words.monthlyTitle}</Heading>
          <BarChart
            data={answers}
            axes={{
              x: { field: 'month', fieldType: 'category', label: words.month },
              y: { field: 'answers', fieldType: 'linear', label: words.answersAxis },
              options: {
                groupFieldByColor: 'class',
                stacking: true,
                colors: { [words.counted.promoter]: 'green', [words.counted.passive]: 'yellow', [words.counted.detractor]: 'orange' },
              },
            }}
            options={{ showLegend: true, showTooltips: true }}
          />
          <Accordion title={words.seriesTable} size="xs">
            <SeriesTable series={series} reader={reader} words={words} />
          </Accordion>
        </Flex>
      )}
    </Flex>
  );
}

function Rolling({ points, reader, words }: { points: readonly NpsPoint[]; reader: Reader; words: NpsWording }) {
  const { format } = reader;
  const [first, last] = [points[0], points.at(-1)];
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.rollingTitle}</Heading>
      <LineChart
        data={rollingRows(points, { nps: 'NPS', low: words.low, high: words.high })}
        axes={{
          x: { field: 'month', fieldType: 'datetime', label: words.month },
          y: { field: 'nps', fieldType: 'linear', label: 'NPS' },
          options: { groupFieldByColor: 'line', colors: { NPS: 'darkBlue', [words.low]: 'aqua', [words.high]: 'aqua' } },
        }}
        options={{ showLegend: true, showTooltips: true }}
      />
      {first && last && (
        <Text variant="microcopy">
          {words.rollingText(format.signed(first.nps ?? 0), format.month(first.month), format.signed(last.nps ?? 0), format.month(last.month), last.n)}
        </Text>
      )}
    </Flex>
  );
}

function SeriesTable({ series, reader, words }: Props) {
  const { format } = reader;
  const inMonth = new Map(series.monthly.map((point) => [point.month, point]));
  const told = series.rolling.filter((point) => point.n > 0 || inMonth.get(point.month)?.n);
  return (
    <Table density="compact" flush>
      <TableHead>
        <TableRow>
          <TableHeader>{words.month}</TableHeader>
          <TableHeader>{words.rolling}</TableHeader>
          <TableHeader>{words.monthly}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {told.reverse().map((point) => (
          <TableRow key={point.month}>
            <TableCell>{format.month(point.month)}</TableCell>
            <TableCell>{pointText(point, reader, words)}</TableCell>
            <TableCell>{pointText(inMonth.get(point.month), reader, words)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function pointText(point: NpsPoint | undefined, { format }: Reader, words: NpsWording): string {
  if (!point) return words.pointFew(0);
  if (point.nps === null || point.low === null || point.high === null) return words.pointFew(point.n);
  return words.point(format.signed(point.nps), format.signed(point.low), format.signed(point.high), point.n);
}
