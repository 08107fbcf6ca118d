import { useState } from 'react';
import { Button, Flex, Heading, Panel, PanelBody, PanelSection, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { ClassTag } from '../../components/ClassTag.tsx';
import type { LatestAnswer } from '../../contracts/nps.ts';
import { className, scoreText } from '../../wording/answers.ts';
import type { NpsWording } from '../../wording/nps.ts';
import type { Reader } from '../../wording/reader.ts';

/** Longer comments are cut in the table and open in a panel. */
const commentLength = 160;
const pageSize = 5;

interface Props {
  answers: readonly LatestAnswer[];
  reader: Reader;
  words: NpsWording;
}

/** The newest answers, newest first: score and class in words, who, where, and what they wrote. */
export function LatestAnswers({ answers, reader, words }: Props) {
  const [page, setPage] = useState(1);
  const pageCount = Math.ceil(answers.length / pageSize);
  const pages = pageCount > 1 ? ({ paginated: true, pageCount, page, onPageChange: setPage, showButtonLabels: false } as const) : {};
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.latestTitle}</Heading>
      {answers.length === 0 ? (
        <Text>{words.noLatest}</Text>
      ) : (
        <Table density="condensed" flush {...pages}>
          <TableHead>
            <TableRow>
              <TableHeader width={110}>{words.answer}</TableHeader>
              <TableHeader>{words.who}</TableHeader>
              <TableHeader width="max">{words.comment}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {answers.slice((page - 1) * pageSize, page * pageSize).map((answer) => (
              <AnswerRow key={answer.id} answer={answer} reader={reader} words={words} />
            ))}
          </TableBody>
        </Table>
      )}
    </Flex>
  );
}

function AnswerRow({ answer, reader, words }: { answer: LatestAnswer; reader: Reader; words: NpsWording }) {
  const when = reader.format.date(answer.answeredAt);
  const where = [answer.role, answer.touchpoint, answer.source].filter(Boolean).join(' · ');
  return (
    <TableRow>
      <TableCell width={110}>
        <Text>{scoreText(answer, reader)}</Text>
        <ClassTag answer={answer} reader={reader} />
      </TableCell>
      <TableCell>
        <Text>{answer.respondent ?? words.anonymous}</Text>
        <Text variant="microcopy">{where}</Text>
        <Text variant="microcopy">{when}</Text>
      </TableCell>
      <TableCell width="max">
        <Comment answer={answer} reader={reader} words={words} />
      </TableCell>
    </TableRow>
  );
}

function Comment({ answer, reader, words }: { answer: LatestAnswer; reader: Reader; words: NpsWording }) {
  const { comment } = answer;
  if (!comment) return <Text variant="microcopy">{words.noComment}</Text>;
  if (comment.length <= commentLength) return <Text>{comment}</Text>;
  const title = `${answer.respondent ?? words.anonymous}, ${reader.format.date(answer.answeredAt)}`;
  return (
    <>
      <Text>{comment.slice(0, commentLength).trimEnd()}…</Text>
      <Button
        variant="transparent"
        size="xs"
        overlay={
          <Panel id={`answer-${answer.id}`} title={title} aria-label={words.fullComment} variant="modal">
            <PanelBody>
              <PanelSection>
                <Text format={{ fontWeight: 'demibold' }}>
                  {scoreText(answer, reader)}, {className(answer, reader.lang)}
                </Text>
                <Text>{comment}</Text>
              </PanelSection>
            </PanelBody>
          </Panel>
        }
      >
        {words.read}
      </Button>
    </>
  );
}
