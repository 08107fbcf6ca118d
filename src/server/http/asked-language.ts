import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { OpenRequest } from './endpoint.ts';

/** The language a caller asks for: `?lang=` before `Accept-Language`; English where neither names one of ours, because scripts read it. */
export function askedLanguage({ query, headers }: Pick<OpenRequest, 'query' | 'headers'>): Language {
  const asked = typeof query.lang === 'string' ? ourLanguage(query.lang) : undefined;
  return asked ?? accepted(headers['accept-language'] ?? '') ?? 'en';
}

function accepted(header: string): Language | undefined {
  const wishes = header.split(',').map((wish) => {
    const [tag = '', ...options] = wish.split(';').map((part) => part.trim());
    const weight = options.find((option) => option.startsWith('q='))?.slice(2);
    return { language: ourLanguage(tag), weight: weight === undefined ? 1 : Number(weight) };
  });
  return wishes.filter(({ language, weight }) => language !== undefined && weight > 0).sort((a, b) => b.weight - a.weight)[0]?.language;
}

/** Portuguese of any country reads Brazilian Portuguese. */
function ourLanguage(tag: string): Language | undefined {
  const [language] = tag.toLowerCase().split('-');
  if (language === 'pt') return 'pt-BR';
  return language === 'en' ? 'en' : undefined;
}
