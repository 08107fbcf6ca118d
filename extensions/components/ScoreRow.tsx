import type { ReactNode } from 'react';
import { Flex, ScoreCircle, Statistics, StatisticsItem, Text } from '@hubspot/ui-extensions';
import type { Band } from '../contracts/health.ts';
import type { Reader } from '../wording/reader.ts';
import { BandTag } from './BandTag.tsx';

interface Props {
  /** 0 to 100, as exact as it is known. */
  score: number;
  band: Band | null;
  reader: Reader;
  children: ReactNode;
}

/**
 * The score with its band, and what else is to be said beside it. HubSpot paints its circle by edges of its own, not
 * by our bands: where the colours would contradict each other, the figure stands without a circle and the band alone speaks.
 */
export function ScoreRow({ score, band, reader, children }: Props) {
  const { format, words } = reader;
  const whole = Math.round(score);
  const exact = format.number(score, Number.isInteger(score) ? 0 : 1);
  const tag = band && <BandTag band={band} reader={reader} />;
  const circle = band === null || bandOfCircle(whole) === band;
  return (
    <Flex direction="row" gap="md" align="center">
      {circle && <ScoreCircle score={whole} />}
      <Flex direction="column" gap="xs">
        {circle ? (
          <>
            {tag}
            <Text format={{ fontWeight: 'demibold' }}>{words.score(exact)}</Text>
          </>
        ) : (
          <Statistics>
            <StatisticsItem label={words.scoreName} number={exact}>
              {tag}
            </StatisticsItem>
          </Statistics>
        )}
        {children}
      </Flex>
    </Flex>
  );
}

/** The band whose colour HubSpot's ScoreCircle shows: green from 66, yellow from 33, red below. */
function bandOfCircle(score: number): Band {
  if (score >= 66) return 'healthy';
  return score >= 33 ? 'watch' : 'at-risk';
}
