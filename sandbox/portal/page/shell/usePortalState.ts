import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api, followChanges, type Change, type Session } from '../api.ts';
import { keepLanguage, keepUser, rememberedLanguage, rememberedUser } from './memory.ts';
import type { Portal, Toast } from './portal-context.ts';
import { changeQuery } from './route.ts';
import { WORDS, type PageLanguage } from './words.ts';

const TOAST_MS = 7000;
const CLOCK_MS = 30_000;

function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const lastId = useRef(0);
  const dropToast = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), []);
  const addToast = useCallback(
    (toast: Omit<Toast, 'id'>) => {
      const id = ++lastId.current;
      setToasts((all) => [...all.slice(-3), { ...toast, id }]);
      setTimeout(() => dropToast(id), TOAST_MS);
    },
    [dropToast],
  );
  return { toasts, addToast, dropToast };
}

/** One stream for the page; cards and lists listen to it. After a gap everything is taken as changed. */
function useChanges(): Portal['onChange'] {
  const listeners = useRef(new Set<(change: Change) => void>());
  useEffect(() => {
    const tell = (change: Change): void => {
      for (const listener of listeners.current) listener(change);
    };
    return followChanges(tell, () => tell({ objectType: '*', objectId: '*', properties: {}, kind: 'updated' }));
  }, []);
  return useCallback((listener) => {
    listeners.current.add(listener);
    return () => listeners.current.delete(listener);
  }, []);
}

function firstLanguage(session: Session, userId: number): PageLanguage {
  const locale = session.users.find((user) => user.id === userId)?.locale ?? 'pt-br';
  return rememberedLanguage() ?? (locale.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en');
}

function firstUser(session: Session): number {
  const remembered = rememberedUser();
  const known = session.users.find((user) => user.id === remembered) ?? session.users[0];
  return known?.id ?? 0;
}

const NOBODY = { id: 0, email: '', firstName: '', lastName: '', role: 'cs-rep', ownerId: '', locale: 'pt-br' } as const;

/** The page's state once the session is there. */
export function usePortalState(loaded: Session): { portal: Portal; toasts: Toast[]; dropToast: (id: number) => void } {
  const [now, setNow] = useState(loaded.now);
  const [userId, setUserId] = useState(() => firstUser(loaded));
  const [language, setLanguageState] = useState<PageLanguage>(() => firstLanguage(loaded, userId));
  const { toasts, addToast, dropToast } = useToasts();
  const onChange = useChanges();
  const [openings, setOpenings] = useState(0);

  useEffect(() => {
    const timer = setInterval(() => void api.session().then((session) => setNow(session.now)).catch(() => undefined), CLOCK_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${WORDS[language].product} · ${loaded.account.name}`;
    void api.setLocale(userId, language === 'pt-BR' ? 'pt-br' : 'en-us').catch(() => undefined);
  }, [language, userId, loaded.account.name]);

  const { timeZone, currency } = loaded.account;
  const region = useMemo(() => ({ language, timeZone, currency }), [language, timeZone, currency]);
  const portal = useMemo<Portal>(() => {
    const session = { ...loaded, now };
    const names = new Map(session.owners.map((owner) => [owner.id, owner.name]));
    return {
      session,
      user: session.users.find((user) => user.id === userId) ?? NOBODY,
      language,
      words: WORDS[language],
      region,
      setUser(id) {
        keepUser(id);
        changeQuery({ user: '' });
        setUserId(id);
      },
      setLanguage(next) {
        keepLanguage(next);
        changeQuery({ lang: '' });
        setLanguageState(next);
      },
      setNow,
      addToast,
      openings,
      reopenCards: () => setOpenings((count) => count + 1),
      onChange,
      ownerName: (ownerId) => names.get(ownerId ?? '') ?? '',
    };
  }, [loaded, now, userId, language, region, addToast, openings, onChange]);

  return { portal, toasts, dropToast };
}
