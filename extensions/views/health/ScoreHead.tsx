import { Flex, ScoreCircle, Statistics, StatisticsItem, StatisticsTrend, Tag, Text } from '@hubspot/ui-extensions';
import { BandTag } from '../../components/BandTag.tsx';
import { lowCoverage } from '../../components/coverage.ts';
import type { HealthFigures } from '../../contracts/health.ts';
import type { HealthWording } from '../../wording/health.ts';
import type { Reader } from '../../wording/reader.ts';

interface PartProps {
  figures: HealthFigures;
  reader: Reader;
  words: HealthWording;
}

/** The score with its band and rule, then change, pace and coverage in figures. */
export function ScoreHead({ figures, reader, words }: PartProps) {
  const { format } = reader;
  const { rule } = figures;
  return (
    <Flex direction="column" gap="md">
      <Flex direction="row" gap="lg" align="center">
        <ScoreCircle score={Math.round(figures.score)} />
        <Flex direction="column" gap="xs">
          <Flex direction="row" gap="sm" align="center" wrap>
            <BandTag band={figures.band} reader={reader} />
            <Text variant="microcopy">{words.since(format.day(figures.bandSince))}</Text>
            {figures.coverage < lowCoverage && <Tag variant="warning">{reader.words.lowConfidence}</Tag>}
          </Flex>
          <Text format={{ fontWeight: 'demibold' }}>{reader.words.score(format.number(figures.score, 1))}</Text>
          <Text variant="microcopy">
            {words.rule(format.number(rule.watchFrom), format.number(rule.healthyFrom), format.number(rule.margin), format.number(rule.dwellDays))}
          </Text>
        </Flex>
      </Flex>
      <HeadFigures figures={figures} reader={reader} words={words} />
      {!figures.change && <Text variant="microcopy">{words.noChange}</Text>}
      {figures.coverage < lowCoverage && <Text variant="microcopy">{words.lowConfidence}</Text>}
    </Flex>
  );
}

function HeadFigures({ figures, reader, words }: PartProps) {
  const { format } = reader;
  const { change, contributions } = figures;
  const known = contributions.filter((part) => part.value !== null).length;
  return (
    <Statistics>
      {change && (
        <StatisticsItem label={words.change(format.day(change.since))} number={format.signed(change.delta, 1)}>
          <Direction points={change.delta} from={format.number(change.from, 1)} words={words} />
        </StatisticsItem>
      )}
      <StatisticsItem label={words.coverage} number={format.percent(figures.coverage)}>
        <Text variant="microcopy">{words.coverageText(known, contributions.length)}</Text>
      </StatisticsItem>
    </Statistics>
  );
}

function Direction({ points, from, words }: { points: number; from: string; words: HealthWording }) {
  const rounded = Math.round(points * 10);
  if (rounded === 0) return <Text variant="microcopy">{words.same}</Text>;
  return (
    <StatisticsTrend
      direction={rounded > 0 ? 'increase' : 'decrease'}
      color={rounded > 0 ? 'green' : 'red'}
      value={rounded > 0 ? words.upFrom(from) : words.downFrom(from)}
    />
  );
}
