import { Divider, Flex, Link, Tag, Text } from '@hubspot/ui-extensions';
import type { CardContext } from '../../api/card-context.ts';
import { recordIdOf, serverUrlOf } from '../../api/card-context.ts';
import type { Glimpse } from '../../api/glimpse.ts';
import { AsOf } from '../../components/AsOf.tsx';
import { CardFrame } from '../../components/CardFrame.tsx';
import { lowCoverage } from '../../components/coverage.ts';
import { NoScore } from '../../components/Notices.tsx';
import { NpsHeadline } from '../../components/NpsHeadline.tsx';
import { ScoreRow } from '../../components/ScoreRow.tsx';
import { TrendChart } from '../../components/TrendChart.tsx';
import { WaitingScore } from '../../components/Waiting.tsx';
import type { SummaryView } from '../../contracts/summary.ts';
import { useView } from '../../hooks/useView.ts';
import { readerOf } from '../../wording/reader.ts';
import type { Reader } from '../../wording/reader.ts';
import { sidebarWording } from '../../wording/sidebar.ts';
import type { SidebarWording } from '../../wording/sidebar.ts';

/** The sidebar of a company: the score, its trend, NPS with n, and one link to the whole story. */
export function Sidebar({ context, glimpse }: { context: CardContext; glimpse: Glimpse }) {
  const reader = readerOf(context);
  const { state, retry } = useView({
    endpoint: 'GET /api/1/summary/:companyId',
    params: { companyId: recordIdOf(context), lang: reader.lang },
    serverUrl: serverUrlOf(context),
    mark: glimpse.mark,
  });
  return (
    <CardFrame state={state} reader={reader} retry={retry} waiting={<WaitingScore glimpse={glimpse} reader={reader} />}>
      {(view) => <SidebarBody view={view} reader={reader} />}
    </CardFrame>
  );
}

function SidebarBody({ view, reader }: { view: SummaryView; reader: Reader }) {
  const words = sidebarWording[reader.lang];
  const { health, nps, status } = view;
  const score = status === 'scored' ? health : null;
  return (
    <Flex direction="column" gap="sm">
      {score ? <Score health={score} reader={reader} words={words} /> : <NoScore status={status === 'scored' ? 'preparing' : status} reader={reader} />}
      {nps && (score || nps.n > 0) && (
        <>
          <Divider />
          <NpsHeadline figure={nps} label={words.nps} reader={reader} />
        </>
      )}
      <Divider />
      {score && <Link href={view.recordUrl}>{words.open}</Link>}
      <AsOf at={view.asOf} reader={reader} />
    </Flex>
  );
}

function Score({ health, reader, words }: { health: NonNullable<SummaryView['health']>; reader: Reader; words: SidebarWording }) {
  const { format } = reader;
  const { score, band, change, coverage, trend } = health;
  const first = trend[0];
  return (
    <Flex direction="column" gap="sm">
      <ScoreRow score={score} band={band} reader={reader}>
        <Text variant="microcopy">{change === null ? words.noChange : words.change(format.signed(change.delta, 1), format.day(change.since))}</Text>
      </ScoreRow>
      <Flex direction="row" gap="xs" align="center" wrap>
        <Text variant="microcopy">{words.coverage(format.percent(coverage))}</Text>
        {coverage < lowCoverage && <Tag variant="warning">{reader.words.lowConfidence}</Tag>}
      </Flex>
      {first && trend.length > 1 && (
        <>
          <TrendChart trend={trend} names={{ ...words.trendNames, score: reader.words.scoreName }} legend={false} />
          <Text variant="microcopy">{words.trend(format.number(first.score), format.number(score), trend.length - 1)}</Text>
        </>
      )}
    </Flex>
  );
}
