/**
 * PostgreSQL array texts, for lists of thousands of values in one parameter: `unnest(${numberArray(ids)}::bigint[])`.
 * The driver's own conversion quotes and escapes each number.
 */
export function numberArray(values: readonly (number | null)[]): string {
  let text = '';
  for (const value of values) text += text === '' ? (value ?? 'NULL') : `,${value ?? 'NULL'}`;
  return `{${text}}`;
}

/** An array of texts, see numberArray; quotes and backslashes are escaped. */
export function textArray(values: readonly (string | null)[]): string {
  let text = '';
  for (const value of values) text += `${text === '' ? '' : ','}${value === null ? 'NULL' : quoted(value)}`;
  return `{${text}}`;
}

function quoted(text: string): string {
  return `"${text.includes('"') || text.includes('\\') ? text.replace(/["\\]/g, '\\$&') : text}"`;
}
