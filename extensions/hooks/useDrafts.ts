import { useState } from 'react';

/** A text as the server keeps it. */
export interface Kept<V> {
  value: V;
  version: number;
}

interface Draft<V> {
  value: V;
  /** The version that the writer saw. */
  base: number;
  /** The server has it. */
  safe: boolean;
}

/** What somebody types over texts that others may change at the same time, by the text's id. */
export function useDrafts<V extends object>() {
  const [drafts, setDrafts] = useState<Partial<Record<string, Draft<V>>>>({});
  const put = (id: string, draft: Draft<V>) => setDrafts((before) => ({ ...before, [id]: draft }));

  /** What stands in the field: what was typed here, until it is safe and a newer text of another one has come. */
  function shown(id: string, kept: Kept<V>): { value: V; base: number } {
    const mine = drafts[id];
    return mine && (!mine.safe || mine.base >= kept.version) ? mine : { value: kept.value, base: kept.version };
  }
  /** The server has this text as that version; what was typed after it was sent is not safe yet. */
  function saved(id: string, value: V, base: number) {
    setDrafts((before) => {
      const mine = before[id];
      return mine ? { ...before, [id]: { ...mine, base, safe: JSON.stringify(mine.value) === JSON.stringify(value) } } : before;
    });
  }
  return { shown, saved, change: (id: string, value: V, base: number) => put(id, { value, base, safe: false }), take: (id: string, value: V, base: number) => put(id, { value, base, safe: true }) };
}

export type Drafts<V extends object> = ReturnType<typeof useDrafts<V>>;
