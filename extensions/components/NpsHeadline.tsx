import { Flex, Statistics, StatisticsItem, Tag, Text } from '@hubspot/ui-extensions';
import type { NpsFigure } from '../contracts/nps.ts';
import { npsFigureWording } from '../wording/nps-figure.ts';
import type { Reader } from '../wording/reader.ts';

/** NPS with its interval and number of answers, or the reason why there is no number. */
export function NpsHeadline({ figure, label, reader }: { figure: NpsFigure; label: string; reader: Reader }) {
  const { format } = reader;
  const words = npsFigureWording[reader.lang];
  if (figure.n === 0) return <Text>{words.none}</Text>;
  if (figure.nps === null || figure.low === null || figure.high === null) return <Text>{words.tooFew(figure.n)}</Text>;
  const firm = figure.precision === 'firm';
  return (
    <Flex direction="column" gap="xs" align="start">
      <Statistics>
        <StatisticsItem label={label} number={format.signed(figure.nps)}>
          <Text>{words.interval(format.signed(figure.low), format.signed(figure.high))}</Text>
        </StatisticsItem>
      </Statistics>
      <Flex direction="row" gap="xs" align="center" wrap>
        <Tag variant={firm ? 'success' : 'warning'}>{firm ? words.precision.firm : words.precision.indicative}</Tag>
        <Text variant="microcopy">{words.answers(figure.n)}</Text>
      </Flex>
    </Flex>
  );
}
