import type { Format } from './format.ts';

type Way = Pick<Format, 'number'>;

/** The marks that part decimals and thousands in a reader's way of writing numbers. */
function marksOf(format: Way): { decimals: string; thousands: string } {
  return format.number(0.5, 1).includes(',') ? { decimals: ',', thousands: '.' } : { decimals: '.', thousands: ',' };
}

/** A number as its reader types it, without marks between thousands. */
export function asTyped(value: number, format: Way): string {
  return String(value).replace('.', marksOf(format).decimals);
}

/**
 * What somebody typed as a number, in their own way of writing it: "10.000,5" in Portuguese, "10,000.5" in English. null: nothing
 * was typed; NaN: it is no number, or may be two, such as "10,000" in Portuguese. So decimals have two digits at most.
 */
export function readTyped(typed: string, format: Way): number | null {
  const { decimals, thousands } = marksOf(format);
  const text = typed.replace(/\s/g, '');
  if (text === '') return null;
  const whole = `\\d+|[1-9]\\d{0,2}(?:\\${thousands}\\d{3})+`;
  if (!new RegExp(`^(?:${whole})(?:\\${decimals}\\d{1,2})?$`).test(text)) return NaN;
  return Number(text.replaceAll(thousands, '').replace(decimals, '.'));
}
