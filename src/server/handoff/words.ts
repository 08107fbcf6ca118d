import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Words } from '../platform/words.ts';

/** Whether two reasons say the same; a database may keep languages in another order. */
export function sameWords(one: string | Words | null, other: string | Words | null): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  return one['pt-BR'] === other['pt-BR'] && one.en === other.en;
}

/** What Baton says in the reader's language; what a person wrote as they wrote it. */
export function inLanguage<T extends null>(text: string | Words | T, language: Language): string | T {
  return typeof text === 'object' && text !== null ? text[language] : (text as string | T);
}
