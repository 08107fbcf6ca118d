import { useState } from 'react';
import { AutoGrid, Flex, Heading, LineChart, Select, Statistics, StatisticsItem, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import type { FigureDays, HomeHandoffFigures } from '../../../contracts/home-handoffs.ts';
import { useQuestion } from '../../../hooks/useQuestion.ts';
import { TabFrame } from '../../../components/TabFrame.tsx';
import type { HomeTools } from '../home-tools.ts';
import { PageButtons } from '../PageButtons.tsx';
import { firstValueRows } from './first-value-rows.ts';
import type { PartProps } from './part.ts';

/** What became of handoffs over a period. */
export function Figures({ mine, whose, tools }: PartProps) {
  const words = tools.words.handoffs;
  const [days, setDays] = useState<FigureDays>('90');
  const { state, reload } = useQuestion('GET /api/1/home/handoffs/figures', { lang: tools.reader.lang, mine, days }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          <AutoGrid columnWidth={220} flexible gap="md">
            {whose}
            <Select
              label={words.period}
              name="days"
              value={days}
              options={(Object.keys(words.periods) as FigureDays[]).map((value) => ({ value, label: words.periods[value] }))}
              onChange={(value) => setDays(value as FigureDays)}
            />
          </AutoGrid>
          <Text>{words.figuresIntro}</Text>
          <Numbers view={view} tools={tools} />
          <Curve view={view} tools={tools} />
          <AsOf at={view.asOf} reader={tools.reader} />
          <PageButtons reload={reload} tools={tools} />
        </Flex>
      )}
    </TabFrame>
  );
}

interface Props {
  view: HomeHandoffFigures;
  tools: HomeTools;
}

function Numbers({ view, tools: { words: { handoffs: words }, reader } }: Props) {
  const { firstPass, promises, returns, firstValue } = view;
  const { number, percent } = reader.format;
  const judged = promises.kept + promises.broken;
  const times = returns.reduce((sum, one) => sum + one.returns * one.handoffs, 0);
  const returnedAs = (from: number, to: number) => number(returns.filter((one) => one.returns >= from && one.returns <= to).reduce((sum, one) => sum + one.handoffs, 0));
  const day = (value: number | null) => (value === null ? null : number(value));
  const interval = (one: { low: number; high: number } | null) => one && <Text variant="microcopy">{words.interval(percent(one.low), percent(one.high))}</Text>;
  return (
    <Statistics>
      <StatisticsItem label={words.firstPass} number={firstPass.of === 0 ? words.noFigure : percent(firstPass.n / firstPass.of)}>
        <Text variant="microcopy">{firstPass.of === 0 ? words.nothing : words.firstPassText(number(firstPass.n), number(firstPass.of))}</Text>
        {interval(firstPass.interval)}
      </StatisticsItem>
      <StatisticsItem label={words.perHandoff} number={firstPass.of === 0 ? words.noFigure : number(times / firstPass.of, 1)}>
        <Text variant="microcopy">{firstPass.of === 0 ? words.nothing : words.perHandoffText(number(times), number(firstPass.of))}</Text>
        {firstPass.of > 0 && <Text variant="microcopy">{words.byReturns(returnedAs(0, 0), returnedAs(1, 1), returnedAs(2, Infinity))}</Text>}
      </StatisticsItem>
      <StatisticsItem label={words.promises} number={judged === 0 ? words.noFigure : percent(promises.kept / judged)}>
        <Text variant="microcopy">{words.promisesText(number(promises.kept), number(promises.broken), number(promises.open))}</Text>
        <Text variant="microcopy">{words.promisesOf(number(promises.handoffs))}</Text>
        {interval(promises.interval)}
      </StatisticsItem>
      <StatisticsItem label={words.firstValue} number={firstValue.of === 0 ? words.noFigure : firstValue.median === null ? words.unknownMedian : words.median(number(firstValue.median))}>
        {firstValue.of === 0 ? (
          <Text variant="microcopy">{words.nothing}</Text>
        ) : (
          <>
            <Text variant="microcopy">{firstValue.median === null ? words.unknownMedianText : words.medianText}</Text>
            {firstValue.median !== null && <Text variant="microcopy">{words.medianInterval(day(firstValue.low), day(firstValue.high))}</Text>}
            <Text variant="microcopy">{words.firstValueText(number(firstValue.reached), number(firstValue.of))}</Text>
          </>
        )}
      </StatisticsItem>
    </Statistics>
  );
}

function Curve({ view: { firstValue }, tools: { words: { handoffs: words } } }: Props) {
  if (firstValue.curve.length === 0) return null;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.curve}</Heading>
      <LineChart
        data={firstValueRows(firstValue.curve, words.lines)}
        axes={{
          x: { field: 'day', fieldType: 'linear', label: words.day },
          y: { field: 'share', fieldType: 'linear', label: words.share },
          options: { groupFieldByColor: 'line', colors: { [words.lines.share]: 'darkBlue', [words.lines.low]: 'aqua', [words.lines.high]: 'purple' } },
        }}
        options={{ showLegend: true, showTooltips: true }}
      />
      <Text variant="microcopy">{words.curveText}</Text>
    </Flex>
  );
}
