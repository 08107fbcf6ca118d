import { useCallback, useEffect, useRef, useState } from 'react';

export type Loaded<T> = { phase: 'loading' } | { phase: 'failed'; message: string; status: number } | { phase: 'ready'; value: T };

/**
 * Loads on the first show and whenever `key` changes. `reload` asks again and keeps what is shown meanwhile;
 * an answer that comes after a newer question is dropped.
 */
export function useLoaded<T>(key: string, load: () => Promise<T>): [Loaded<T>, () => void] {
  const [state, setState] = useState<Loaded<T>>({ phase: 'loading' });
  const asked = useRef(0);
  const loader = useRef(load);
  loader.current = load;

  const ask = useCallback(async () => {
    const mine = ++asked.current;
    try {
      const value = await loader.current();
      if (mine === asked.current) setState({ phase: 'ready', value });
    } catch (error) {
      if (mine !== asked.current) return;
      const status = (error as { status?: number }).status ?? 0;
      setState({ phase: 'failed', message: error instanceof Error ? error.message : String(error), status });
    }
  }, []);

  useEffect(() => void ask(), [ask, key]);
  return [state, useCallback(() => void ask(), [ask])];
}
