import type { HomeWording } from '../../wording/home.ts';
import type { Reader } from '../../wording/reader.ts';

/** What every tab of the home page gets. */
export interface HomeTools {
  reader: Reader;
  words: HomeWording;
  serverUrl: string;
}

/** What was done last, told above what is left to do. */
export interface Done {
  title: string;
  text: string;
  /** The record where it is seen now. */
  recordUrl?: string;
}
