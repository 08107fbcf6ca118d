import { createElement, Fragment, useMemo, type ReactNode } from 'react';

/** What of a note's HTML is drawn; other elements give only what stands in them, and these nothing. */
const DRAWN: Record<string, string> = {
  P: 'p', DIV: 'div', BR: 'br', B: 'strong', STRONG: 'strong', I: 'em', EM: 'em', U: 'u', S: 's', UL: 'ul', OL: 'ol', LI: 'li',
  BLOCKQUOTE: 'blockquote', CODE: 'code', PRE: 'pre', H1: 'h4', H2: 'h4', H3: 'h4', H4: 'h4', H5: 'h4', H6: 'h4',
};
const DROPPED = new Set(['SCRIPT', 'STYLE', 'IFRAME', 'OBJECT', 'EMBED', 'TEMPLATE', 'NOSCRIPT', 'TEXTAREA', 'TITLE', 'SVG', 'svg', 'MATH', 'math']);

/** The address of a link that may be followed: a web page or an e-mail. */
function safeAddress(element: Element): string | undefined {
  const address = element.getAttribute('href')?.trim() ?? '';
  return /^(https?:\/\/|mailto:)/i.test(address) ? address : undefined;
}

function drawn(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element) || DROPPED.has(node.tagName)) return null;
  const children = [...node.childNodes].map(drawn);
  const address = node.tagName === 'A' ? safeAddress(node) : undefined;
  if (address) return <a key={key} href={address} className="x-link" target="_blank" rel="noopener noreferrer">{children}</a>;
  const tag = DRAWN[node.tagName];
  if (!tag) return <Fragment key={key}>{children}</Fragment>;
  return tag === 'br' ? <br key={key} /> : createElement(tag, { key }, children);
}

/** A person's rich text, made anew of the few elements it may have: no attribute of the source but a link's address gets through. */
export function RichText({ html }: { html: string }) {
  // A parsed document of its own: nothing of it is loaded or run.
  const nodes = useMemo(() => [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].map(drawn), [html]);
  return <div className="p-rich">{nodes}</div>;
}
