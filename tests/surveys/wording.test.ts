import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBoth, saying, type Saying, tell, wording } from '../../src/server/surveys/wording.ts';
import { filesUnder } from '../support/source-tree.ts';

const codes = Object.entries(wording);
const paramsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!).sort();

describe('every sentence about survey intake', () => {
  it.each(codes)('%s: is there in both languages, which differ and use the same parameters', (_code, words) => {
    expect(Object.keys(words).sort()).toEqual(['en', 'pt-BR']);
    expect(words.en.trim()).not.toBe('');
    expect(words['pt-BR'].trim()).not.toBe('');
    expect(words['pt-BR']).not.toBe(words.en);
    expect(paramsOf(words['pt-BR'])).toEqual(paramsOf(words.en));
  });

  it('is said somewhere', () => {
    const said = filesUnder('src/server/surveys').filter((path) => !path.endsWith('wording.ts')).map((path) => readFileSync(path, 'utf8')).join('\n');
    expect(codes.map(([code]) => code).filter((code) => !said.includes(`'${code}'`))).toEqual([]);
  });

  it('shows all its parameters, and nothing of the pattern', () => {
    for (const [code, words] of codes) {
      const names = paramsOf(words.en);
      const params = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
      for (const told of Object.values(inBoth({ code: code as Saying['code'], params }))) {
        for (const name of names) expect(told).toContain(`<${name}>`);
        expect(told).not.toMatch(/[{}…]/);
      }
    }
  });
});

describe('telling', () => {
  it('writes numbers as the language does', () => {
    const said = saying('too-many-rows', { most: 200_000 });
    expect(tell(said, 'pt-BR')).toBe('O arquivo tem mais de 200.000 linhas: divida-o.');
    expect(tell(said, 'en')).toBe('The file has more than 200,000 rows: split it.');
  });

  it('puts sayings into a sentence in its language', () => {
    const said = saying('settings-unfit', { faults: [saying('setting-unknown', { setting: 'smell' }), saying('setting-zone', { setting: 'timeZone' })] });
    expect(tell(said, 'pt-BR')).toBe(
      'As configurações da fonte não servem: "smell" não é uma configuração conhecida; "timeZone" não é um fuso horário: escreva-o como America/Sao_Paulo.',
    );
  });

  it('takes a parameter for what it is, whatever signs it holds', () => {
    fc.assert(fc.property(fc.string(), (given) => {
      expect(tell(saying('unknown-type', { given, known: 'nps' }), 'en')).toBe(`The survey type "${given}" is unknown: known are nps.`);
    }));
    expect(tell(saying('unknown-type', { given: '{known}$&', known: 'nps' }), 'en')).toContain('"{known}$&"');
  });

  it('names the code of what another version of Baton stored', () => {
    for (const code of ['of-another-version', 'toString']) expect(tell({ code: code as 'blank', params: {} }, 'en')).toBe(code);
    expect(tell({ code: 'too-many-rows', params: {} }, 'en')).toBe('The file has more than … rows: split it.');
  });
});
