import { Flex, Heading, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import type { HealthFigures, Movement } from '../../contracts/health.ts';
import type { HealthWording } from '../../wording/health.ts';
import type { Reader } from '../../wording/reader.ts';
import { roundToSum } from '../../wording/rounding.ts';
import { PointsCell, pointsWidth } from './PointsCell.tsx';
import { PointsTable } from './PointsTable.tsx';

type Change = NonNullable<HealthFigures['change']>;

/** What moved the score since the last week; the lines shown add up to the change shown. */
export function WhatMoved({ change, reader, words }: { change: Change; reader: Reader; words: HealthWording }) {
  const rows = movementRows(change);
  const title = <Heading>{words.movedTitle(reader.format.day(change.since))}</Heading>;
  if (rows.length === 0) {
    return (
      <Flex direction="column" gap="xs">
        {title}
        <Text>{words.nothingMoved}</Text>
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="xs">
      {title}
      <PointsTable words={words} total={{ label: words.total, sum: reader.format.signed(change.delta, 1) }}>
        {rows.map((row) => (
          <TableRow key={row.signal ?? 'reference'}>
            <TableCell width="max">{row.label}</TableCell>
            <TableCell width={pointsWidth} align="right">
              <PointsCell points={row.shown} reader={reader} />
            </TableCell>
          </TableRow>
        ))}
      </PointsTable>
    </Flex>
  );
}

/** Largest mover first, the reference line last; lines that show no movement are left out. */
export function movementRows(change: Change): (Movement & { shown: number })[] {
  const shown = roundToSum(change.parts.map((part) => part.points), change.delta, 1);
  const rows = change.parts.map((part, index) => ({ ...part, shown: shown[index] ?? 0 })).filter((row) => row.shown !== 0);
  const signals = rows.filter((row) => row.signal !== null);
  const reference = rows.filter((row) => row.signal === null);
  return [...signals.sort((a, b) => Math.abs(b.points) - Math.abs(a.points)), ...reference];
}
