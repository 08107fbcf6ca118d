import { domainToUnicode } from 'node:url';
import { emailAddress } from './identity.ts';
import { foldText } from './text-match.ts';

/** True where a text names one of the addresses (as identity.ts writes them; in the text also as in URLs, JSON escapes and mails) or contact ids. */
export function mentions(text: string, person: { contactIds: readonly number[]; emails: readonly string[] }): boolean {
  const plain = unescaped(text);
  if (person.emails.some((email) => plain.includes(email) || plain.includes(inLetters(email)))) return true;
  return person.contactIds.some((id) => new RegExp(`(?<!\\d)${id}(?!\\d)`).test(plain));
}

/** An address with its domain in letters of its language, as people write it: ana@xn--ao-siap.com.br is ana@ação.com.br. */
function inLetters(email: string): string {
  const at = email.lastIndexOf('@') + 1;
  return email.slice(0, at) + domainToUnicode(email.slice(at));
}

/** The e-mail addresses in a text as identity.ts writes them, each once. */
export function addressesIn(text: string): string[] {
  const found = unescaped(text).match(/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,250}\.[\p{L}\p{N}]{2,63}/gu) ?? [];
  return [...new Set(found.flatMap((address) => emailAddress(address) ?? []))];
}

/** A name of one word names many people, and one of more words than this is looked for nowhere. */
const NAME_WORDS = { fewest: 2, most: 5 };

/** A person's whole name as namesIn writes it; undefined for one that would not be found by it. */
export function wholeName(name: string): string | undefined {
  const folded = foldText(name);
  const words = folded.split(' ').length;
  return words < NAME_WORDS.fewest || words > NAME_WORDS.most ? undefined : folded;
}

/** What may be a whole name in a text, without case and accents: every run of so many words, each once. */
export function namesIn(text: string): string[] {
  const names = text.split(/[\n,;:()|/]/).flatMap((part) => {
    const words = foldText(part).split(' ');
    return words.flatMap((_, at) => Array.from({ length: NAME_WORDS.most - 1 }, (__, more) => words.slice(at, at + NAME_WORDS.fewest + more)));
  });
  return [...new Set(names.filter((words) => words.length >= NAME_WORDS.fewest).map((words) => words.join(' ')))].filter((name) => !/\d/.test(name));
}

/** Lower case, with the escapes of URLs, JSON and mails that an address may hold taken back. */
function unescaped(text: string): string {
  return text.toLowerCase().replace(/%40|\\u0040|=40/g, '@').replace(/%2b|\\u002b|=2b/g, '+');
}

/** The value without the lines of its texts that hold one of the words, which are in lower case. */
export function withoutLines(value: unknown, words: readonly string[]): unknown {
  if (typeof value === 'string') return value.split('\n').filter((line) => !words.some((word) => line.toLowerCase().includes(word))).join('\n');
  if (Array.isArray(value)) return value.map((one) => withoutLines(one, words));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutLines(one, words)]));
  return value;
}
