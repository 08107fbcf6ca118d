import { foldText } from '../lib/text-match.ts';
import { type Cause, termFault, type TermFault } from './lexicon.ts';
import { startingLabel } from './starting-lexicon.ts';

/** Why causes cannot be kept. */
export type LexiconFault =
  | { kind: 'term'; term: string; fault: TermFault }
  | { kind: 'name-missing' }
  /** A cause that is not archived, or one of Baton's in either language, has this name, too. */
  | { kind: 'name-twice'; name: string }
  /** The account has no such cause, or one was left out: causes are archived, because answers know them. */
  | { kind: 'other-causes' };

/** A cause as somebody wrote it; `id` null: a new one. */
type Draft = Pick<Cause, 'name' | 'terms' | 'archived'> & { id: string | null };

/** What is wrong with causes; undefined where nothing is. @param before the account's so far. */
export function lexiconFault(drafts: readonly Draft[], before: readonly Cause[]): LexiconFault | undefined {
  const ids = drafts.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size !== ids.length || ids.length !== before.length || !before.every(({ id }) => ids.includes(id))) return { kind: 'other-causes' };
  if (drafts.some(({ id, name }) => name === null && (id === null || startingLabel(id) === undefined))) return { kind: 'name-missing' };
  const names = new Set<string>();
  for (const draft of drafts.filter(({ archived }) => !archived)) {
    const own = new Set(namesOf(draft).map(foldText));
    for (const name of own) if (names.has(name)) return { kind: 'name-twice', name: namesOf(draft)[0]! };
    for (const name of own) names.add(name);
  }
  for (const { terms } of drafts) {
    for (const term of terms) {
      const fault = termFault(term);
      if (fault !== undefined) return { kind: 'term', term, fault };
    }
  }
  return undefined;
}

function namesOf({ id, name }: Draft): string[] {
  return name === null ? Object.values(startingLabel(id!)!) : [name];
}
