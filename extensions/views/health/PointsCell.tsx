import { Flex, Icon, Text } from '@hubspot/ui-extensions';
import type { Reader } from '../../wording/reader.ts';

/** Width of a column of points, in pixels: arrow, sign, three digits. */
export const pointsWidth = 96;

/** Signed points with an arrow and a word: "+6.2, raises". One decimal. */
export function PointsCell({ points, reader }: { points: number; reader: Reader }) {
  const { format, words } = reader;
  if (points === 0) return <Text>{format.signed(0, 1)}</Text>;
  const up = points > 0;
  return (
    <Flex direction="row" gap="xs" align="center" justify="end">
      <Icon name={up ? 'upCarat' : 'downCarat'} color={up ? 'success' : 'alert'} size="sm" screenReaderText={up ? words.up : words.down} />
      <Text>{format.signed(points, 1)}</Text>
    </Flex>
  );
}
