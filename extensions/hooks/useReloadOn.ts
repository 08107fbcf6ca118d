import { useEffect, useRef } from 'react';

/** Asks again when a mark, such as of the watched CRM properties, changes from one known value to another (null: not known yet). */
export function useReloadOn(mark: string | null, reload: () => void): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (mark === null) return;
    if (last.current !== null && last.current !== mark) reload();
    last.current = mark;
  }, [mark]);
}
