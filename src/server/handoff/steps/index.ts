import { z } from 'zod';
import { HandoffField } from '../../../../extensions/contracts/handoff.ts';
import { loadParts } from '../../platform/parts.ts';
import type { SaleSays } from '../playbooks/condition.ts';
import type { Words } from '../../platform/words.ts';

/** Something to be done while a leg holds the baton: one file of this folder each, called by its id. */
export interface Step {
  id: string;
  /** Id of the leg whose checklist it can stand on. */
  leg: string;
  label: Words;
  /** When it counts as done. */
  help: Words;
  /** True, or why the sale does without it. */
  appliesTo(sale: SaleSays): true | Words;
  /** What sales must have told for it. */
  required: readonly HandoffField[];
}

const words = (longest: number) => z.object({ 'pt-BR': z.string().min(1).max(longest), en: z.string().min(1).max(longest) });
const stepShape = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  leg: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  label: words(80),
  help: words(300),
  appliesTo: z.function(),
  required: z.array(HandoffField),
});

/** All steps, by id. @throws StartFault naming a file that is no step. */
export function loadSteps(): Promise<ReadonlyMap<string, Step>> {
  return loadParts<Step>(new URL('./', import.meta.url), stepShape);
}
