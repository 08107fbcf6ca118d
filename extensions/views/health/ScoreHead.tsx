import { Flex, Statistics, StatisticsItem, StatisticsTrend, Tag, Text } from '@hubspot/ui-extensions';
import { lowCoverage } from '../../components/coverage.ts';
import { ScoreRow } from '../../components/ScoreRow.tsx';
import type { HealthFigures } from '../../contracts/health.ts';
import type { HealthWording } from '../../wording/health.ts';
import type { Reader } from '../../wording/reader.ts';
import { movementRows } from './WhatMoved.tsx';
import { scoreRows } from './WhyScore.tsx';

interface PartProps {
  figures: HealthFigures;
  reader: Reader;
  words: HealthWording;
}

/** Smaller moves, in points, are no news: neither red nor green. */
const noteworthy = 1;

/** The whole answer at a glance: score, band, what weighs most, what changed and how much is known. */
export function ScoreHead({ figures, reader, words }: PartProps) {
  const low = figures.coverage < lowCoverage;
  return (
    <Flex direction="column" gap="md">
      <ScoreRow score={figures.score} band={figures.band} reader={reader}>
        <Text>{inShort(figures, reader, words)}</Text>
        <Text variant="microcopy">{words.since(reader.format.day(figures.bandSince))}</Text>
        {low && <Tag variant="warning">{reader.words.lowConfidence}</Tag>}
      </ScoreRow>
      <HeadFigures figures={figures} reader={reader} words={words} />
      {!figures.change && <Text variant="microcopy">{words.noChange}</Text>}
      {low && <Text variant="microcopy">{words.lowConfidence}</Text>}
    </Flex>
  );
}

/** The two heaviest signals on each side of the average customer, in the points that the table below shows. */
function inShort(figures: HealthFigures, { format }: Reader, words: HealthWording): string {
  const heavy = scoreRows(figures).rows.filter((row) => Math.abs(row.shown) >= noteworthy);
  const side = (sign: number, title: string) => {
    const names = heavy.filter((row) => row.shown * sign > 0).map((row) => `${row.label} (${format.signed(row.shown, 1)})`);
    return names.length > 0 ? `${title}: ${names.slice(0, 2).join(', ')}.` : '';
  };
  return [side(-1, words.pullsDown), side(1, words.pullsUp)].join(' ').trim() || words.average;
}

function HeadFigures({ figures, reader, words }: PartProps) {
  const { format } = reader;
  const { change, contributions } = figures;
  const known = contributions.filter((part) => part.value !== null).length;
  return (
    <Statistics>
      {change && (
        <StatisticsItem label={words.change(format.day(change.since))} number={format.signed(change.delta, 1)}>
          <Direction change={change} reader={reader} words={words} />
        </StatisticsItem>
      )}
      <StatisticsItem label={words.coverage} number={format.percent(figures.coverage)}>
        <Text variant="microcopy">{words.coverageText(known, contributions.length)}</Text>
      </StatisticsItem>
    </Statistics>
  );
}

function Direction({ change, reader, words }: { change: NonNullable<HealthFigures['change']>; reader: Reader; words: HealthWording }) {
  const { delta } = change;
  const from = reader.format.number(change.from, 1);
  const mover = movementRows(change).find((row) => row.points * delta > 0);
  if (Math.abs(delta) < noteworthy || !mover) return <Text variant="microcopy">{words.same(from)}</Text>;
  const up = delta > 0;
  return (
    <>
      <StatisticsTrend direction={up ? 'increase' : 'decrease'} color={up ? 'green' : 'red'} value={up ? words.upFrom(from) : words.downFrom(from)} />
      <Text variant="microcopy">{words.mostly(mover.label)}</Text>
    </>
  );
}
