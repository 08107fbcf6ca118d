import { Flex, Heading, ProgressBar, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import type { Contribution, HealthFigures } from '../../contracts/health.ts';
import type { HealthWording } from '../../wording/health.ts';
import type { Reader } from '../../wording/reader.ts';
import { roundToSum } from '../../wording/rounding.ts';
import { PointsCell, pointsWidth } from './PointsCell.tsx';
import { PointsTable } from './PointsTable.tsx';

/** Reference line plus contributions, as shown, add up to the score as shown. */
export function WhyScore({ figures, reader, words }: { figures: HealthFigures; reader: Reader; words: HealthWording }) {
  const { format } = reader;
  const { reference, rows } = scoreRows(figures);
  const frozen = format.day(figures.reference.frozenOn);
  const largest = Math.max(...rows.map((row) => Math.abs(row.points)), 1);
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.whyTitle}</Heading>
      <PointsTable words={words} total={{ label: reader.words.scoreName, sum: format.number(figures.score, 1) }}>
        <TableRow>
          <TableCell width="max">
            <Text format={{ fontWeight: 'demibold' }}>{words.reference}</Text>
            <Text variant="microcopy">
              {figures.reference.starting ? words.startingReference(frozen) : words.referenceText(frozen)}
            </Text>
          </TableCell>
          <TableCell width={pointsWidth} align="right">{format.number(reference, 1)}</TableCell>
        </TableRow>
        {rows.map((row) => (
          <SignalRow key={row.signal} row={row} largest={largest} reader={reader} words={words} />
        ))}
      </PointsTable>
    </Flex>
  );
}

type ScoreRow = Contribution & { shown: number };

/** The known contributions, largest first, rounded together with the reference line to the shown score. */
export function scoreRows(figures: HealthFigures): { reference: number; rows: ScoreRow[] } {
  const known = figures.contributions
    .filter((part) => part.value !== null)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const [reference = 0, ...shown] = roundToSum([figures.reference.score, ...known.map((part) => part.points)], figures.score, 1);
  return { reference, rows: known.map((part, index) => ({ ...part, shown: shown[index] ?? 0 })) };
}

function SignalRow({ row, largest, reader, words }: { row: ScoreRow; largest: number; reader: Reader; words: HealthWording }) {
  const { format } = reader;
  const percent = (share: number) => format.number(share * 100);
  return (
    <TableRow>
      <TableCell width="max">
        <Text format={{ fontWeight: 'demibold' }}>{row.label}</Text>
        <Text>{row.because}</Text>
        <Text variant="microcopy">{words.signal(percent(row.value ?? 0), percent(row.reference), format.percent(row.weight))}</Text>
      </TableCell>
      <TableCell width={pointsWidth} align="right">
        <PointsCell points={row.shown} reader={reader} />
        <ProgressBar
          aria-label={`${row.label}: ${format.signed(row.shown, 1)}`}
          value={Math.abs(row.points)}
          maxValue={largest}
          variant={row.points < 0 ? 'danger' : 'success'}
        />
      </TableCell>
    </TableRow>
  );
}
