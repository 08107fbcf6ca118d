/** True where a text names one of the addresses (lower case; in the text also as in URLs, JSON escapes and mails) or contact ids. */
export function mentions(text: string, person: { contactIds: readonly number[]; emails: readonly string[] }): boolean {
  const plain = unescaped(text);
  if (person.emails.some((email) => plain.includes(email))) return true;
  return person.contactIds.some((id) => new RegExp(`(?<!\\d)${id}(?!\\d)`).test(plain));
}

/** The e-mail addresses in a text, lower case, each once. */
export function addressesIn(text: string): string[] {
  return [...new Set(unescaped(text).match(/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,250}\.[\p{L}\p{N}]{2,63}/gu) ?? [])];
}

/** Lower case, with the escapes of URLs, JSON and mails that an address may hold taken back. */
function unescaped(text: string): string {
  return text.toLowerCase().replace(/%40|\\u0040|=40/g, '@').replace(/%2b|\\u002b|=2b/g, '+');
}
