import { useMemo, useState } from 'react';
import type { CaseView } from '../../contracts/cases.ts';

/** The cases of an answer, with what steps have made of them since: of each, what is newer. */
export function useCases(read: readonly CaseView[]) {
  const [made, setMade] = useState<Record<string, Made>>({});
  const cases = useMemo(() => read.map((one) => newer(made[one.id], one, read)), [read, made]);
  return { cases, put: (one: CaseView) => setMade((before) => ({ ...before, [one.id]: { one, over: read } })) };
}

interface Made {
  one: CaseView;
  /** What had been read when it was made. */
  over: readonly CaseView[];
}

/** Causes change without a step: what was made of the cases that are shown counts, until they are read again. */
function newer(made: Made | undefined, one: CaseView, read: readonly CaseView[]): CaseView {
  return made && (made.one.revision > one.revision || (made.over === read && made.one.revision === one.revision)) ? made.one : one;
}
