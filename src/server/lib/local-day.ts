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

/**
 * The instant (epoch ms) at which clocks of a zone read a time, given as if it were UTC: one that a clock change skips falls as much later as is skipped,
 * one that comes twice is the first.
 */
export function localInstant(asUtc: number, timeZone: string): number {
  const before = tzOffset(timeZone, new Date(asUtc - 86_400_000));
  const after = tzOffset(timeZone, new Date(asUtc + 86_400_000));
  if (before === after) return asUtc - before * 60_000;
  const early = asUtc - before * 60_000;
  if (tzOffset(timeZone, new Date(early)) === before) return early;
  const late = asUtc - after * 60_000;
  return tzOffset(timeZone, new Date(late)) === after ? late : early;
}
