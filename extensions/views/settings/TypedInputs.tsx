import { useState } from 'react';
import { Input, TextArea } from '@hubspot/ui-extensions';
import type { LEAST_DAYS as LeastDays, MOST_DAYS as MostDays, PlaybookContent } from '../../contracts/playbooks.ts';
import { asTyped, readTyped } from '../../wording/typed-number.ts';
import type { PageTools } from './page-tools.ts';

interface TypedProps<V> {
  label: string;
  name: string;
  description?: string;
  readOnly: boolean;
  value: V;
  onValue: (value: V) => void;
}

/**
 * A number that may be absent: HubSpot's number input cannot be emptied again. What is typed stays as it is typed, and is NaN for
 * as long as it is not clear which number it is.
 */
export function NumberText({ label, name, readOnly, value, tools: { reader: { format }, words }, onValue }: TypedProps<number | null> & { tools: PageTools }) {
  const [text, setText] = useState(value === null ? '' : asTyped(value, format));
  const unclear = Number.isNaN(value);
  function type(typed: string) {
    setText(typed);
    onValue(readTyped(typed, format));
  }
  return <Input label={label} name={name} readOnly={readOnly} value={text} error={unclear} {...(unclear && { validationMessage: words.playbooks.unclearNumber(format.number(10_000.5, 2)) })} onInput={type} />;
}

// The contract's numbers: they can be no others, because the types say so.
const MOST_DAYS: typeof MostDays = 250;
const LEAST_DAYS: typeof LeastDays = { outreachDays: 0, firstValueDays: 1, lateDays: 1, silenceDays: 2 };

type DaysName = keyof typeof LEAST_DAYS;
/** The days that a playbook says, in the order in which they are asked for. */
export const daysNames = Object.keys(LEAST_DAYS) as DaysName[];

/** Whether a playbook can be kept with so many days. */
export function isDays(name: DaysName, content: PlaybookContent): boolean {
  return content[name] >= LEAST_DAYS[name] && content[name] <= MOST_DAYS;
}

interface DaysProps extends Pick<TypedProps<number>, 'readOnly' | 'onValue'> {
  name: DaysName;
  content: PlaybookContent;
  words: PageTools['words']['playbooks'];
}

/** A whole number of days, nothing for none; one that cannot be kept says what can. */
export function DaysText({ name, content, words, readOnly, onValue }: DaysProps) {
  const [text, setText] = useState(String(content[name]));
  const isWrong = !isDays(name, content);
  function type(typed: string) {
    setText(typed);
    onValue(/^\d{0,4}$/.test(typed.trim()) ? Number(typed) : -1);
  }
  return <Input label={words[name]} name={name} readOnly={readOnly} value={text} error={isWrong} {...(isWrong && { validationMessage: words.daysWrong(String(LEAST_DAYS[name]), String(MOST_DAYS)) })} onInput={type} />;
}

/** A name that may not be left empty. */
export function NameText({ label, name, readOnly, value, missing, onValue }: TypedProps<string> & { missing: string }) {
  const isMissing = value.trim() === '';
  return <Input label={label} name={name} required readOnly={readOnly} value={value} error={isMissing} {...(isMissing && { validationMessage: missing })} onInput={(text) => onValue(text.slice(0, 80))} />;
}

/** Several texts with commas between, or with `lines` one a line; each counts once. */
export function ListText({ label, name, description, readOnly, value, lines = false, longest, onValue }: TypedProps<string[]> & { lines?: boolean; longest: number }) {
  const [text, setText] = useState(value.join(lines ? '\n' : ', '));
  function type(typed: string) {
    setText(typed);
    const parts = typed.split(lines ? '\n' : ',').map((part) => part.trim().slice(0, longest));
    onValue([...new Set(parts.filter((part) => part !== ''))].slice(0, 20));
  }
  const props = { label, name, ...(description && { description }), readOnly, value: text, onInput: type };
  return lines ? <TextArea {...props} rows={2} /> : <Input {...props} />;
}
