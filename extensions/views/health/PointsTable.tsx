import type { ReactNode } from 'react';
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { HealthWording } from '../../wording/health.ts';
import { pointsWidth } from './PointsCell.tsx';

interface Props {
  words: HealthWording;
  /** What the lines add up to, as shown. */
  total: { label: string; sum: string };
  /** Its lines. */
  children: ReactNode;
}

/** Signals with their points, and below what they add up to. */
export function PointsTable({ words, total, children }: Props) {
  return (
    <Table density="condensed" flush>
      <TableHead>
        <TableRow>
          <TableHeader width="max">{words.movedColumn}</TableHeader>
          <TableHeader width={pointsWidth} align="right">{words.pointsColumn}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>{children}</TableBody>
      <TableFooter>
        <TableRow>
          <TableCell width="max">
            <Text format={{ fontWeight: 'demibold' }}>{total.label}</Text>
          </TableCell>
          <TableCell width={pointsWidth} align="right">
            <Text format={{ fontWeight: 'demibold' }}>{total.sum}</Text>
          </TableCell>
        </TableRow>
      </TableFooter>
    </Table>
  );
}
