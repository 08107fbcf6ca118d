import type { HandoffField } from '../../../../extensions/contracts/handoff.ts';
import type { SaleNote } from './sale.ts';

/** What a note says that belongs into a field. */
export interface Material {
  field: HandoffField;
  noteId: string;
  /** ISO 8601: when the note was made. */
  at: string;
  text: string;
}

/** How sales reps head what they write, without accents, in Portuguese and English. */
const HEADINGS: readonly (readonly [HandoffField, RegExp])[] = [
  ['promises', /\b(promet\w*|promessas?|combinado|combinamos|promis\w+|agreed|commitments?)\b/],
  ['whyBought', /\b(por ?que|dor|dores|motivo|why|pains?)\b/],
  ['objective', /\b(objetivos?|metas?|resultado esperado|goals?|objectives?|outcomes?)\b/],
  ['risks', /\b(riscos?|cuidado|atencao|risks?|watch out)\b/],
  ['competitor', /\b(concorrentes?|concorrencia|competitors?|competition)\b/],
  ['scope', /\b(escopo|inclui|scope|included)\b/],
  ['stakeholders', /\b(quem decide|decisor\w*|envolvidos|pessoas|stakeholders?|decision makers?|champion)\b/],
];
const LONGEST_HEADING = 40;

/** The parts of notes whose heading names a field ("Risco: …", or a line of its own above its points), newest note first. */
export function materialOf(notes: readonly SaleNote[]): Material[] {
  return notes.flatMap(({ id, at, text }) => partsOf(text).map((part) => ({ ...part, noteId: id, at })));
}

function partsOf(text: string): { field: HandoffField; text: string }[] {
  const parts: { field: HandoffField; lines: string[]; open: boolean }[] = [];
  for (const line of text.split('\n')) {
    const point = /^-\s+(.*)$/.exec(line)?.[1];
    const last = parts.at(-1);
    if (point !== undefined && last?.open === true) {
      last.lines.push(point);
      continue;
    }
    if (last) last.open = false;
    const headed = headOf(line);
    if (headed) parts.push({ field: headed.field, lines: headed.rest === '' ? [] : [headed.rest], open: true });
  }
  return parts.filter(({ lines }) => lines.length > 0).map(({ field, lines }) => ({ field, text: lines.join('\n') }));
}

/** The field that a line's heading names, and what stands behind it. A heading is short and ends with a colon or the line. */
function headOf(line: string): { field: HandoffField; rest: string } | undefined {
  const colon = line.indexOf(':');
  const heading = colon < 0 ? line : line.slice(0, colon);
  if (heading.length > LONGEST_HEADING || line.startsWith('- ')) return undefined;
  const plain = heading.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const field = HEADINGS.find(([, words]) => words.test(plain))?.[0];
  return field && { field, rest: colon < 0 ? '' : line.slice(colon + 1).trim() };
}
