import { tzOffset } from '@date-fns/tz';

/** The calendar day (YYYY-MM-DD) of an instant in a zone (IANA name). */
export function dayIn(timeZone: string, instant: Date): string {
  return new Date(instant.getTime() + tzOffset(timeZone, instant) * 60_000).toISOString().slice(0, 10);
}

/** Whether that names a zone whose days and hours can be told. */
export function isZone(name: string): boolean {
  try {
    // tzOffset would take any text with an offset in it, such as "America/Sao_Paulo-03".
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
