import { z } from 'zod';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { FormField } from '../../../extensions/contracts/sources.ts';
import type { Words } from './words.ts';

/** A field of a part's settings, described as data so that a form can be drawn from it. */
export interface SettingField {
  id: string;
  label: Words;
  /** What to enter, in a sentence. */
  hint?: Words | undefined;
  /** A secret is never shown again; left empty it stays as it is. */
  input: FormField['input'];
  /** Of a choice the values, of a mapping the keys it may have (absent: any). */
  choices?: readonly { value: string; label: Words }[] | undefined;
  required?: boolean | undefined;
}

export const words = z.object({ 'pt-BR': z.string().min(1).max(300), en: z.string().min(1).max(300) });

/** What the fields of a part must look like. */
export const settingFields = z.array(
  z.object({
    id: z.string().min(1).max(60),
    label: words,
    hint: words.optional(),
    input: z.enum(['text', 'choice', 'toggle', 'mapping', 'scales', 'secret']),
    choices: z.array(z.object({ value: z.string().max(60), label: words })).optional(),
    required: z.boolean().optional(),
  }),
);

/** The fields in the reader's language. */
export function formFields(fields: readonly SettingField[], language: Language): FormField[] {
  return fields.map(({ id, label, hint, input, choices, required }) => ({
    id,
    label: label[language],
    hint: hint?.[language] ?? null,
    input,
    choices: choices?.map((choice) => ({ value: choice.value, label: choice.label[language] })) ?? null,
    required: required === true,
  }));
}
