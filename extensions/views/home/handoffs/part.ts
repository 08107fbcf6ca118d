import type { ReactNode } from 'react';
import type { HomeTools } from '../home-tools.ts';

/** Whose handoffs are meant: everybody's, or those on which the reader is named. */
export type Whose = '' | 'mine';

/** What both parts of the tab get. */
export interface PartProps {
  mine: Whose;
  /** Chooses whose handoffs are meant. */
  whose: ReactNode;
  tools: HomeTools;
}
