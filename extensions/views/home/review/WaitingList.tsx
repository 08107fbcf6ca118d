import { useState } from 'react';
import { Button, EmptyState, Flex, Text, Tile } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import type { HomeReview, ReviewAnswer, ReviewCompany, ReviewPart } from '../../../contracts/review.ts';
import { useChange, useQuestion } from '../../../hooks/useQuestion.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { Fault, TabFrame } from '../../../components/TabFrame.tsx';
import type { Done, HomeTools } from '../home-tools.ts';
import { PageButtons } from '../PageButtons.tsx';
import { AnswerSaid } from './AnswerSaid.tsx';
import { CompanyChoice } from './CompanyChoice.tsx';
import { Dismissal } from './Dismissal.tsx';

interface ListProps {
  tools: HomeTools;
  done: (done: Done) => void;
}

/** Answers with candidates. */
export function WaitingList(props: ListProps) {
  return <Queue part="waiting" {...props} />;
}

/** Answers that nothing leads to any company. */
export function UnmatchedList(props: ListProps) {
  return <Queue part="unmatched" {...props} />;
}

function Queue({ part, tools, done }: ListProps & { part: ReviewPart }) {
  const [after, setAfter] = useState('');
  const { state, reload } = useQuestion('GET /api/1/home/review', { lang: tools.reader.lang, part, after }, tools.serverUrl);

  function decided(what: Done) {
    done(what);
    reload();
  }
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          <Head part={part} view={view} tools={tools} />
          {view.answers.map((answer) => (
            <Waiting key={answer.id} answer={answer} tools={tools} done={decided} />
          ))}
          <AsOf at={view.asOf} reader={tools.reader} />
          <PageButtons pages={{ after, next: view.next, goTo: setAfter }} reload={reload} tools={tools} />
        </Flex>
      )}
    </TabFrame>
  );
}

function Head({ part, view, tools }: { part: ReviewPart; view: HomeReview; tools: HomeTools }) {
  const words = tools.words.review;
  const n = view[part];
  const told = (count: number) => tools.reader.format.number(count);
  const others = part === 'waiting' && view.unmatched > 0 && <Text variant="microcopy">{words.unmatchedToo(told(view.unmatched), view.unmatched === 1)}</Text>;
  if (n === 0) {
    return (
      <EmptyState title={words.noneTitle} layout="vertical" imageName="task">
        <Flex direction="column" gap="xs" align="center">
          <Text>{words.none[part]}</Text>
          {others}
        </Flex>
      </EmptyState>
    );
  }
  return (
    <>
      <Text>{words.intro[part]}</Text>
      <Text format={{ fontWeight: 'demibold' }}>{words.waiting(told(n), n === 1)}</Text>
      {others}
    </>
  );
}

interface WaitingProps extends ListProps {
  answer: ReviewAnswer;
}

function Waiting({ answer, tools, done }: WaitingProps) {
  const [dismissing, setDismissing] = useState(false);
  return (
    <Tile>
      <Flex direction="column" gap="sm">
        <AnswerSaid answer={answer} tools={tools} />
        {dismissing ? (
          <Dismissal answerId={answer.id} tools={tools} done={done} back={() => setDismissing(false)} />
        ) : (
          <Settling answer={answer} tools={tools} done={done} dismiss={() => setDismissing(true)} />
        )}
      </Flex>
    </Tile>
  );
}

function Settling({ answer, tools, done, dismiss }: WaitingProps & { dismiss: () => void }) {
  const words = tools.words.review;
  const [company, setCompany] = useState<ReviewCompany | null>(null);
  const { busy, fault, make } = useChange('POST /api/1/home/review/settle', tools.serverUrl);
  const name = company === null ? '' : (company.name ?? tools.words.unnamed(company.id));

  async function settle() {
    if (!company) return;
    const made = await make({ lang: tools.reader.lang }, { answerId: answer.id, companyId: company.id });
    if (made) done({ title: words.settled, text: words.settledText(name), recordUrl: company.recordUrl });
  }
  const none = (
    <Button variant="secondary" onClick={dismiss}>
      {words.dismiss}
    </Button>
  );
  return (
    <>
      <CompanyChoice answer={answer} tools={tools} choose={setCompany} />
      <Confirm key={company?.id ?? ''} label={words.settle} text={words.settleText(name)} confirm={words.settle} cancel={tools.words.cancel} busy={busy} disabled={!company} beside={none} onConfirm={settle} />
      <Fault fault={fault} tools={tools} />
    </>
  );
}
