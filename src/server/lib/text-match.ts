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

/** Below this share of pairs of letters in common, two texts are not alike. */
const LEAST_ALIKE = 0.5;

/** The texts most like one, best first, at most `limit`: by the pairs of letters they have in common (Dice's coefficient over folded text, at least 0.5). */
export function mostAlike(text: string, among: readonly string[], limit: number): string[] {
  const wanted = pairsOf(text);
  return among
    .map((one) => ({ one, alike: dice(wanted, pairsOf(one)) }))
    .filter(({ alike }) => alike >= LEAST_ALIKE)
    .sort((one, other) => other.alike - one.alike)
    .slice(0, limit)
    .map(({ one }) => one);
}

/** The pairs of signs next to each other, with blanks at both ends: beginnings and endings count, and a single letter has pairs. */
function pairsOf(text: string): Set<string> {
  const padded = ` ${foldText(text)} `;
  return new Set(Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2)));
}

function dice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return (2 * [...one].filter((pair) => other.has(pair)).length) / (one.size + other.size);
}
