import { useMemo, useState } from 'react';
import type { CaseView } from '../../contracts/cases.ts';

/** The cases of an answer, with what steps have made of them since: of each, what is newer. */
export function useCases(read: readonly CaseView[]) {
  const [made, setMade] = useState<Record<string, CaseView>>({});
  const cases = useMemo(() => read.map((one) => newer(made[one.id], one)), [read, made]);
  return { cases, put: (one: CaseView) => setMade((before) => ({ ...before, [one.id]: one })) };
}

function newer(made: CaseView | undefined, read: CaseView): CaseView {
  return made && made.revision > read.revision ? made : read;
}
