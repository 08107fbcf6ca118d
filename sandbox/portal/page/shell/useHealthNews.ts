import { useEffect, useRef } from 'react';
import type { RecordAnswer } from '../api.ts';
import { formatNumber, type Region } from '../format.ts';
import { usePortal } from './portal-context.ts';
import type { Words } from './words.ts';

/** What the app writes of a company, in the order in which news of it are told. */
const WATCHED = ['baton_health_score', 'baton_health_band', 'baton_nps', 'baton_nps_n'] as const;
type Watched = (typeof WATCHED)[number];

function written(name: Watched, value: string | null | undefined, words: Words, region: Region): string {
  if (!value) return '–';
  if (name === 'baton_health_band') return words.bands[value as keyof Words['bands']] ?? value;
  return formatNumber(Number(value), region);
}

/** Tells in a message what the app has changed on the company that is open: "Health 81 → 80 · NPS 44 → 38". */
export function useHealthNews(record: RecordAnswer | null): void {
  const { words, region, addToast } = usePortal();
  const last = useRef<RecordAnswer | null>(null);
  useEffect(() => {
    const before = last.current;
    last.current = record;
    if (!record || !before || before.id !== record.id) return;
    const changed = WATCHED.filter((name) => (before.properties[name] ?? '') !== (record.properties[name] ?? ''));
    if (changed.length === 0) return;
    const from = (name: Watched) => written(name, before.properties[name], words, region);
    const to = (name: Watched) => written(name, record.properties[name], words, region);
    addToast({ type: 'info', title: record.properties.name ?? '', message: changed.map((name) => `${words.news[name]}: ${from(name)} → ${to(name)}`).join(' · ') });
    // A change of language is no news: only the record is watched.
  }, [record]);
}
