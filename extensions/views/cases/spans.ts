import type { CasesWording } from '../../wording/cases.ts';
import type { Reader } from '../../wording/reader.ts';

/** Business hours in words: minutes below one hour, a decimal below ten. */
export function businessSpan(hours: number, words: CasesWording, { format }: Reader): string {
  const size = Math.abs(hours);
  const minutes = Math.floor(size * 60);
  if (minutes === 0) return words.underBusinessMinute;
  if (minutes < 60) return words.businessMinutes(format.number(minutes), minutes === 1);
  const told = size < 10 ? Math.round(size * 10) / 10 : Math.round(size);
  return words.hours(format.number(told, Number.isInteger(told) ? 0 : 1), told === 1);
}

/** The time between two instants on the clock on the wall: minutes, hours below two days, then days. */
export function clockSpan(from: string, to: string, words: CasesWording, { format }: Reader): string {
  const minutes = Math.floor(Math.abs(Date.parse(to) - Date.parse(from)) / 60_000);
  if (minutes === 0) return words.underMinute;
  if (minutes < 60) return words.minutes(format.number(minutes), minutes === 1);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return words.clockHours(format.number(hours), hours === 1);
  const days = Math.floor(hours / 24);
  return words.days(format.number(days), days === 1);
}
