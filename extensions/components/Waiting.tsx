import { Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { Glimpse } from '../api/glimpse.ts';
import type { Reader } from '../wording/reader.ts';
import { ScoreRow } from './ScoreRow.tsx';

/** Before the server answers: the score that the company record already holds, and a spinner. */
export function WaitingScore({ glimpse, reader }: { glimpse: Glimpse; reader: Reader }) {
  return (
    <Flex direction="column" gap="sm">
      {glimpse.score !== null && (
        <ScoreRow score={glimpse.score} band={glimpse.band} reader={reader}>
          <Text variant="microcopy">{reader.words.fromCrm}</Text>
        </ScoreRow>
      )}
      <LoadingSpinner label={reader.words.loading} showLabel />
    </Flex>
  );
}
