import { z } from 'zod';
import { loadParts } from '../../platform/parts.ts';
import type { SurveyType } from '../scales.ts';

const words = z.object({ 'pt-BR': z.string().min(1), en: z.string().min(1) });

/** What a file of this folder must export as `part`. */
const surveyTypeShape = z.object({
  id: z.enum(['nps', 'csat', 'ces', 'stars', 'likert']),
  label: words,
  anchors: z.object({ low: words, high: words }),
  scales: z
    .array(z.object({ min: z.int(), max: z.int(), topFrom: z.int(), bottomTo: z.int() }))
    .min(1)
    .refine((scales) => scales.every((s) => s.min <= s.bottomTo && s.bottomTo < s.topFrom && s.topFrom <= s.max), 'classes leave the scale'),
  kind: z.enum(['relational', 'transactional']),
});

/** The survey types by id. */
export function loadSurveyTypes(): Promise<ReadonlyMap<string, SurveyType>> {
  return loadParts<SurveyType>(new URL('.', import.meta.url), surveyTypeShape);
}
