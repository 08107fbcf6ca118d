import type { PropertyDefinition } from '../core.ts';
import type { ErrorDetail } from '../errors.ts';

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Null for what is no date; a day that its month does not have, which Date would move on, is none. */
function instant(text: string): Date | null {
  const date = new Date(/^-?\d+$/.test(text) ? Number(text) : text);
  if (Number.isNaN(date.getTime())) return null;
  return day.test(text) && date.toISOString().slice(0, 10) !== text ? null : date;
}

/**
 * A written value in the form HubSpot stores and returns (dates as YYYY-MM-DD, datetimes as ISO 8601,
 * empty text as null), or what is wrong with it.
 */
export function storedValue(definition: PropertyDefinition, value: string): { value: string | null } | ErrorDetail {
  if (value === '') return { value: null };
  const wrong = (code: string, message: string): ErrorDetail => ({
    message, code, context: { propertyName: [definition.name] },
  });
  if (definition.type === 'number') {
    return Number.isFinite(Number(value)) ? { value: value.trim() } : wrong('INVALID_NUMBER', `${value} was not a valid number.`);
  }
  if (definition.type === 'bool') {
    return value === 'true' || value === 'false' ? { value } : wrong('INVALID_BOOLEAN', `${value} was not true or false.`);
  }
  if (definition.type === 'datetime' || definition.type === 'date') {
    const date = instant(value);
    if (!date) return wrong('INVALID_DATE', `${value} was not a valid date.`);
    if (definition.type === 'datetime') return { value: date.toISOString() };
    if (!day.test(value) && date.getTime() % 86_400_000 !== 0) {
      return wrong('INVALID_DATE', `${value} is at ${date.toISOString()}, not midnight UTC.`);
    }
    return { value: date.toISOString().slice(0, 10) };
  }
  if (definition.type === 'enumeration' && definition.options.length > 0) {
    const values = definition.options.map((option) => option.value);
    const unknown = value.split(';').filter((part) => part !== '' && !values.includes(part));
    if (unknown.length > 0) {
      return wrong('INVALID_OPTION', `${unknown[0]} was not one of the allowed options: [${values.join(', ')}]`);
    }
  }
  return value.length <= 65_536 ? { value } : wrong('PROPERTY_VALUE_TOO_LONG', 'The value exceeds 65536 characters.');
}
