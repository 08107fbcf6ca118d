import type { CausesView, DraftCause } from '../../../contracts/causes.ts';

/** A cause as it stands on the page; `at` tells rows apart, new ones among them. */
export type Draft = DraftCause & { at: string };

/** What the server has, as drafts. */
export function draftsOf({ causes }: Pick<CausesView, 'causes'>): Draft[] {
  return causes.map(({ id, name, terms, archived }) => ({ at: id, id, name, terms, archived }));
}

/** What a draft is called: as it was written, or as Baton calls it. */
export function nameOf({ id, name }: Draft, { causes }: Pick<CausesView, 'causes'>): string {
  return name ?? causes.find((one) => one.id === id)?.label ?? '';
}

/** Whether two drafts say the same. */
export function isSame(one: Draft, other: Draft): boolean {
  return one.name === other.name && one.archived === other.archived && one.terms.join() === other.terms.join();
}

/** The terms of a text with commas or lines between, each once. */
export function termsOf(text: string): string[] {
  return [...new Set(text.split(/[,;\n]/).map((term) => term.trim().slice(0, 60)).filter((term) => term !== ''))].slice(0, 300);
}
