/** What the browser remembers between visits; the address wins over it. */
import type { PageLanguage } from './words.ts';

function recall(key: string): string | null {
  return new URLSearchParams(location.search).get(key) ?? localStorage.getItem(`sandbox-portal-${key}`);
}

function keep(key: string, value: string): void {
  localStorage.setItem(`sandbox-portal-${key}`, value);
}

/** The language of the address, else of the last visit; null on a first one. */
export function rememberedLanguage(): PageLanguage | null {
  const language = recall('lang')?.toLowerCase();
  if (!language) return null;
  return language.startsWith('pt') ? 'pt-BR' : 'en';
}

/** The user id of the address, else of the last visit; null on a first one. */
export function rememberedUser(): number | null {
  const id = Number(recall('user'));
  return Number.isInteger(id) && id > 0 ? id : null;
}

/** Remembers the language for the next visit. */
export function keepLanguage(language: PageLanguage): void {
  keep('lang', language);
}

/** Remembers the user for the next visit. */
export function keepUser(id: number): void {
  keep('user', String(id));
}
