import { describe, expect, it } from 'vitest';
import { askedLanguage } from '../../src/server/http/asked-language.ts';

const asked = (accept: string | undefined, lang?: unknown) => askedLanguage({ query: { lang }, headers: { 'accept-language': accept } });

describe('the language of an answer', () => {
  it.each([
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt-BR'],
    ['pt', 'pt-BR'],
    ['PT-br', 'pt-BR'],
    ['en-US,en;q=0.9,pt;q=0.8', 'en'],
    ['en;q=0.5, pt-PT;q=0.7', 'pt-BR'],
    ['fr, de;q=0.9, pt;q=0.1', 'pt-BR'],
    ['pt;q=0, *', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    [';;q=,', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('of Accept-Language %o is %s', (accept, language) => {
    expect(asked(accept)).toBe(language);
  });

  it('is what ?lang= says, where that is one of ours', () => {
    expect(asked('en', 'pt-BR')).toBe('pt-BR');
    expect(asked('pt-BR', 'en')).toBe('en');
    expect(asked('pt-BR', 'fr')).toBe('pt-BR');
    expect(asked('pt-BR', ['en'])).toBe('pt-BR');
  });
});
