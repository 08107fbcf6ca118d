/** The text as PostgreSQL takes it, in columns and in JSON: no NUL, and no half of a surrogate pair (a text cut inside an emoji). */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/[\ud800-\udfff]/gu, '\ufffd');
}
