import type { CompanyPart, PlaybookContent } from '../../../../extensions/contracts/playbooks.ts';
import { mostAlike, plainCase } from '../../lib/text-match.ts';
import type { CompanyProperty } from '../questions.ts';

type Choice = CompanyPart['values'][number];

/** `unknown`: a property has no single choice that is called so; `close` are the labels most like it, best first. `untold`: HubSpot does not tell its choices now. */
export type ChoiceFault = { fault: 'unknown'; property: string; typed: string; close: string[] } | { fault: 'untold' };

const SHOWN_CLOSE = 3;
/** Of a choice's label as much is kept as a playbook takes. */
const LONGEST_LABEL = 200;

/** True where a playbook's conditions name values of company properties. */
export function asksOfCompany(content: PlaybookContent): boolean {
  return partsOf(content).some((part) => part.values.length > 0);
}

/**
 * The content with each value of a company property as the choice of HubSpot that it means, by its label or its internal
 * value. What was kept before and is gone in HubSpot stays until somebody takes it out.
 */
export function settleChoices(content: PlaybookContent, known: { before: PlaybookContent; properties: readonly CompanyProperty[] | null }): { content: PlaybookContent } | ChoiceFault {
  const kept = new Set(partsOf(known.before).flatMap(({ property, values }) => values.map(({ value }) => keyOf(property, value))));
  const settle = ({ property }: CompanyPart, given: Choice) => settled(known.properties, property, given) ?? (kept.has(keyOf(property, given.value)) ? given : undefined);
  for (const part of partsOf(content)) {
    const unknown = part.values.find((given) => settle(part, given) === undefined);
    if (unknown !== undefined) return faultOf(part, unknown, known.properties);
  }
  const settlePart = (part: CompanyPart): CompanyPart => ({ ...part, values: distinct(part.values.map((given) => settle(part, given)!)) });
  return { content: withParts(content, settlePart) };
}

/** undefined: HubSpot has no such choice, or does not tell. */
function settled(properties: readonly CompanyProperty[] | null, property: string, given: Choice): Choice | undefined {
  if (properties === null) return undefined;
  const options = optionsOf(properties, property);
  // Any text, or a property that is not among those which tell companies apart.
  if (options.length === 0) return given;
  const found = chosenOf(options, given);
  return found && { value: found.value, label: found.label.slice(0, LONGEST_LABEL) };
}

/** Whoever chooses sends the value with its label; whoever writes sends one text, and reads labels in HubSpot. */
function chosenOf(options: CompanyProperty['options'], { value, label }: Choice): Choice | undefined {
  const isChosen = value !== label;
  const byValue = options.find((one) => one.value === value);
  if (isChosen && byValue !== undefined) return byValue;
  return only(options, (one) => one.label.trim() === value) ?? only(options, (one) => plainCase(one.label) === plainCase(value)) ?? byValue ?? only(options, (one) => plainCase(one.value) === plainCase(value));
}

function only<T>(all: readonly T[], is: (one: T) => boolean): T | undefined {
  const found = all.filter(is);
  return found.length === 1 ? found[0] : undefined;
}

function faultOf({ property, label }: CompanyPart, { value }: Choice, properties: readonly CompanyProperty[] | null): ChoiceFault {
  if (properties === null) return { fault: 'untold' };
  return { fault: 'unknown', property: label, typed: value, close: mostAlike(value, optionsOf(properties, property).map((one) => one.label), SHOWN_CLOSE) };
}

function optionsOf(properties: readonly CompanyProperty[], name: string): CompanyProperty['options'] {
  return properties.find((one) => one.name === name)?.options ?? [];
}

function partsOf({ when, legs }: PlaybookContent): CompanyPart[] {
  return [when, ...legs.map((leg) => leg.onlyWith)].flatMap((condition) => condition?.company ?? []);
}

function withParts(content: PlaybookContent, change: (part: CompanyPart) => CompanyPart): PlaybookContent {
  const changed = <C extends PlaybookContent['when']>(condition: C): C => (condition.company === undefined ? condition : { ...condition, company: condition.company.map(change) });
  return { ...content, when: changed(content.when), legs: content.legs.map((leg) => ({ ...leg, onlyWith: leg.onlyWith && changed(leg.onlyWith) })) };
}

function distinct(choices: readonly Choice[]): Choice[] {
  return [...new Map(choices.map((one) => [one.value, one])).values()];
}

function keyOf(property: string, value: string): string {
  return `${property} ${value}`;
}
