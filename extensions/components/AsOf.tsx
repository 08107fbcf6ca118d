import { Text } from '@hubspot/ui-extensions';
import type { Reader } from '../wording/reader.ts';

/** When the figures were computed, in the portal's time zone. */
export function AsOf({ at, reader, children }: { at: string; reader: Reader; children?: string }) {
  return (
    <Text variant="microcopy">
      {reader.words.asOf(reader.format.instant(at))}
      {children ? `. ${children}` : ''}
    </Text>
  );
}
