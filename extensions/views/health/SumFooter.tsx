import { TableCell, TableFooter, TableRow, Text } from '@hubspot/ui-extensions';
import { pointsWidth } from './PointsCell.tsx';

/** The last line of a table of points: what the lines above add up to. */
export function SumFooter({ label, sum }: { label: string; sum: string }) {
  return (
    <TableFooter>
      <TableRow>
        <TableCell width="max">
          <Text format={{ fontWeight: 'demibold' }}>{label}</Text>
        </TableCell>
        <TableCell width={pointsWidth} align="right">
          <Text format={{ fontWeight: 'demibold' }}>{sum}</Text>
        </TableCell>
      </TableRow>
    </TableFooter>
  );
}
