import type { CasesWording } from '../../wording/cases.ts';
import type { Reader } from '../../wording/reader.ts';

/** What every part of a case gets, on whichever page. */
export interface CaseTools {
  reader: Reader;
  words: CasesWording;
  serverUrl: string;
}
