import { HandoffField, KickOffSection, LONGEST_TEXT } from '../../../extensions/contracts/handoff.ts';
import { type Versioned, versionOf, write } from './versions.ts';

/** Where Baton found what it filled in. */
export type Source = 'deal' | 'line-items' | 'contacts';

/** One field as it stands; `typed` by a person, else prefilled from the CRM. */
export interface Filled extends Versioned {
  text: string;
  typed: boolean;
  /** Of what is prefilled. */
  from?: readonly Source[];
}

export type Form = Readonly<Partial<Record<HandoffField, Filled>>>;

/** A point of the kick-off: text, or why it does not apply. */
export interface Point extends Versioned {
  text: string;
  notApplicable: string;
}

export type KickOff = Readonly<Partial<Record<KickOffSection, Point>>>;

/** What the CRM knows of a sale, for the fields it can fill. */
export interface SaleFacts {
  dealName: string | null;
  amount: string | null;
  closeDate: string | null;
  contacts: readonly { name: string; jobTitle: string | null; email: string | null }[];
  /** What was bought, a line each; none as long as it was not read. */
  items: readonly string[];
}

const MOST_CONTACTS = 12;
const MOST_ITEMS = 40;

/** Fills what the CRM knows and nobody has typed; what was prefilled before follows the CRM. */
export function prefill(form: Form, facts: SaleFacts, at: Date): Form {
  const filled = { ...form };
  for (const { field, parts } of knownOf(facts)) {
    const kept = form[field];
    const told = parts.filter((part) => part.text.trim() !== '');
    if (told.length === 0 || kept?.typed === true) continue;
    const text = told.map((part) => part.text).join('\n').slice(0, LONGEST_TEXT);
    const outcome = write<Pick<Filled, 'text' | 'typed'>>(kept, { text, typed: false }, { base: versionOf(kept), by: null, at });
    if ('written' in outcome) filled[field] = { ...outcome.written, from: told.map((part) => part.from) };
  }
  return filled;
}

function knownOf(facts: SaleFacts): { field: HandoffField; parts: { from: Source; text: string }[] }[] {
  return [
    { field: 'stakeholders', parts: [{ from: 'contacts', text: facts.contacts.slice(0, MOST_CONTACTS).map(personLine).join('\n') }] },
    { field: 'scope', parts: [{ from: 'deal', text: saleLine(facts) }, { from: 'line-items', text: facts.items.slice(0, MOST_ITEMS).join('\n') }] },
  ];
}

function personLine({ name, jobTitle, email }: SaleFacts['contacts'][number]): string {
  return [name, jobTitle, email].filter((part) => part !== null && part !== '').join(', ');
}

function saleLine({ dealName, amount, closeDate }: SaleFacts): string {
  return [dealName, amount, closeDate].filter((part) => part !== null && part !== '').join(', ');
}

/** The required fields that are empty, in the form's order. */
export function missingFields(form: Form, required: readonly HandoffField[]): HandoffField[] {
  return HandoffField.options.filter((field) => required.includes(field) && (form[field]?.text.trim() ?? '') === '');
}

/** Share of the required fields that are filled, 0 to 1; 1 where none is required. */
export function completenessOf(form: Form, required: readonly HandoffField[]): number {
  return required.length === 0 ? 1 : 1 - missingFields(form, required).length / required.length;
}

/** The points of the kick-off that are neither filled nor marked as not applicable with a reason. */
export function missingPoints(kickOff: KickOff): KickOffSection[] {
  return KickOffSection.options.filter((section) => {
    const point = kickOff[section];
    return (point?.text.trim() ?? '') === '' && (point?.notApplicable.trim() ?? '') === '';
  });
}

/** The lines of a text that say something, without the sign of a list in front. */
export function linesOf(text: string | undefined): string[] {
  return (text ?? '').split('\n').map((line) => line.replace(/^[-*•\s]+/, '').trim()).filter((line) => line !== '');
}

/** A promise that is followed up: from the handoff, one a line. */
export interface Expectation {
  id: string;
  text: string;
  status: 'open' | 'kept' | 'broken';
  planned: boolean;
}

const MOST_EXPECTATIONS = 50;
const LONGEST_EXPECTATION = 500;

/** The promises of a form as expectations; those already followed up keep how they stand, one taken out of the text goes. */
export function expectationsOf(form: Form, before: readonly Expectation[]): Expectation[] {
  const lines = linesOf(form.promises?.text).map((line) => line.slice(0, LONGEST_EXPECTATION));
  const texts = [...new Set(lines)].slice(0, MOST_EXPECTATIONS);
  return texts.map((text, index) => before.find((one) => one.text === text) ?? { id: `p${before.length + index + 1}`, text, status: 'open', planned: false });
}
