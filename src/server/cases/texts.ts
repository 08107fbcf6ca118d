import { CasePlaceholder, type CaseTexts } from '../../../extensions/contracts/case-settings.ts';

/** How long an account's own texts may be before they are filled, in signs. */
export const MOST_SIGNS = { headline: 150, lead: 500 } as const satisfies Record<keyof CaseTexts, number>;

export type TextFault = { is: 'text-long'; part: keyof CaseTexts } | { is: 'unknown-placeholder'; name: string };

const PLACEHOLDERS: readonly string[] = CasePlaceholder.options;
const LONGEST_NAME = 40;

/** What is wrong with an account's own texts; undefined where nothing is. A brace that stands alone is a placeholder that was mistyped. */
export function textFault(texts: CaseTexts): TextFault | undefined {
  const parts = ['headline', 'lead'] as const;
  const long = parts.find((part) => texts[part].length > MOST_SIGNS[part]);
  if (long !== undefined) return { is: 'text-long', part: long };
  for (const part of parts) {
    const unknown = texts[part].match(/\{[^{}]*\}?|\}/g)?.find((found) => !found.endsWith('}') || !PLACEHOLDERS.includes(found.slice(1, -1)));
    if (unknown !== undefined) return { is: 'unknown-placeholder', name: unknown.trim().slice(0, LONGEST_NAME) };
  }
  return undefined;
}

/** A text with what its placeholders stand for, in one line. What is put in is not looked through for placeholders. */
export function fill(text: string, values: Readonly<Record<CasePlaceholder, string>>): string {
  const filled = text.replace(/\{([a-z]+)\}/g, (whole, name: string) => (PLACEHOLDERS.includes(name) ? values[name as CasePlaceholder] : whole));
  return filled.replace(/\s+/g, ' ').trim();
}
