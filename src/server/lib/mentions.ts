import { domainToUnicode } from 'node:url';
import { emailAddress } from './identity.ts';

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

/** Lower case, with the escapes of URLs, JSON and mails that an address may hold taken back. */
function unescaped(text: string): string {
  return text.toLowerCase().replace(/%40|\\u0040|=40/g, '@').replace(/%2b|\\u002b|=2b/g, '+');
}
