import type { CausesView, TriedCauses } from '../../../extensions/contracts/causes.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import type { ClassCounts } from '../lib/statistics.ts';
import { labelOf } from './answer-causes.ts';
import type { Cause, Found } from './lexicon.ts';
import type { Lexicon } from './lexicon-store.ts';

interface Around {
  role: Role;
  language: Language;
  now: Date;
}

/** The tab "Causes": what is in use first, by how often it is meant; what is archived last. */
export function causesView(
  { causes, saved, revision, reading, readAt, outdated }: Lexicon,
  { counts, ...period }: CausesView['period'] & { counts: readonly ({ causeId: string } & ClassCounts)[] },
  { role, language, now }: Around,
): CausesView {
  const byCause = new Map(counts.map(({ causeId, ...answers }) => [causeId, answers]));
  const rows = causes.map((cause) => ({ ...cause, terms: [...cause.terms], label: labelOf(cause, language), answers: byCause.get(cause.id) ?? { promoters: 0, passives: 0, detractors: 0 } }));
  const sum = ({ promoters, passives, detractors }: ClassCounts) => promoters + passives + detractors;
  rows.sort((one, other) => Number(one.archived) - Number(other.archived) || sum(other.answers) - sum(one.answers) || one.label.localeCompare(other.label, language));
  return {
    ok: true,
    asOf: now.toISOString(),
    role, saved, revision, period,
    causes: rows,
    // Somebody who looks before the first reading has begun sees that there is none yet.
    reading: reading === null ? (outdated ? { read: 0, of: 0 } : null) : { read: reading.read, of: Math.max(reading.of, reading.read) },
    readAt: readAt?.toISOString() ?? null,
  };
}

/** What a try found. */
export function triedView(
  { causes, found, comments, before, after }: { causes: readonly Cause[]; found: readonly Found[]; comments: number; before: ReadonlyMap<string, number>; after: ReadonlyMap<string, number> }, language: Language,
): TriedCauses {
  const names = new Map(causes.map((cause) => [cause.id, labelOf(cause, language)]));
  const moved = causes.filter(({ id }) => before.get(id) !== after.get(id));
  return {
    ok: true,
    found: found.map(({ causeId, terms }) => ({ label: names.get(causeId)!, terms })),
    comments,
    moves: moved.map(({ id }) => ({ label: names.get(id)!, before: before.get(id) ?? 0, after: after.get(id) ?? 0 })),
  };
}

/** What the audit trail keeps of a change: each cause that is another one now, and the words that came and went. */
export function toldChange(before: readonly Cause[], after: readonly Cause[]): { before: object; after: object } {
  const was = new Map(before.map((cause) => [cause.id, cause]));
  const changed = after.filter((cause) => JSON.stringify(was.get(cause.id)) !== JSON.stringify(cause));
  const side = (of: (id: string) => Cause | undefined, other: (id: string) => Cause | undefined) =>
    Object.fromEntries(changed.flatMap(({ id }) => {
      const [here, there] = [of(id), other(id)];
      return here === undefined ? [] : [[id, { name: here.name, archived: here.archived, words: here.terms.filter((term) => !there?.terms.includes(term)) }]];
    }));
  const is = new Map(after.map((cause) => [cause.id, cause]));
  return { before: side((id) => was.get(id), (id) => is.get(id)), after: side((id) => is.get(id), (id) => was.get(id)) };
}
