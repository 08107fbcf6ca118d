/** The text as PostgreSQL takes it, in columns and in JSON: no NUL, and no half of a surrogate pair (a text cut inside an emoji). */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/** The value with every text in it, names of fields too, as storableText gives it. */
export function storableTexts<T>(value: T): T {
  if (typeof value === 'string') return storableText(value) as T;
  if (Array.isArray(value)) return value.map(storableTexts) as T;
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [storableText(name), storableTexts(one)])) as T;
  return value;
}
