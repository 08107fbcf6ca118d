import { useEffect, useState } from 'react';
import { OBJECT_TYPES, type ObjectType } from '../api.ts';

export interface Route {
  /** The app's home or settings page, what left the app, or a list or record. */
  page: 'home' | 'settings' | 'outbound' | 'objects';
  /** Below the page's own address, as an app's router reads it: `/` or `/review`. */
  inner: string;
  type: ObjectType;
  /** Absent on a list. */
  id: string | null;
  query: URLSearchParams;
}

const MOVED = 'portal-moved';

/** `/portal/companies/12?tab=x`, `/portal/home/review` or `/portal/settings` to its parts; anything unknown is the list of companies. */
export function readRoute(path: string, search: string): Route {
  const [type, id, ...rest] = path.replace(/^\/portal\/?/, '').split('/');
  const known = OBJECT_TYPES.find((one) => one === type);
  const page = type === 'home' || type === 'settings' || type === 'outbound' ? type : 'objects';
  const inner = `/${[id, ...rest].filter(Boolean).join('/')}`;
  return { page, inner, type: known ?? 'companies', id: (known && id && decodeURIComponent(id)) || null, query: new URLSearchParams(search) };
}

/** Moves to a path of this page without loading it anew. */
export function navigate(path: string): void {
  history.pushState(null, '', path);
  window.dispatchEvent(new Event(MOVED));
  window.scrollTo(0, 0);
}

/** Changes the query of the present address; an empty value removes its key. */
export function changeQuery(changes: Record<string, string>): void {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(changes)) {
    if (value) query.set(key, value);
    else query.delete(key);
  }
  const text = query.toString();
  history.replaceState(null, '', text ? `${location.pathname}?${text}` : location.pathname);
  window.dispatchEvent(new Event(MOVED));
}

/** The present address in parts; follows every move. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.pathname, location.search));
  useEffect(() => {
    const follow = (): void => setRoute(readRoute(location.pathname, location.search));
    window.addEventListener('popstate', follow);
    window.addEventListener(MOVED, follow);
    return () => {
      window.removeEventListener('popstate', follow);
      window.removeEventListener(MOVED, follow);
    };
  }, []);
  return route;
}
