import { Text } from '@hubspot/ui-extensions';
import type { ReviewAnswer } from '../../../contracts/review.ts';
import type { HomeTools } from '../home-tools.ts';

/** What was answered, by whom, where and when. */
export function AnswerSaid({ answer, tools }: { answer: Omit<ReviewAnswer, 'candidates'>; tools: HomeTools }) {
  const words = tools.words.review;
  const { format } = tools.reader;
  return (
    <>
      <Text format={{ fontWeight: 'demibold' }}>
        {words.types[answer.type] ?? answer.type}: {words.scored(format.number(answer.score), format.number(answer.scale[0]), format.number(answer.scale[1]))}
      </Text>
      <Text>{answer.comment ?? words.noComment}</Text>
      <Text variant="microcopy">
        {answer.person ?? words.anonymous}. {words.from(answer.source, format.instant(answer.answeredAt))}
      </Text>
    </>
  );
}
