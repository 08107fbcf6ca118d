import { Flex, LoadingSpinner, ScoreCircle, Text } from '@hubspot/ui-extensions';
import type { Glimpse } from '../api/glimpse.ts';
import type { Reader } from '../wording/reader.ts';
import { BandTag } from './BandTag.tsx';

/** Before the server answers: the score that the company record already holds, and a spinner. */
export function WaitingScore({ glimpse, reader }: { glimpse: Glimpse; reader: Reader }) {
  return (
    <Flex direction="column" gap="sm">
      {glimpse.score !== null && (
        <Flex direction="row" gap="md" align="center">
          <ScoreCircle score={glimpse.score} />
          <Flex direction="column" gap="xs">
            {glimpse.band && <BandTag band={glimpse.band} reader={reader} />}
            <Text format={{ fontWeight: 'demibold' }}>{reader.words.score(reader.format.number(glimpse.score))}</Text>
            <Text variant="microcopy">{reader.words.fromCrm}</Text>
          </Flex>
        </Flex>
      )}
      <LoadingSpinner label={reader.words.loading} showLabel />
    </Flex>
  );
}
