import { createContext, useContext } from 'react';
import type { Session, SessionUser } from '../api.ts';
import type { Region } from '../format.ts';
import type { PageLanguage, Words } from './words.ts';
import type { Change } from '../api.ts';

export interface Toast {
  id: number;
  type: string;
  title?: string;
  message: string;
}

/** What every part of the page may use. */
export interface Portal {
  session: Session;
  user: SessionUser;
  language: PageLanguage;
  words: Words;
  region: Region;
  setUser(id: number): void;
  setLanguage(language: PageLanguage): void;
  setNow(now: string): void;
  addToast(toast: Omit<Toast, 'id'>): void;
  /** How often the cards were opened anew on this page. */
  openings: number;
  reopenCards(): void;
  /** Follows the changes of records; returns the function that stops it. */
  onChange(listener: (change: Change) => void): () => void;
  ownerName(ownerId: string | null | undefined): string;
}

export const PortalContext = createContext<Portal | null>(null);

/** The page's state; throws outside of the page. */
export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error('usePortal is called outside of the page.');
  return portal;
}
