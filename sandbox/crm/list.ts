import type { CrmQuery, CrmRecord } from '../core.ts';

/** Compares two property values: numbers as numbers, the rest as text; absent last. */
export function compareValues(left: string | null | undefined, right: string | null | undefined): number {
  if (!left || !right) return left ? -1 : right ? 1 : 0;
  const numbers = Number(left) - Number(right);
  if (!Number.isNaN(numbers)) return numbers;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The portal page's lists: live records that match, sorted, one page of them. */
export function listRecords(records: readonly CrmRecord[], query: CrmQuery): { total: number; results: CrmRecord[] } {
  const text = query.text?.trim().toLowerCase() ?? '';
  const where = Object.entries(query.where ?? {});
  const matching = records.filter(
    (record) =>
      !record.archived &&
      where.every(([name, value]) => (record.properties[name] ?? null) === value) &&
      (text === '' || Object.values(record.properties).some((value) => value?.toLowerCase().includes(text))),
  );
  const { sortBy, descending, offset = 0, limit = 100 } = query;
  if (sortBy) {
    const direction = descending ? -1 : 1;
    matching.sort((left, right) => direction * compareValues(left.properties[sortBy], right.properties[sortBy]));
  }
  return { total: matching.length, results: matching.slice(offset, offset + limit) };
}
