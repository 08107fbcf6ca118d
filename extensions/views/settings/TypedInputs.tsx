import { useState } from 'react';
import { Input, TextArea } from '@hubspot/ui-extensions';
import type { MOST_DAYS as MostDays } from '../../contracts/playbooks.ts';
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

// The contract's number: it can be no other, because the type says so.
const MOST_DAYS: typeof MostDays = 250;

/** Whether a playbook can be kept with so many days. */
export function isDays(days: number, least: number): boolean {
  return days >= least && days <= MOST_DAYS;
}

/** A whole number of days, nothing for none; one that cannot be kept says what can. */
export function DaysText({ label, name, readOnly, value, least, wrong, onValue }: TypedProps<number> & { least: number; wrong: (least: string, most: string) => string }) {
  const [text, setText] = useState(String(value));
  const isWrong = !isDays(value, least);
  function type(typed: string) {
    setText(typed);
    onValue(/^\d{0,4}$/.test(typed.trim()) ? Number(typed) : -1);
  }
  return <Input label={label} name={name} readOnly={readOnly} value={text} error={isWrong} {...(isWrong && { validationMessage: wrong(String(least), String(MOST_DAYS)) })} onInput={type} />;
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
