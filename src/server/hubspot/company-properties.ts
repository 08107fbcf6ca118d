import { PropertyList } from './answers.ts';
import { listProperties } from './api.ts';
import { demand, type Gateway, orNull } from './gateway.ts';
import { GROUP } from './property-schema.ts';

/** A property of companies that tells one kind from another. */
export interface CompanyProperty {
  name: string;
  label: string;
  /** What it can hold; empty: any text. */
  options: { value: string; label: string }[];
}

/** Dates and numbers tell no kinds. */
const KINDS = new Set(['enumeration', 'bool', 'string']);
const MOST_PROPERTIES = 1_000;

/** Makes the way to read which properties an account's companies have, by name, without Baton's own: one call, while somebody waits. null: HubSpot does not tell now. */
export function companyProperties({ gateway }: { gateway: Gateway }) {
  return async function readProperties(portalId: number): Promise<CompanyProperty[] | null> {
    const read = async () => demand(await gateway.call(portalId, listProperties('companies'), { lane: 'interactive', onForbidden: 'tell' }), PropertyList).results;
    const properties = await orNull(read());
    return properties && properties
      .filter(({ type, hidden, groupName }) => KINDS.has(type) && !hidden && groupName !== GROUP.name)
      .map(({ name, label, options }) => ({ name, label: label || name, options: options.filter(({ value }) => value !== '').map((one) => ({ value: one.value, label: one.label || one.value })) }))
      .sort((one, other) => one.label.localeCompare(other.label))
      .slice(0, MOST_PROPERTIES);
  };
}
