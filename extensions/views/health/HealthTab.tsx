import { Alert, Divider, Flex, Text } from '@hubspot/ui-extensions';
import type { CardContext } from '../../api/card-context.ts';
import { recordIdOf, serverUrlOf } from '../../api/card-context.ts';
import type { Glimpse } from '../../api/glimpse.ts';
import { AsOf } from '../../components/AsOf.tsx';
import { CardFrame } from '../../components/CardFrame.tsx';
import { NoScore } from '../../components/Notices.tsx';
import { WaitingScore } from '../../components/Waiting.tsx';
import type { HealthView } from '../../contracts/health.ts';
import { useView } from '../../hooks/useView.ts';
import { healthWording } from '../../wording/health.ts';
import { readerOf } from '../../wording/reader.ts';
import type { Reader } from '../../wording/reader.ts';
import { MissingSignals } from './MissingSignals.tsx';
import { ScoreHead } from './ScoreHead.tsx';
import { Trend } from './Trend.tsx';
import { WhatMoved } from './WhatMoved.tsx';
import { WhyScore } from './WhyScore.tsx';

/** The customer-health tab of a company: score, trend, what moved it and why it is what it is. */
export function HealthTab({ context, glimpse }: { context: CardContext; glimpse: Glimpse }) {
  const reader = readerOf(context);
  const { state, retry } = useView({
    endpoint: 'GET /api/1/health/:companyId',
    params: { companyId: recordIdOf(context), lang: reader.lang },
    serverUrl: serverUrlOf(context),
    mark: glimpse.mark,
  });
  return (
    <CardFrame state={state} reader={reader} retry={retry} waiting={<WaitingScore glimpse={glimpse} reader={reader} />}>
      {(view) => <HealthBody view={view} reader={reader} />}
    </CardFrame>
  );
}

function HealthBody({ view, reader }: { view: HealthView; reader: Reader }) {
  const words = healthWording[reader.lang];
  const { figures, status } = view;
  if (status !== 'scored' || !figures) {
    return (
      <Flex direction="column" gap="sm">
        <NoScore status={status === 'scored' ? 'preparing' : status} reader={reader} />
        <AsOf at={view.asOf} reader={reader} />
      </Flex>
    );
  }
  const { format } = reader;
  const { crossing, rule } = figures;
  return (
    <Flex direction="column" gap="md">
      <ScoreHead figures={figures} reader={reader} words={words} />
      <Text variant="microcopy">
        {words.rule(format.number(rule.watchFrom), format.number(rule.healthyFrom), format.number(rule.margin), format.number(rule.dwellDays))}
      </Text>
      {crossing && (
        <Alert title={words.crossingTitle} variant="warning">
          {words.crossing(reader.words.bands[crossing.band], format.day(crossing.since), rule.dwellDays)}
        </Alert>
      )}
      <Trend figures={figures} reader={reader} words={words} />
      {figures.change && <WhatMoved change={figures.change} reader={reader} words={words} />}
      <WhyScore figures={figures} reader={reader} words={words} />
      <MissingSignals contributions={figures.contributions} reader={reader} words={words} />
      <Divider />
      <AsOf at={view.asOf} reader={reader}>
        {words.trendNames.model(figures.modelVersion)}
      </AsOf>
    </Flex>
  );
}
