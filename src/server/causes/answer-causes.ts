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

/** What answers can be about, by name. */
export async function causeChoices(tx: Tx, language: Language): Promise<CauseChoice[]> {
  return inUse((await findLexicon(tx)).causes).map((cause) => ({ id: cause.id, label: labelOf(cause, language) })).sort((one, other) => one.label.localeCompare(other.label, language));
}

/** What these answers are about; an answer without a cause is left out. */
export async function causesOfAnswers(tx: Tx, answerIds: readonly string[], language: Language): Promise<Map<string, AnswerCause[]>> {
  const labels = await labelsOf(tx, language);
  const all = new Map<string, AnswerCause[]>();
  for (const { answerId, causeId, by } of await tagsOf(tx, answerIds)) {
    const label = labels.get(causeId);
    if (label !== undefined) all.set(answerId, [...(all.get(answerId) ?? []), { id: causeId, label, by }]);
  }
  return all;
}

/** What customers gave as the reason in answers of these companies, the most frequent first, and how many of them were unhappy. */
export async function topCauses(tx: Tx, { companies, span, language }: { companies: Counted['companies']; span: { from: Date; to: Date }; language: Language }): Promise<{ label: string; n: number; detractors: number }[]> {
  const labels = await labelsOf(tx, language);
  return (await countTags(tx, { companies, ...span })).flatMap(({ causeId, promoters, passives, detractors }) => {
    const label = labels.get(causeId);
    return label === undefined ? [] : [{ label, n: promoters + passives + detractors, detractors }];
  });
}

async function labelsOf(tx: Tx, language: Language): Promise<Map<string, string>> {
  return new Map(inUse((await findLexicon(tx)).causes).map((cause) => [cause.id, labelOf(cause, language)]));
}

function inUse(causes: readonly Cause[]): Cause[] {
  return causes.filter(({ archived }) => !archived);
}
