import type { AnswerCause, CauseChoice } from '../../../extensions/contracts/causes.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Tx } from '../platform/db.ts';
import type { Cause } from './lexicon.ts';
import { findLexicon } from './lexicon-store.ts';
import { startingLabel } from './starting-lexicon.ts';
import { type Counted, countTags, tagsOf } from './tag-store.ts';

/** What a cause is called: by the account, or by Baton. */
export function labelOf({ id, name }: Pick<Cause, 'id' | 'name'>, language: Language): string {
  return name ?? startingLabel(id)?.[language] ?? id;
}

/** What answers can be about, by name, and what these are; an answer without a cause is left out. */
export async function causesOfAnswers(tx: Tx, answerIds: readonly string[], language: Language): Promise<{ choices: CauseChoice[]; byAnswer: Map<string, AnswerCause[]> }> {
  const labels = await labelsOf(tx, language);
  const byAnswer = new Map<string, AnswerCause[]>();
  for (const { answerId, causeId, by } of await tagsOf(tx, answerIds)) {
    const label = labels.get(causeId);
    if (label !== undefined) byAnswer.set(answerId, [...(byAnswer.get(answerId) ?? []), { id: causeId, label, by }]);
  }
  const choices = [...labels].map(([id, label]) => ({ id, label })).sort((one, other) => one.label.localeCompare(other.label, language));
  return { choices, byAnswer };
}

/** What customers gave as the reason in answers of these companies, the most frequent first, and how many of them were unhappy. */
export async function topCauses(tx: Tx, { companies, span, language }: { companies: Counted['companies']; span: { from: Date; to: Date }; language: Language }): Promise<{ label: string; n: number; detractors: number }[]> {
  const labels = await labelsOf(tx, language);
  return (await countTags(tx, { companies, ...span })).flatMap(({ causeId, promoters, passives, detractors }) => {
    const label = labels.get(causeId);
    return label === undefined ? [] : [{ label, n: promoters + passives + detractors, detractors }];
  });
}

/** The names of the causes that are in use. */
async function labelsOf(tx: Tx, language: Language): Promise<Map<string, string>> {
  return new Map((await findLexicon(tx)).causes.flatMap((cause) => (cause.archived ? [] : [[cause.id, labelOf(cause, language)] as const])));
}
