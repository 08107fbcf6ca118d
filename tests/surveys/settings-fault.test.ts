import { describe, expect, it } from 'vitest';
import { settingsUnfit } from '../../src/server/surveys/settings-fault.ts';
import { tell } from '../../src/server/surveys/wording.ts';
import { providers } from '../support/read-survey.ts';

/** What an administrator reads of settings that do not fit. */
function told(provider: string, settings: unknown, language: 'pt-BR' | 'en' = 'en'): string {
  const read = providers.get(provider)!.settingsShape.safeParse(settings);
  if (read.success) throw new Error('They fit.');
  return tell(settingsUnfit(read.error), language);
}

describe('settings that do not fit are told by setting', () => {
  it.each([
    ['csv', [], '"settings" must be an object with fields'],
    ['csv', { smell: 1 }, '"smell" is no known setting'],
    ['csv', { columns: { score: 5 } }, '"columns.score" must be a text'],
    ['csv', { columns: { score: '' } }, '"columns.score" is too small: at least 1'],
    ['csv', { type: 'x'.repeat(301) }, '"type" is too large: at most 300'],
    ['csv', { dateOrder: 'ymd' }, '"dateOrder" must be one of: dmy, mdy'],
    ['csv', { scales: { nps: { min: 0.5, max: 10 } } }, '"scales.nps.min" must be a whole number'],
    ['csv', { scales: { nps: { min: 0, max: 10, reversed: 'yes' } } }, '"scales.nps.reversed" must be true or false'],
    ['csv', { timeZone: 'Brasília' }, '"timeZone" is no time zone: write it like America/Sao_Paulo'],
    ['csv', { excludedDomains: 'acme.com' }, '"excludedDomains" must be a list'],
    ['webhook', { list: 'a..b' }, '"list" is no path: write it like data.answers[0].value'],
    ['webhook', { fields: { score: 'a..b' } }, '"fields.score" is no path: write it like data.answers[0].value'],
    ['webhook', { fields: { score: 7 } }, '"fields.score" has a value that does not fit'],
  ])('%s %j', (provider, settings, fault) => {
    expect(told(provider, settings)).toBe(`The source's settings do not fit: ${fault}.`);
  });

  it('all of them in one sentence, in the reader\'s language', () => {
    expect(told('csv', { smell: 1, dateOrder: 'ymd' }, 'pt-BR')).toBe(
      'As configurações da fonte não servem: "dateOrder" deve ser um destes: dmy, mdy; "smell" não é uma configuração conhecida.',
    );
  });
});
