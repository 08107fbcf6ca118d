import { MultiSelect, Select } from '@hubspot/ui-extensions';
import type { EscalationStep } from '../../../contracts/case-settings.ts';
import { ListText } from '../TypedInputs.tsx';
import { nameOf, type SectionProps } from './part.ts';

/** A select takes no empty value for a choice. */
const nobody = 'nobody';

interface ChoiceProps<V extends string> {
  label: string;
  name: string;
  description?: string;
  names: Readonly<Record<V, string>>;
  readOnly?: boolean;
}

/** One of what has a name. */
export function Choice<V extends string>({ names, onValue, ...field }: ChoiceProps<V> & { value: V; onValue: (value: V) => void }) {
  return <Select {...field} options={optionsOf(names)} onChange={(value) => onValue(value as V)} />;
}

/** Several of what has a name. */
export function Choices<V extends string>({ names, value, onValue, ...field }: ChoiceProps<V> & { value: readonly V[]; onValue: (value: V[]) => void }) {
  return <MultiSelect {...field} value={[...value]} options={optionsOf(names)} onChange={(chosen) => onValue(chosen as V[])} />;
}

function optionsOf(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}

/** One of the account's owners, or nobody. Who was chosen and owns nothing any more stays, by the id. */
export function PersonSelect({ label, name, value, view, words, readOnly, onPerson }: Pick<SectionProps, 'view' | 'words'> & { label: string; name: string; value: string | null; readOnly: boolean; onPerson: (id: string | null) => void }) {
  const known = view.owners.map(({ id }) => id);
  const ids = value === null || known.includes(value) ? known : [...known, value];
  return <Select label={label} name={name} readOnly={readOnly} value={value ?? nobody} options={[{ value: nobody, label: words.nobody }, ...ids.map((id) => ({ value: id, label: nameOf(view, id) }))]} onChange={(id) => onPerson(id === nobody ? null : String(id))} />;
}

/** Who of the team. */
export function ToSelect({ words, ...field }: Pick<SectionProps, 'words'> & { label: string; name: string; value: EscalationStep['to']; onValue: (to: EscalationStep['to']) => void }) {
  return <Choice {...field} names={words.to} />;
}

/** Segments: choices where HubSpot tells them, otherwise as they are typed. */
export function Segments({ value, view, settings, words, name, onValue }: Pick<SectionProps, 'view' | 'settings' | 'words'> & { name: string; value: string[]; onValue: (segments: string[]) => void }) {
  const options = view.properties?.find((one) => one.name === settings.segmentProperty)?.options ?? [];
  if (options.length === 0) return <ListText label={words.segments} name={name} description={words.any} readOnly={false} value={value} longest={200} onValue={onValue} />;
  return <Choices label={words.segments} name={name} description={words.any} names={Object.fromEntries([...value.map((one) => [one, one] as const), ...options.map((one) => [one.value, one.label] as const)])} value={value} onValue={onValue} />;
}
