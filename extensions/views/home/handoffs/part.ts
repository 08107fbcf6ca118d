import type { FigureDays } from '../../../contracts/home-handoffs.ts';
import type { HomeTools } from '../home-tools.ts';

/** What the tab is narrowed to; '' filters nothing. */
export interface Asked {
  /** Those on which the reader is named. */
  mine: '' | 'mine';
  leg: string;
  state: string;
  /** The page's mark; '' for the first. */
  after: string;
  days: FigureDays;
}

/** What both parts of the tab get. */
export interface PartProps {
  asked: Asked;
  /** Narrows it otherwise; a list begins at its first page again. */
  ask: (changes: Partial<Asked>) => void;
  tools: HomeTools;
}
