import type { HandoffsWording } from '../../../wording/home-handoffs.ts';
import type { Reader } from '../../../wording/reader.ts';

/** Business hours in words, whole ones: "12 h úteis". */
export function hoursText(hours: number, words: HandoffsWording, { format }: Reader): string {
  const whole = Math.floor(Math.abs(hours));
  return whole === 0 ? words.underHour : words.hours(format.number(whole), whole === 1);
}
