import { StatusTag } from '@hubspot/ui-extensions';
import type { CaseState } from '../../contracts/cases.ts';
import type { CaseTools } from './case-tools.ts';

const looks = { new: 'danger', acknowledged: 'warning', answered: 'success', waiting: 'info', closed: 'default' } as const;

/** Where a case stands, in words and a colour. */
export function CaseStateTag({ state, tools }: { state: CaseState; tools: CaseTools }) {
  return <StatusTag variant={looks[state]}>{tools.words.states[state]}</StatusTag>;
}
