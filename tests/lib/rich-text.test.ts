import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/server/lib/rich-text.ts';

describe('rich text as lines', () => {
  it.each([
    ['<p><strong>Risco:</strong> a TI só libera depois.</p>', 'Risco: a TI só libera depois.'],
    ['<p><strong>O que prometi</strong></p><ul><li>Integração em 45 dias</li><li>Duas turmas, <em>uma à noite</em></li></ul><p>Fim</p>', 'O que prometi\n- Integração em 45 dias\n- Duas turmas, uma à noite\nFim'],
    ['Linha um<br>linha&nbsp;dois<br/>R&amp;D &lt;3 &#233; &#x1F600;', 'Linha um\nlinha dois\nR&D <3 é 😀'],
    ['<style>p { color: red }</style><!-- <p>nada</p> --><p>\n  quebrado\n  no meio </p><script>alert(1)', 'quebrado no meio'],
    ['3 < 4 & 5 > 2', '3 < 4 & 5 > 2'],
    ['&unknown; &#0; &#xFFFFFF;', '&unknown; &#0; &#xFFFFFF;'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it('leaves no tag and no empty line, whatever stands between tags', () => {
    const words = fc.stringMatching(/^[a-zà-ú0-9 .,;!?-]{0,20}$/);
    const tag = fc.constantFrom('<p>', '</p>', '<br>', '<li>', '</li>', '<ul>', '</ul>', '<b class="x">', '</b>', '<div style="a:b">', '</div>', '<h2>', '</h2>');
    fc.assert(
      fc.property(fc.array(fc.oneof(words, tag)), (parts) => {
        const text = plainText(parts.join(''));
        expect(text).not.toMatch(/<|>|^\s|\s$|\n\n/);
        const letters = (of: string) => of.replace(/[\s-]/g, '');
        expect(letters(text)).toBe(letters(parts.filter((part) => !part.startsWith('<')).join('')));
      }),
    );
  });

  it('takes a time that grows with the text, also for tags that never end', () => {
    const started = performance.now();
    plainText('<p '.repeat(20_000));
    plainText('<!--'.repeat(20_000));
    plainText('<script>'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
