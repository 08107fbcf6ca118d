import type { Language } from '../../../extensions/contracts/envelope.ts';

/** A text in both languages. */
export type Words = { readonly [language in Language]: string };
