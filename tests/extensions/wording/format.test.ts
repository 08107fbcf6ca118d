import { describe, expect, it } from 'vitest';
import { createFormat, languageOf } from '../../../extensions/wording/format.ts';

describe('the reader decides the language', () => {
  it.each([
    ['pt-br', 'pt-BR'],
    ['pt_PT', 'pt-BR'],
    ['en-gb', 'en'],
    ['es', 'en'],
    [undefined, 'en'],
  ])('%s reads %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe('numbers and dates', () => {
  const brazil = createFormat('pt-br', 'America/Sao_Paulo');
  const britain = createFormat('en_GB', 'America/Sao_Paulo');

  it('writes a decimal comma in Brazil, a point in Britain', () => {
    expect(brazil.number(63.42, 1)).toBe('63,4');
    expect(britain.number(63.42, 1)).toBe('63.4');
  });

  it('always shows the sign of a change, and none for zero', () => {
    expect(britain.signed(4.2, 1)).toBe('+4.2');
    expect(britain.signed(-4.2, 1)).toBe('-4.2');
    expect(britain.signed(-0.01, 1)).toBe('0.0');
  });

  it('writes a share as a percentage', () => {
    expect(brazil.percent(0.853)).toBe('85%');
  });

  it('keeps calendar days as they are, whatever the zone', () => {
    expect(britain.day('2026-11-21')).toBe('21 Nov 2026');
    expect(brazil.month('2026-11')).toBe('nov/26');
    expect(britain.month('2026-11')).toBe('Nov ’26');
  });

  it('writes instants in the zone of the portal, not of the reader', () => {
    expect(britain.date('2026-11-18T02:30:00.000Z')).toBe('17 Nov 2026');
    expect(britain.instant('2026-11-21T13:30:00.000Z')).toContain('10:30');
  });

  it('survives a locale or zone it does not know', () => {
    expect(createFormat('not a locale', 'Mars/Olympus').date('2026-11-18T02:30:00.000Z')).toBe('Nov 18, 2026');
  });
});
