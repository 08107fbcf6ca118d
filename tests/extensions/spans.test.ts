import { expect, it } from 'vitest';
import { businessSpan, clockSpan } from '../../extensions/views/cases/spans.ts';
import { casesWording } from '../../extensions/wording/cases.ts';
import { readerOf } from '../../extensions/wording/reader.ts';

const readers = (['pt-BR', 'en'] as const).map((lang) => ({ words: casesWording[lang], reader: readerOf({ user: { locale: lang }, portal: { timezone: 'UTC' } } as Parameters<typeof readerOf>[0]) }));
const MINUTE = 1 / 60;

it.each([
  [0, 'menos de 1 min útil', 'under a business minute'],
  [0.9 * MINUTE, 'menos de 1 min útil', 'under a business minute'],
  [1.5 * MINUTE, '1 min útil', '1 business minute'],
  [-0.5, '30 min úteis', '30 business minutes'],
  [1, '1 h útil', '1 business hour'],
  [4.25, '4,3 h úteis', '4.3 business hours'],
  [-40, '40 h úteis', '40 business hours'],
])('%f business hours: "%s", "%s"', (hours, ...told) => {
  expect(readers.map(({ words, reader }) => businessSpan(hours, words, reader))).toEqual(told);
});

it.each([
  ['2026-11-21T12:00:59Z', 'menos de 1 min', 'under a minute'],
  ['2026-11-21T12:01:00Z', '1 min', '1 minute'],
  ['2026-11-21T11:15:00Z', '45 min', '45 minutes'],
  ['2026-11-21T13:30:00Z', '1 h', '1 hour'],
  ['2026-11-23T11:00:00Z', '47 h', '47 hours'],
  ['2026-11-23T12:00:00Z', '2 dias', '2 days'],
])('from noon to %s on the wall: "%s", "%s"', (to, ...told) => {
  expect(readers.map(({ words, reader }) => clockSpan('2026-11-21T12:00:00Z', to, words, reader))).toEqual(told);
});
