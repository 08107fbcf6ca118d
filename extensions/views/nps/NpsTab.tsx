import { useState } from 'react';
import { Alert, Divider, Flex, LoadingSpinner, Tab, Tabs, Text } from '@hubspot/ui-extensions';
import type { CardContext } from '../../api/card-context.ts';
import { recordIdOf, serverUrlOf } from '../../api/card-context.ts';
import type { Glimpse } from '../../api/glimpse.ts';
import { AsOf } from '../../components/AsOf.tsx';
import { CardFrame } from '../../components/CardFrame.tsx';
import { NoScore } from '../../components/Notices.tsx';
import type { AnswerKind, CaseGlance as Glance, NpsFigures, NpsView } from '../../contracts/nps.ts';
import { useView } from '../../hooks/useView.ts';
import { casesWording } from '../../wording/cases.ts';
import { npsWording } from '../../wording/nps.ts';
import type { NpsWording } from '../../wording/nps.ts';
import { readerOf } from '../../wording/reader.ts';
import type { Reader } from '../../wording/reader.ts';
import { CaseGlance, glanceOf } from '../cases/CaseGlance.tsx';
import { RecordCases } from '../cases/RecordCases.tsx';
import { LatestAnswers } from './LatestAnswers.tsx';
import { OtherSurveys } from './OtherSurveys.tsx';
import { Series } from './Series.tsx';
import { SeriesHead } from './SeriesHead.tsx';

/** The NPS-history tab of a company: relational and transactional apart, every figure with n and interval. */
export function NpsTab({ context, glimpse }: { context: CardContext; glimpse: Glimpse }) {
  const reader = readerOf(context);
  const words = npsWording[reader.lang];
  const { state, retry } = useView({
    endpoint: 'GET /api/1/nps/:companyId',
    params: { companyId: recordIdOf(context), lang: reader.lang },
    serverUrl: serverUrlOf(context),
    mark: glimpse.mark,
  });
  return (
    <CardFrame state={state} reader={reader} retry={retry} keeps waiting={<Waiting glimpse={glimpse} reader={reader} words={words} />}>
      {(view) => <NpsBody view={view} reader={reader} words={words} serverUrl={serverUrlOf(context)} />}
    </CardFrame>
  );
}

function Waiting({ glimpse, reader, words }: { glimpse: Glimpse; reader: Reader; words: NpsWording }) {
  const { nps, npsAnswers } = glimpse;
  return (
    <Flex direction="column" gap="sm">
      {nps !== null && npsAnswers !== null && (
        <Text>{words.fromCrm(reader.format.signed(nps), reader.format.number(npsAnswers))}</Text>
      )}
      <LoadingSpinner label={reader.words.loading} showLabel />
    </Flex>
  );
}

interface NpsBodyProps {
  view: NpsView;
  reader: Reader;
  words: NpsWording;
  serverUrl: string;
}

function NpsBody({ view, reader, words, serverUrl }: NpsBodyProps) {
  const { figures, status } = view;
  if (!figures) {
    return (
      <Flex direction="column" gap="sm">
        <NoScore status={status === 'scored' ? 'preparing' : status} reader={reader} />
        <AsOf at={view.asOf} reader={reader} />
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="md">
      {status === 'not-a-customer' && <Alert title={reader.words.notCustomerTitle} variant="info" />}
      <Parts view={view} figures={figures} reader={reader} words={words} serverUrl={serverUrl} />
    </Flex>
  );
}

/** What the customer says, and what is done about it. The cases themselves are asked for when somebody looks at them, and then stay. */
function Parts({ view, figures, reader, words, serverUrl }: NpsBodyProps & { figures: NpsFigures }) {
  const [shown, setShown] = useState<string>(firstKind(figures));
  const [asked, setAsked] = useState(false);
  const [seen, setSeen] = useState<{ view: NpsView; glance: Glance | null } | null>(null);
  const glance = seen?.view === view ? seen.glance : view.cases;
  const tools = { reader, words: casesWording[reader.lang], serverUrl };
  function show(id: string) {
    setShown(id);
    if (id === 'cases') setAsked(true);
  }
  return (
    <>
      {glance !== undefined && <CaseGlance glance={glance} tools={tools} see={() => show('cases')} />}
      <Tabs selected={shown} onSelectedChange={(id: string | number) => show(String(id))} variant="enclosed">
        {(['relational', 'transactional'] as const).map((kind) => (
          <Tab key={kind} tabId={kind} title={words.tab(words.kinds[kind], figures[kind].current.n)}>
            <KindBody kind={kind} figures={figures} reader={reader} words={words} />
          </Tab>
        ))}
        <Tab tabId="cases" title={tools.words.tab(glance ? reader.format.number(glance.open) : null)}>
          {asked && <RecordCases record={{ companyId: view.company.id }} tools={tools} mark={view.asOf} onCases={(cases, asOf) => setSeen({ view, glance: glanceOf(cases, asOf) })} />}
        </Tab>
      </Tabs>
      {/* Cases say themselves as of when they are. */}
      {shown !== 'cases' && (
        <>
          <Divider />
          <AsOf at={view.asOf} reader={reader} />
        </>
      )}
    </>
  );
}

/** Relational first, unless only the transactional surveys have answers. */
function firstKind({ relational, transactional }: NpsFigures): AnswerKind {
  return relational.current.n === 0 && transactional.current.n > 0 ? 'transactional' : 'relational';
}

function KindBody({ kind, figures, reader, words }: { kind: AnswerKind; figures: NpsFigures; reader: Reader; words: NpsWording }) {
  const series = figures[kind];
  const answers = figures.latest.filter((answer) => answer.kind === kind);
  return (
    <Flex direction="column" gap="md">
      <Text variant="microcopy">{words.kindText[kind]}</Text>
      <SeriesHead series={series} reader={reader} words={words} />
      <Series series={series} reader={reader} words={words} />
      <OtherSurveys others={series.others} reader={reader} words={words} />
      <LatestAnswers answers={answers} reader={reader} words={words} />
    </Flex>
  );
}
