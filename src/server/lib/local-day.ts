import { tzOffset } from '@date-fns/tz';

/** The calendar day (YYYY-MM-DD) of an instant in a zone (IANA name). */
export function dayIn(timeZone: string, instant: Date): string {
  return new Date(instant.getTime() + tzOffset(timeZone, instant) * 60_000).toISOString().slice(0, 10);
}

/** Whether that names a zone whose days and hours can be told. */
export function isZone(name: string): boolean {
  return Number.isFinite(tzOffset(name, new Date(0)));
}
