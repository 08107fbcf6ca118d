import type { CardContext } from '../api/card-context.ts';
import type { Language } from '../contracts/envelope.ts';
import { createFormat, languageOf } from './format.ts';
import type { Format } from './format.ts';
import { sharedWording } from './shared.ts';
import type { SharedWording } from './shared.ts';

/** Who reads the card: their language, their way of writing numbers, and the words every view shares. */
export interface Reader {
  lang: Language;
  format: Format;
  words: SharedWording;
}

/** The reader of a card, from HubSpot's context. */
export function readerOf(context: Pick<CardContext, 'user' | 'portal'>): Reader {
  const lang = languageOf(context.user.locale);
  return { lang, format: createFormat(context.user.locale, context.portal.timezone), words: sharedWording[lang] };
}
