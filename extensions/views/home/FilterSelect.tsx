import { Select } from '@hubspot/ui-extensions';
import type { Reader } from '../../wording/reader.ts';

/** A select takes no empty value for a choice. */
const everything = 'all';

interface FilterSelectProps {
  label: string;
  name: string;
  /** '' filters nothing. */
  value: string;
  /** What filtering nothing is called. */
  all: string;
  /** What can be filtered by, and how many there are of each where that is known. */
  choices: readonly { value: string; n?: number }[];
  nameOf: (value: string) => string;
  reader: Reader;
  onFilter: (value: string) => void;
}

/** Narrows a list to one choice. What was chosen can be seen also where nothing of it is left. */
export function FilterSelect({ value, all, choices, nameOf, reader, onFilter, ...field }: FilterSelectProps) {
  const listed = value === '' || choices.some((one) => one.value === value) ? choices : [...choices, { value, n: 0 }];
  const options = listed.map((one) => ({ value: one.value, label: one.n === undefined ? nameOf(one.value) : `${nameOf(one.value)} (${reader.format.number(one.n)})` }));
  return <Select {...field} value={value || everything} options={[{ value: everything, label: all }, ...options]} onChange={(chosen) => onFilter(chosen === everything ? '' : String(chosen))} />;
}
