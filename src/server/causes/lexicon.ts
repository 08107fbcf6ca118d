import { type Word, wordsOf } from './words.ts';

/** Why somebody answered as they did, and the words by which it is known. */
export interface Cause {
  id: string;
  /** What the account calls it; null: what Baton does. */
  name: string | null;
  terms: readonly string[];
  /** It is looked for, shown and counted no more. */
  archived: boolean;
}

/** A cause that was found, with the terms that were. */
export interface Found {
  causeId: string;
  terms: string[];
}

/** Looks for causes in a text. */
export type Finder = (text: string) => Found[];

/** Why a term cannot be looked for: `light`: it says nothing by itself; `ending`: a `*` stands elsewhere than behind three letters of a word; `negation`: inside of it. */
export type TermFault = 'light' | 'ending' | 'negation';

interface TermWord {
  /** A beginning of a word, or its stem. */
  text: string;
  open: boolean;
}

interface Term {
  causeId: string;
  /** As it was written. */
  term: string;
  /** It begins with a negation, and is found where its words are negated. */
  negated: boolean;
  words: readonly TermWord[];
}

/** Enough of a word that not half of a language begins with it. */
const SHORTEST_BEGINNING = 3;
/** Stands for `*` while a term is read: a letter, which no word ends in. */
const OPEN = 'ꟸ';

/** What is wrong with a term; undefined where nothing is. */
export function termFault(term: string): TermFault | undefined {
  const read = readTerm(term);
  return 'fault' in read ? read.fault : undefined;
}

/** The words of a term, or why it cannot be looked for. */
function readTerm(term: string): { words: Word[] } | { fault: TermFault } {
  if (/\*/.test(term.replace(/[\p{L}\p{N}]\*(?=\s|$)/gu, ''))) return { fault: 'ending' };
  const words = wordsOf(openForms(term));
  if (words.length === 0) return { fault: 'light' };
  if (words.some(({ folded }) => folded.endsWith(OPEN) && folded.length <= SHORTEST_BEGINNING)) return { fault: 'ending' };
  return words.slice(1).every(({ follows }) => follows) ? { words } : { fault: 'negation' };
}

/**
 * Makes a finder of causes. A term is found as whole words, whatever their accents, case and number, with light words
 * ("muito", "the") between them; a word that ends in `*` stands for all that begin so. What is negated ("não é caro") is not
 * found, but by a term that begins with a negation itself ("não funciona"). Archived causes and terms that cannot be looked for are left out.
 */
export function finderOf(causes: readonly Cause[]): Finder {
  const terms = causes.filter(({ archived }) => !archived).flatMap((cause) => cause.terms.flatMap((term) => parse(cause.id, term)));
  const closed = groupBy(terms.filter(({ words }) => !words[0]!.open), ({ words }) => words[0]!.text);
  const open = groupBy(terms.filter(({ words }) => words[0]!.open), ({ words }) => words[0]!.text.slice(0, SHORTEST_BEGINNING));
  return (text) => {
    const words = wordsOf(text);
    const found = new Map<string, Set<string>>();
    words.forEach((word, at) => {
      for (const one of [...(closed.get(word.stem) ?? []), ...(open.get(word.folded.slice(0, SHORTEST_BEGINNING)) ?? [])]) {
        if (stands(one, words, at)) found.set(one.causeId, (found.get(one.causeId) ?? new Set()).add(one.term));
      }
    });
    return causes.flatMap(({ id }) => (found.has(id) ? [{ causeId: id, terms: [...found.get(id)!] }] : []));
  };
}

/** A term as it is looked for; none where it cannot be. */
function parse(causeId: string, term: string): Term[] {
  const read = readTerm(term);
  if ('fault' in read) return [];
  const words = read.words.map(({ folded, stem }) => (folded.endsWith(OPEN) ? { text: folded.slice(0, -1), open: true } : { text: stem, open: false }));
  return [{ causeId, term, negated: read.words[0]!.negated !== null, words }];
}

function openForms(term: string): string {
  return term.replaceAll('*', OPEN);
}

/** Whether a term stands at a word of a text. */
function stands({ negated, words: parts }: Term, words: readonly Word[], at: number): boolean {
  const first = words[at]!;
  if (negated ? first.negated !== 'direct' : first.negated !== null) return false;
  return parts.every((part, index) => {
    const word = words[at + index];
    return word !== undefined && (index === 0 || word.follows) && (part.open ? word.folded.startsWith(part.text) : word.stem === part.text);
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
