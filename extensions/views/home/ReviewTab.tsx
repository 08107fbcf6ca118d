import { useState } from 'react';
import { Alert, Button, ButtonRow, EmptyState, Flex, Link, Select, Text, Tile } from '@hubspot/ui-extensions';
import { AsOf } from '../../components/AsOf.tsx';
import type { HomeReview, ReviewAnswer } from '../../contracts/home.ts';
import { useChange, useQuestion } from '../../hooks/useSettings.ts';
import { Confirm } from '../settings/Confirm.tsx';
import { Fault, TabFrame } from '../settings/TabFrame.tsx';
import type { HomeTools } from './home-tools.ts';

/** The company that got the answer settled last. */
interface Settled {
  name: string;
  recordUrl: string;
}

/** Answers that wait for a person to say whose they are. */
export function ReviewTab({ tools }: { tools: HomeTools }) {
  const [after, setAfter] = useState('');
  const [settled, setSettled] = useState<Settled | null>(null);
  const { state, reload } = useQuestion('GET /api/1/home/review', { lang: tools.reader.lang, after }, tools.serverUrl);

  function done(company: Settled) {
    setSettled(company);
    reload();
  }
  return (
    <Flex direction="column" gap="md">
      {settled && (
        <Alert title={tools.words.settled} variant="success">
          <Flex direction="column" gap="xs" align="start">
            <Text>{tools.words.settledText(settled.name)}</Text>
            <Link href={settled.recordUrl}>{tools.words.openCompany}</Link>
          </Flex>
        </Alert>
      )}
      <TabFrame state={state} tools={tools} reload={reload}>
        {(view) => <Queue view={view} after={after} goTo={setAfter} tools={tools} settled={done} reload={reload} />}
      </TabFrame>
    </Flex>
  );
}

interface QueueProps {
  view: HomeReview;
  after: string;
  goTo: (mark: string) => void;
  tools: HomeTools;
  settled: (company: Settled) => void;
  reload: () => void;
}

function Queue({ view, after, goTo, tools, settled, reload }: QueueProps) {
  const { words, reader } = tools;
  return (
    <Flex direction="column" gap="md">
      {view.waiting === 0 ? (
        <EmptyState title={words.noReviewTitle} layout="vertical" imageName="task">
          <Text>{words.noReview}</Text>
        </EmptyState>
      ) : (
        <>
          <Text>{words.reviewIntro}</Text>
          <Text format={{ fontWeight: 'demibold' }}>{words.waiting(reader.format.number(view.waiting), view.waiting === 1)}</Text>
        </>
      )}
      {view.answers.map((answer) => (
        <Waiting key={answer.id} answer={answer} tools={tools} settled={settled} />
      ))}
      <AsOf at={view.asOf} reader={reader} />
      <ButtonRow>
        {after !== '' && (
          <Button variant="secondary" onClick={() => goTo('')}>
            {words.first}
          </Button>
        )}
        {view.next !== null && (
          <Button variant="secondary" onClick={() => goTo(view.next ?? '')}>
            {words.next}
          </Button>
        )}
        <Button variant="secondary" onClick={reload}>
          {words.reload}
        </Button>
      </ButtonRow>
    </Flex>
  );
}

function Waiting({ answer, tools, settled }: { answer: ReviewAnswer; tools: HomeTools; settled: QueueProps['settled'] }) {
  const { words, reader } = tools;
  const [chosen, setChosen] = useState('');
  const { busy, fault, make } = useChange('POST /api/1/home/review/settle', tools.serverUrl);
  const company = answer.candidates.find((one) => one.id === chosen);
  const nameOf = (one: ReviewAnswer['candidates'][number]) => one.name ?? words.unnamed(one.id);
  const number = (value: number) => reader.format.number(value);

  async function settle() {
    if (!company) return;
    const made = await make({ lang: reader.lang }, { answerId: answer.id, companyId: company.id });
    if (made) settled({ name: nameOf(company), recordUrl: company.recordUrl });
  }
  return (
    <Tile>
      <Flex direction="column" gap="sm">
        <Text format={{ fontWeight: 'demibold' }}>
          {words.types[answer.type] ?? answer.type}: {words.scored(number(answer.score), number(answer.scale[0]), number(answer.scale[1]))}
        </Text>
        <Text>{answer.comment ?? words.noComment}</Text>
        <Text variant="microcopy">
          {answer.person ?? words.anonymous}. {words.from(answer.source, reader.format.instant(answer.answeredAt))}
        </Text>
        {answer.candidates.length === 0 ? (
          <Text>{words.noCandidates}</Text>
        ) : (
          <>
            <Select
              label={words.candidates(answer.person)}
              name={`company-${answer.id}`}
              placeholder={words.choose}
              value={chosen}
              options={answer.candidates.map((one) => ({ value: one.id, label: nameOf(one) }))}
              onChange={(value) => setChosen(String(value))}
            />
            <Confirm key={chosen} label={words.settle} text={words.settleText(company ? nameOf(company) : '')} confirm={words.settle} cancel={words.cancel} busy={busy} disabled={!company} onConfirm={settle} />
          </>
        )}
        <Fault fault={fault} tools={tools} />
      </Flex>
    </Tile>
  );
}
