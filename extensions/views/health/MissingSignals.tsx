import { Flex, Heading, List, Text } from '@hubspot/ui-extensions';
import type { Contribution } from '../../contracts/health.ts';
import type { HealthWording } from '../../wording/health.ts';
import type { Reader } from '../../wording/reader.ts';

interface Props {
  contributions: readonly Contribution[];
  reader: Reader;
  words: HealthWording;
}

/** Signals without data, heaviest first, each with what would make it known. */
export function MissingSignals({ contributions, reader, words }: Props) {
  const missing = contributions.filter((part) => part.value === null).sort((a, b) => b.weight - a.weight);
  if (missing.length === 0) return null;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.missingTitle}</Heading>
      <Text variant="microcopy">{words.missingText}</Text>
      <List variant="unordered">
        {missing.map((part) => (
          <Text key={part.signal}>
            <Text inline format={{ fontWeight: 'demibold' }}>{part.label}</Text> ({words.weight(reader.format.percent(part.weight))}): {part.because}
          </Text>
        ))}
      </List>
    </Flex>
  );
}
