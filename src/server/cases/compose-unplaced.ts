import type { Tx } from '../platform/db.ts';
import type { AnswerText, CaseQuestions } from './questions.ts';
import { type Composed, moment, quoteOf, type Reading } from './reading.ts';
import { answersOfBatch } from './unplaced.ts';
import { scored, unplaced } from './wording.ts';

/** So many answers are named; of the others how many there are. */
const MOST_NAMED = 8;

/** The text about unhappy customers whose company nobody knows, of those whom nobody has placed meanwhile. */
export async function composeUnplaced(tx: Tx, deps: Pick<CaseQuestions, 'unplacedAnswers' | 'answerTexts'>, batch: string, reading: Reading): Promise<Composed> {
  const left = await deps.unplacedAnswers(tx, { class: 'detractor', answerIds: await answersOfBatch(tx, batch) });
  const texts = await deps.answerTexts(tx, left.map(({ answerId }) => answerId));
  const answers = left.flatMap(({ answerId }) => texts.get(answerId) ?? []);
  const [first] = answers;
  if (first === undefined) return null;
  const { language, redacted, homeUrl } = reading;
  const count = new Intl.NumberFormat(language).format(answers.length);
  const others = answers.length - MOST_NAMED;
  const named = (answer: AnswerText) => ({ label: (redacted ? null : answer.person) || unplaced.answer[language], value: `${scored[language](answer.score, answer.scaleMax, answer.type)}, ${moment(answer.answeredAt, reading)}` });
  return {
    kind: 'message',
    message: {
      language, tone: 'bad',
      title: unplaced.title[language](count, answers.length, answers.every(({ type }) => type === 'nps')),
      lead: unplaced.lead[language],
      facts: [...answers.slice(0, MOST_NAMED).map(named), ...(others > 0 ? [{ label: unplaced.more[language], value: new Intl.NumberFormat(language).format(others) }] : [])],
      quote: answers.length === 1 ? quoteOf(first.comment, reading) : null,
      links: [{ label: unplaced.open[language], url: homeUrl('review') }],
      reason: unplaced.reason[language],
    },
  };
}
