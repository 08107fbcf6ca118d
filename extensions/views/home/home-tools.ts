import type { HomeWording } from '../../wording/home.ts';
import type { Reader } from '../../wording/reader.ts';

/** What every tab of the home page gets. */
export interface HomeTools {
  reader: Reader;
  words: HomeWording;
  serverUrl: string;
}
