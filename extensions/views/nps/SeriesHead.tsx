import { Flex, ProgressBar, Text } from '@hubspot/ui-extensions';
import { NpsHeadline } from '../../components/NpsHeadline.tsx';
import type { NpsSeries } from '../../contracts/nps.ts';
import type { NpsWording } from '../../wording/nps.ts';
import type { Reader } from '../../wording/reader.ts';

interface Props {
  series: NpsSeries;
  reader: Reader;
  words: NpsWording;
}

/** The window's figure, who gave it, whether it moved, and how many of those asked answered. */
export function SeriesHead({ series, reader, words }: Props) {
  const { current, responseRate } = series;
  const { format } = reader;
  const rate = responseRate
    ? words.rate(format.percent(responseRate.rate), responseRate.answered, responseRate.delivered, format.percent(responseRate.low), format.percent(responseRate.high))
    : words.noRate;
  return (
    <Flex direction="column" gap="sm">
      <NpsHeadline figure={current} label={words.figure} reader={reader} />
      {current.nps !== null && (
        <ProgressBar
          title={words.breakdownTitle}
          value={current.promoters}
          maxValue={current.n}
          valueDescription={words.breakdown(current.promoters, current.passives, current.detractors)}
        />
      )}
      {current.nps !== null && <Text>{changeText(series, reader, words)}</Text>}
      <Text>
        <Text inline format={{ fontWeight: 'demibold' }}>{words.responseRate}:</Text> {rate}
      </Text>
    </Flex>
  );
}

/** The change against the window before, and whether it is more than chance: the p-value as a share, in words. */
function changeText({ change, previous }: NpsSeries, { format }: Reader, words: NpsWording): string {
  if (!change) return words.noComparison(previous.n);
  const share = change.p < 0.01 ? words.lessThan(format.percent(0.01)) : format.percent(change.p);
  return `${words.change(format.signed(change.delta), previous.n)}. ${change.significant ? words.real(share) : words.noise(share)}`;
}
