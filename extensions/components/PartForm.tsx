import { Button, Flex, Input, NumberInput, Select, Text, Toggle } from '@hubspot/ui-extensions';
import type { FormField } from '../contracts/settings.ts';

export type PartSettings = Record<string, unknown>;

export interface PartFormWords {
  add: (to: string) => string;
  addHint: string;
  remove: (what: string) => string;
  none: string;
  min: string;
  max: string;
}

interface PartFormProps {
  fields: readonly FormField[];
  values: PartSettings;
  words: PartFormWords;
  onChange: (values: PartSettings) => void;
}

/** Draws a part's settings from the server's description of its fields; a new kind of part needs no form of its own. */
export function PartForm({ fields, values, words, onChange }: PartFormProps) {
  function set(id: string, value: unknown) {
    const { [id]: _, ...rest } = values;
    onChange(isEmpty(value) ? rest : { ...rest, [id]: value });
  }
  return (
    <Flex direction="column" gap="sm">
      {fields.map((field) => (
        <PartField key={field.id} field={field} value={values[field.id]} words={words} onChange={(value) => set(field.id, value)} />
      ))}
    </Flex>
  );
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

interface PartFieldProps {
  field: FormField;
  value: unknown;
  words: PartFormWords;
  onChange: (value: unknown) => void;
}

function PartField({ field, value, words, onChange }: PartFieldProps) {
  const common = { label: field.label, name: field.id, required: field.required, ...(field.hint !== null && { description: field.hint }) };
  if (field.input === 'toggle') return <Toggle label={field.label} name={field.id} checked={value === true} onChange={onChange} />;
  if (field.input === 'choice') {
    const choices = [...(field.required ? [] : [{ value: '', label: words.none }]), ...(field.choices ?? [])];
    return <Select {...common} value={typeof value === 'string' ? value : ''} options={choices} onChange={onChange} />;
  }
  if (field.input === 'mapping') return <Rows field={field} value={value} words={words} onChange={onChange} draw={MappingRow} fresh="" />;
  if (field.input === 'scales') return <Rows field={field} value={value} words={words} onChange={onChange} draw={ScaleRow} fresh={{ min: 0, max: 10 }} />;
  return <Input {...common} {...(field.input === 'secret' && { type: 'password' as const })} value={textOf(value)} onChange={onChange} />;
}

/** A list that was set otherwise is shown with commas. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : '';
}

interface RowProps {
  name: string;
  value: unknown;
  words: PartFormWords;
  onChange: (value: unknown) => void;
}

/** A list of named values: each row has its name, its value and a button that takes it away. */
function Rows({ field, value, words, onChange, draw: Draw, fresh }: PartFieldProps & { draw: (props: RowProps) => JSX.Element; fresh: unknown }) {
  const rows = Object.entries(typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});
  const free = (field.choices ?? []).filter((choice) => !rows.some(([name]) => name === choice.value));
  const labelOf = (name: string) => field.choices?.find((choice) => choice.value === name)?.label ?? name;
  const put = (next: [string, unknown][]) => onChange(Object.fromEntries(next));
  const add = (name: string) => name.trim() !== '' && put([...rows.filter(([known]) => known !== name), [name.trim(), fresh]]);
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{field.label}</Text>
      {field.hint !== null && <Text variant="microcopy">{field.hint}</Text>}
      {rows.map(([name, one], index) => (
        <Flex key={name} direction="row" gap="sm" align="end">
          <Draw name={labelOf(name)} value={one} words={words} onChange={(next) => put(rows.map((row, at) => (at === index ? [name, next] : row)))} />
          <Button variant="transparent" size="xs" onClick={() => put(rows.filter((_, at) => at !== index))}>
            {words.remove(labelOf(name))}
          </Button>
        </Flex>
      ))}
      {field.choices === null ? (
        <Input key={rows.length} label={words.add(field.label)} name={`${field.id}-new`} description={words.addHint} onChange={add} />
      ) : (
        free.length > 0 && <Select key={rows.length} label={words.add(field.label)} name={`${field.id}-new`} options={free} onChange={(name) => add(String(name))} />
      )}
    </Flex>
  );
}

/** A path, a constant or a translation: what is no plain text is written as JSON. */
function MappingRow({ name, value, onChange }: RowProps) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return <Input label={name} name={`row-${name}`} value={text} onChange={(next) => onChange(readValue(next))} />;
}

function readValue(text: string): unknown {
  if (!text.trim().startsWith('{')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function ScaleRow({ name, value, words, onChange }: RowProps) {
  const scale = value as { min?: number; max?: number };
  return (
    <Flex direction="row" gap="xs" align="end">
      <NumberInput label={`${name}: ${words.min}`} name={`${name}-min`} value={scale.min ?? 0} onChange={(min) => onChange({ ...scale, min })} />
      <NumberInput label={`${name}: ${words.max}`} name={`${name}-max`} value={scale.max ?? 10} onChange={(max) => onChange({ ...scale, max })} />
    </Flex>
  );
}
