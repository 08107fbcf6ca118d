import { useState } from 'react';
import { EmptyState, Flex, Link, Text, Tile } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import type { DecidedAnswer } from '../../../contracts/review.ts';
import { useChange, useQuestion } from '../../../hooks/useQuestion.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { Fault, TabFrame } from '../../../components/TabFrame.tsx';
import type { Done, HomeTools } from '../home-tools.ts';
import { PageButtons } from '../PageButtons.tsx';
import { AnswerSaid } from './AnswerSaid.tsx';

interface ListProps {
  tools: HomeTools;
  done: (done: Done) => void;
}

/** What people decided, each with a way back. */
export function DecidedList({ tools, done }: ListProps) {
  const words = tools.words.review;
  const [after, setAfter] = useState('');
  const { state, reload } = useQuestion('GET /api/1/home/review/decided', { lang: tools.reader.lang, after }, tools.serverUrl);

  function undone(what: Done) {
    done(what);
    reload();
  }
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          {view.answers.length === 0 ? (
            <EmptyState title={words.decidedNoneTitle} layout="vertical" imageName="task">
              <Text>{words.decidedNone}</Text>
            </EmptyState>
          ) : (
            <Text>{words.decidedIntro}</Text>
          )}
          {view.answers.map((answer) => (
            <Decided key={`${answer.id} ${answer.decidedAt}`} answer={answer} tools={tools} done={undone} />
          ))}
          <AsOf at={view.asOf} reader={tools.reader} />
          <PageButtons pages={{ after, next: view.next, goTo: setAfter }} reload={reload} tools={tools} />
        </Flex>
      )}
    </TabFrame>
  );
}

function Decided({ answer, tools, done }: ListProps & { answer: DecidedAnswer }) {
  const words = tools.words.review;
  const { busy, fault, make } = useChange('POST /api/1/home/review/undo', tools.serverUrl);
  const { company, reason, decidedAt, who, userId } = answer;
  const name = company === null ? null : (company.name ?? tools.words.unnamed(company.id));

  async function undo() {
    const made = await make({ lang: tools.reader.lang }, { answerId: answer.id, decidedAt });
    if (made) done({ title: words.undone, text: words.undoneText(name) });
  }
  return (
    <Tile>
      <Flex direction="column" gap="sm">
        <AnswerSaid answer={answer} tools={tools} />
        {company !== null ? (
          <Text>
            {words.given} <Link href={company.recordUrl}>{name}</Link>
          </Text>
        ) : (
          <Text>
            {words.nobodys}: {reason === null ? '' : words.reasons[reason]}
          </Text>
        )}
        <Text variant="microcopy">{words.decided(who ?? words.unknownUser(userId), tools.reader.format.instant(decidedAt))}</Text>
        {answer.mayUndo ? (
          <Confirm label={words.undo} text={words.undoText(name)} confirm={words.undo} cancel={tools.words.cancel} kind="destructive" busy={busy} onConfirm={undo} />
        ) : (
          <Text variant="microcopy">{words.notYours}</Text>
        )}
        <Fault fault={fault} tools={tools} />
      </Flex>
    </Tile>
  );
}
