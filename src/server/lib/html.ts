import { escapeHtml } from './rich-text.ts';

/** A piece of HTML that is safe as it stands. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | readonly Html[];

/** HTML from a template: what is put into it is escaped unless it is a piece of HTML itself; null is nothing. Attributes must stand in quotes. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.reduce((before, text, index) => before + written(parts[index - 1] ?? null) + text) };
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map((one) => one.html).join('');
}
