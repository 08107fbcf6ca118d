/** Text for comparison where signs count ("A+" is not "A-"): no accents, lower case, no blanks at the ends. */
export function plainCase(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** Text for comparison: no accents, lower case, every run of other signs one blank, none at the ends. */
export function foldText(text: string): string {
  return plainCase(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
