import type { CaseList, CaseScope } from '../../../contracts/cases.ts';
import type { AnswerClass } from '../../../contracts/nps.ts';
import type { HomeCasesWording } from '../../../wording/home-cases.ts';
import type { CaseTools } from '../../cases/case-tools.ts';
import type { HomeTools } from '../home-tools.ts';

/** What the inbox is narrowed to; '' filters nothing. */
export interface Asked {
  list: CaseList;
  scope: CaseScope;
  owner: string;
  class: '' | AnswerClass;
  /** The page's mark; '' for the first. */
  after: string;
}

/** What every part of the tab gets: the home page's own words, and those of cases. */
export interface PartProps {
  tools: HomeTools;
  panel: CaseTools;
  words: HomeCasesWording;
}
