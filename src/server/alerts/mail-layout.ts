import type { Language } from '../../../extensions/contracts/envelope.ts';
import { escapeHtml } from '../lib/rich-text.ts';
import type { Message } from './message.ts';

/*
 * The look of Baton's mails: tables and inline styles, because mail programs know little else; no image, so that nothing is
 * asked for and nothing is missing; colours for a dark page by the reader's preference, as classes. What is put in must be
 * escaped already.
 */

const FONT = "font-family:'Segoe UI',Helvetica,Arial,sans-serif";

/** Colours by their part in the page, light and dark; each text keeps a contrast of 4.5 on what lies under it. */
const TONES: { [tone in Message['tone']]: { light: string; ground: string; dark: string; darkGround: string } } = {
  bad: { light: '#a3242a', ground: '#fdeceb', dark: '#ff9d96', darkGround: '#4a2224' },
  neutral: { light: '#33475b', ground: '#eaf0f6', dark: '#c3d2e0', darkGround: '#2f4154' },
  good: { light: '#0b6b53', ground: '#e3f6f0', dark: '#7fe0c0', darkGround: '#16453a' },
};

const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;width:100%;-webkit-text-size-adjust:100%}
a{color:#0b5fb0}
@media (max-width:480px){.outer{padding:0!important}.card{border-radius:0!important;border-left:0!important;border-right:0!important}.inner{padding-left:20px!important;padding-right:20px!important}.fact-label,.fact-value{display:block!important;width:auto!important;padding:0!important}.fact-value{padding-bottom:10px!important}.button a{display:block!important}}
@media (prefers-color-scheme:dark){body,.ground{background:#14202b!important}.card{background:#1e2d3b!important;border-color:#35485a!important}.ink{color:#f2f6fa!important}.quiet{color:#aebdcb!important}.line{border-color:#35485a!important}.quote{background:#263848!important;border-color:#5f7a93!important}.button td{background:#ff8f59!important}.button a{color:#1a1209!important}a.link{color:#7cc0ff!important}${Object.entries(TONES).map(([tone, { dark, darkGround }]) => `.tone-${tone}{color:${dark}!important;background:${darkGround}!important}`).join('')}}
`.trim();

/** A whole mail. @param preview what a list of mails shows beside the subject; `body` and `footer` are HTML. */
export function mailDocument({ language, title, preview, body, footer }: { language: Language; title: string; preview: string; body: string; footer: string }): string {
  // What follows the preview is kept out of it by spaces without width.
  const pad = '&#847;&zwnj;&nbsp;'.repeat(40);
  return `<!doctype html>
<html lang="${language}" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="x-apple-disable-message-reformatting"><meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body class="ground" style="margin:0;padding:0;background:#f1f5f8">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(preview)}${pad}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f1f5f8"><tr><td class="outer" align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:#ffffff;border:1px solid #dbe3ea;border-radius:10px;border-collapse:separate">
<tr><td class="inner quiet" style="padding:20px 32px 0;${FONT};font-size:13px;font-weight:600;letter-spacing:.02em;color:#5a6b7b">Baton</td></tr>
${body}
<tr><td class="inner" style="padding:8px 32px 24px"><div class="quiet line" style="border-top:1px solid #dbe3ea;padding-top:14px;${FONT};font-size:12px;line-height:18px;color:#5a6b7b">${footer}</div></td></tr>
</table></td></tr></table></body></html>
`;
}

/** A row of the card. @param html of its inside. */
export function mailRow(html: string, padding = '14px 32px 0'): string {
  return `<tr><td class="inner ink" style="padding:${padding};${FONT};font-size:15px;line-height:23px;color:#2b3c4d">${html}</td></tr>`;
}

/** How something is meant, in words; the colour only repeats it. */
export function mailTone(tone: Message['tone'], text: string): string {
  const { light, ground } = TONES[tone];
  return `<span class="tone-${tone}" style="display:inline-block;padding:3px 10px;border-radius:12px;${FONT};font-size:13px;line-height:18px;font-weight:600;color:${light};background:${ground}">${escapeHtml(text)}</span>`;
}

/** A heading: 1 of the mail, 2 of a part of it. */
export function mailHeading(level: 1 | 2, text: string): string {
  const size = level === 1 ? 'font-size:22px;line-height:29px' : 'font-size:18px;line-height:25px';
  return `<h${level} class="ink" style="margin:10px 0 0;${FONT};${size};font-weight:600;color:#1f2d3a;overflow-wrap:anywhere">${escapeHtml(text)}</h${level}>`;
}

/** Names and values; below each other where it is narrow. */
export function mailFacts(facts: Message['facts']): string {
  const rows = facts.map(({ label, value }) => `<tr><td class="fact-label quiet" valign="top" style="padding:4px 14px 4px 0;width:34%;${FONT};font-size:14px;line-height:21px;color:#5a6b7b">${escapeHtml(label)}</td><td class="fact-value ink" valign="top" style="padding:4px 0;${FONT};font-size:14px;line-height:21px;color:#2b3c4d;overflow-wrap:anywhere">${escapeHtml(value)}</td></tr>`);
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows.join('')}</table>`;
}

/** What somebody said, marked off from what Baton says. */
export function mailQuote(text: string): string {
  return `<blockquote class="quote ink" style="margin:0;padding:12px 16px;background:#f4f7fa;border-left:4px solid #99acc2;border-radius:4px;${FONT};font-size:15px;line-height:23px;color:#2b3c4d;overflow-wrap:anywhere">${escapeHtml(text).replaceAll('\n', '<br>')}</blockquote>`;
}

/** The one thing to do. */
export function mailButton({ label, url }: { label: string; url: string }): string {
  return `<table role="presentation" class="button" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="#c2410c" style="border-radius:6px;background:#c2410c"><a href="${escapeHtml(new URL(url).href)}" target="_blank" style="display:inline-block;padding:12px 22px;${FONT};font-size:15px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a></td></tr></table>`;
}

/** Another place to go to. */
export function mailLink({ label, url }: { label: string; url: string }): string {
  return `<a class="link" href="${escapeHtml(new URL(url).href)}" target="_blank" style="color:#0b5fb0">${escapeHtml(label)}</a>`;
}
