import type { Page } from 'playwright-core';
import { storableText } from '../../src/server/lib/storable-text.ts';

/** What a text must not become in a page that shows it. */
const ACTIVE = 'script, iframe, frame, object, embed, img, video, audio, link, meta, base, style, math, marquee, template, noscript, animate, foreignObject';

/** Writes down what no text may make a page do: dialogs, and requests or frames elsewhere. @param isOwn tells the page's own addresses. */
export function watchPage(page: Page, isOwn: (url: string) => boolean): string[] {
  const trouble: string[] = [];
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => !isOwn(request.url()) && trouble.push(`request: ${request.url()}`));
  page.on('framenavigated', (frame) => !isOwn(frame.url()) && frame.url() !== 'about:blank' && trouble.push(`frame: ${frame.url()}`));
  return trouble;
}

/** What became of hostile texts in a part of a page: whether one ran, and which stand there as more than text. */
export async function hostileTraces(page: Page, inside = 'body'): Promise<{ hit: unknown; elements: string[] }> {
  const { hit, elements } = await page.evaluate<{ hit: unknown; elements: string[] }>(`({
    hit: window.hit,
    elements: [...document.querySelectorAll(${JSON.stringify(inside)})].flatMap((part) => [...part.querySelectorAll('*')])
      .filter((one) => one.matches(${JSON.stringify(ACTIVE)}) || [...one.attributes].some(({ name, value }) => name.startsWith('on') || (/^(href|src|action|data|xlink:href)$/.test(name) && /evil\\.example|^\\s*(javascript|vbscript|data|tg|slack):/i.test(value))))
      .map((one) => one.outerHTML.slice(0, 200)),
  })`);
  return { hit, elements };
}

/** Nothing ran, and nothing is more than text. */
export const harmless = { hit: undefined, elements: [] };

/** A text as the parsers of HTML hand it on: without NUL and halves of pairs, each end of line one. */
export function asShown(text: string): string {
  return storableText(text).replace(/\r\n?/g, '\n');
}

/** How often each of the texts stands in a part of a page, by text; those that stand there often enough are left out. */
export async function tooRare(page: Page, texts: readonly string[], times = 1, inside = 'body'): Promise<[string, number][]> {
  // Node by node: two halves of a pair that come to stand side by side are no character.
  const nodes = await page.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(inside)})].flatMap((part) => {
    const found = [];
    for (const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT); walker.nextNode();) found.push(walker.currentNode.data);
    return found;
  })`);
  const shown = nodes.map(asShown).join('');
  return texts.map((text): [string, number] => [text, shown.split(asShown(text)).length - 1]).filter(([, n]) => n < times);
}
