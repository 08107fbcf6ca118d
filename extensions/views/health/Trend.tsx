import { Flex, Heading, Text } from '@hubspot/ui-extensions';
import { TrendChart } from '../../components/TrendChart.tsx';
import type { HealthFigures, TrendPoint } from '../../contracts/health.ts';
import type { HealthWording } from '../../wording/health.ts';
import type { Reader } from '../../wording/reader.ts';

/** The weekly line, with its story in words for those who do not see a chart. */
export function Trend({ figures, reader, words }: { figures: HealthFigures; reader: Reader; words: HealthWording }) {
  const { trend, slope } = figures;
  const pace = (points: number | null) => (points === null ? words.unknownSlope : reader.format.signed(points, 1));
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.trendTitle}</Heading>
      {trend.length < 2 ? (
        <Text>{words.trendShort}</Text>
      ) : (
        <TrendChart trend={trend} names={{ ...words.trendNames, score: reader.words.scoreName }} legend />
      )}
      {trend.length > 1 && (
        <Text variant="microcopy">
          {trendStory(trend, reader, words)} {words.pace(pace(slope.weeks4), pace(slope.weeks12))}
        </Text>
      )}
    </Flex>
  );
}

/** The trend in sentences: from where to where, how much is reconstructed, where the model changed. */
function trendStory(trend: readonly TrendPoint[], { format }: Reader, words: HealthWording): string {
  const first = trend[0];
  const last = trend.at(-1);
  if (!first || !last) return '';
  const sentences = [words.trendText(format.number(first.score), format.day(first.day), format.number(last.score), format.day(last.day))];
  const reconstructed = trend.filter((point) => point.reconstructed).length;
  if (reconstructed > 0) sentences.push(words.trendReconstructed(reconstructed, trend.length));
  for (const [index, point] of trend.entries()) {
    const before = trend[index - 1];
    if (before && before.modelVersion !== point.modelVersion) {
      sentences.push(words.trendModel(format.day(point.day), before.modelVersion, point.modelVersion));
    }
  }
  return sentences.join(' ');
}
