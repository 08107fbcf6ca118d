/** A day off: a national holiday, or `optional` where the government only closes its own offices. */
export interface NationalHoliday {
  /** YYYY-MM-DD. */
  day: string;
  id: 'new-year' | 'carnival-monday' | 'carnival-tuesday' | 'good-friday' | 'tiradentes' | 'labour-day' | 'corpus-christi' | 'independence' | 'aparecida' | 'all-souls' | 'republic' | 'black-awareness' | 'christmas';
  optional: boolean;
}

const DAY_MS = 86_400_000;
/** Law 662/1949 with its changes; 12 October by law 6,802/1980; 20 November by law 14,759/2023. */
const FIXED = [
  ['01-01', 'new-year'], ['04-21', 'tiradentes'], ['05-01', 'labour-day'], ['09-07', 'independence'], ['10-12', 'aparecida'],
  ['11-02', 'all-souls'], ['11-15', 'republic'], ['11-20', 'black-awareness'], ['12-25', 'christmas'],
] as const;
/** Days from Easter Sunday. */
const MOVABLE = [[-48, 'carnival-monday', true], [-47, 'carnival-tuesday', true], [-2, 'good-friday', false], [60, 'corpus-christi', true]] as const;
/** The first year in which 20 November is a national holiday. */
const BLACK_AWARENESS_FROM = 2024;

/** Brazil's national holidays of a year, and the days on which many firms close, in order; where two fall on one day, the fixed one. */
export function brazilHolidays(year: number): NationalHoliday[] {
  const fixed = FIXED.filter(([, id]) => id !== 'black-awareness' || year >= BLACK_AWARENESS_FROM).map(([day, id]): NationalHoliday => ({ day: `${year}-${day}`, id, optional: false }));
  const movable = MOVABLE.map(([days, id, optional]): NationalHoliday => ({ day: new Date(easterSunday(year) + days * DAY_MS).toISOString().slice(0, 10), id, optional }));
  const others = movable.filter((one) => !fixed.some((known) => known.day === one.day));
  return [...fixed, ...others].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Midnight UTC of Easter Sunday in the Gregorian calendar (the algorithm of Meeus, Jones and Butcher). */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const epact = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1);
}
