import { AutoGrid, Flex, Heading, LineChart, Select, Statistics, StatisticsItem, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import type { FigureDays, HomeHandoffFigures } from '../../../contracts/home-handoffs.ts';
import { useQuestion } from '../../../hooks/useQuestion.ts';
import { TabFrame } from '../../../components/TabFrame.tsx';
import type { HomeTools } from '../home-tools.ts';
import { PageButtons } from '../PageButtons.tsx';
import { firstValueRows } from './first-value-rows.ts';
import type { PartProps } from './part.ts';
import { Whose } from './Whose.tsx';

/** What became of handoffs over a period. */
export function Figures({ asked, ask, tools }: PartProps) {
  const words = tools.words.handoffs;
  const { state, reload } = useQuestion('GET /api/1/home/handoffs/figures', { lang: tools.reader.lang, mine: asked.mine, days: asked.days }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          <AutoGrid columnWidth={220} flexible gap="md">
            <Whose asked={asked} ask={ask} tools={tools} />
            <Select
              label={words.period}
              name="days"
              value={asked.days}
              options={(Object.keys(words.periods) as FigureDays[]).map((value) => ({ value, label: words.periods[value] }))}
              onChange={(value) => ask({ days: value as FigureDays })}
            />
          </AutoGrid>
          <Text>{words.figuresIntro}</Text>
          <Statistics>
            {figuresOf(view, tools).map(({ label, figure, about }) => (
              <StatisticsItem key={label} label={label} number={figure}>
                {about.map((line) => (
                  <Text key={line} variant="microcopy">
                    {line}
                  </Text>
                ))}
              </StatisticsItem>
            ))}
          </Statistics>
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

interface Figure {
  label: string;
  figure: string;
  /** Of what it is, and how sure. */
  about: string[];
}

/** Each figure with what it is of. Where there is nothing to tell it of, that is said instead. */
function figuresOf({ firstPass, promises, returns, firstValue }: HomeHandoffFigures, { words: { handoffs: words }, reader }: HomeTools): Figure[] {
  const { number, percent } = reader.format;
  const judged = promises.kept + promises.broken;
  const times = returns.reduce((sum, one) => sum + one.returns * one.handoffs, 0);
  const returnedAs = (from: number, to: number) => number(returns.filter((one) => one.returns >= from && one.returns <= to).reduce((sum, one) => sum + one.handoffs, 0));
  const day = (value: number | null) => (value === null ? null : number(value));
  const interval = (one: { low: number; high: number } | null) => (one ? [words.interval(percent(one.low), percent(one.high))] : []);
  const none = { figure: words.noFigure, about: [words.nothing] };
  const { median } = firstValue;
  return [
    { label: words.firstPass, ...(firstPass.of === 0 ? none : { figure: percent(firstPass.n / firstPass.of), about: [words.firstPassText(number(firstPass.n), number(firstPass.of)), ...interval(firstPass.interval)] }) },
    {
      label: words.perHandoff,
      ...(firstPass.of === 0 ? none : { figure: number(times / firstPass.of, 1), about: [words.perHandoffText(number(times), number(firstPass.of)), words.byReturns(returnedAs(0, 0), returnedAs(1, 1), returnedAs(2, Infinity))] }),
    },
    {
      label: words.promises,
      figure: judged === 0 ? words.noFigure : percent(promises.kept / judged),
      about: [words.promisesText(number(promises.kept), number(promises.broken), number(promises.open)), words.promisesOf(number(promises.handoffs)), ...interval(promises.interval)],
    },
    {
      label: words.firstValue,
      ...(firstValue.of === 0 ? none : {
        figure: median === null ? words.unknownMedian : words.median(number(median), median === 1),
        about: [...(median === null ? [words.unknownMedianText] : [words.medianText, words.medianInterval(day(firstValue.low), day(firstValue.high))]), words.firstValueText(number(firstValue.reached), number(firstValue.of))],
      }),
    },
  ];
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
