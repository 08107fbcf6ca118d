import { html, type Html } from '../lib/html.ts';
import type { Figure, Told, Tone } from './tell.ts';
import { type Wording, wording } from './wording.ts';

/** What a mail says beside the figures. */
export interface Envelope {
  viewUrl: string;
  leaveUrl: string;
  preferencesUrl: string;
  /** How long the link opens the page, and until when. */
  linkDays: string;
  expires: string;
  addedBy: string;
  addedOn: string;
  reason: string;
  test: boolean;
}

const FONT = `font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`;
const INK = '#1c2733';
const QUIET = '#5a6876';
const LINE = '#e3e7ec';
const TONES: Record<Tone, string> = { good: '#0b6b53', bad: '#a32b1f', neutral: QUIET };

/** For programs that know it: narrow screens stack, dark ones turn. Everything reads without it. */
const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:520px){.cell{display:block!important;width:100%!important;box-sizing:border-box}.pad{padding-left:18px!important;padding-right:18px!important}}
@media (prefers-color-scheme:dark){
body,.out{background:#12181f!important}.card{background:#1b232c!important;border-color:#2d3843!important}
.ink{color:#edf1f5!important}.quiet{color:#a9b5c1!important}.line{border-color:#2d3843!important}
.good{color:#63d3b0!important}.bad{color:#ff9d90!important}.button{background:#2c8f79!important}.link{color:#7fd1c0!important}}`;

/** The mail as HTML: tables, no picture, nothing loaded; every text escaped. */
export function mailHtml(told: Told, envelope: Envelope): string {
  const words = wording[told.language];
  const title = envelope.test ? `[${words.test}] ${told.title}` : told.title;
  const body = html`<!doctype html>
<html lang="${told.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${words.subject(title, told.days)}</title><style>${{ html: STYLE }}</style></head>
<body style="margin:0;padding:0;background:#f3f5f7">
<div style="display:none;max-height:0;overflow:hidden">${told.figures.slice(0, 3).map((one) => `${one.label} ${one.value}`).join(' · ')}</div>
<table role="presentation" class="out" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f5f7"><tr><td align="center" style="padding:24px 10px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:620px;background:#ffffff;border:1px solid ${LINE};border-radius:10px">
<tr><td class="pad" style="padding:28px 32px 8px">
<p class="quiet" style="margin:0 0 4px;${FONT};font-size:13px;line-height:1.5;color:${QUIET}">${told.account ?? 'Baton'}</p>
<h1 class="ink" style="margin:0;${FONT};font-size:24px;line-height:1.25;font-weight:600;color:${INK}">${title}</h1>
<p class="ink" style="margin:4px 0 0;${FONT};font-size:16px;line-height:1.5;color:${INK}">${told.days}</p>
<p class="quiet" style="margin:6px 0 0;${FONT};font-size:13px;line-height:1.5;color:${QUIET}">${told.scope}<br>${told.asOf}</p>
${told.notice === null ? null : paragraph(told.notice, 'ink', INK, '14px 0 0')}
</td></tr>
<tr><td class="pad" style="padding:10px 32px 6px">${figures(told.figures)}</td></tr>
<tr><td class="pad" style="padding:10px 32px 18px"><a class="button" href="${envelope.viewUrl}" style="display:inline-block;padding:11px 20px;border-radius:6px;background:#0b6b5d;color:#ffffff;text-decoration:none;${FONT};font-size:15px;font-weight:600">${words.open}</a></td></tr>
<tr><td class="pad" style="padding:6px 32px 10px">${accounts(told, words)}${moves(told, words)}${causes(told, words)}</td></tr>
<tr><td class="pad line" style="padding:16px 32px 24px;border-top:1px solid ${LINE}">
${paragraph(words.why(envelope.addedBy, envelope.addedOn), 'quiet', QUIET, '0', 13)}
${envelope.reason === '' ? null : paragraph(words.reason(envelope.reason), 'quiet', QUIET, '4px 0 0', 13)}
${paragraph(words.expires(envelope.linkDays, envelope.expires), 'quiet', QUIET, '8px 0 0', 13)}
<p style="margin:10px 0 0;${FONT};font-size:13px;line-height:1.6">${link(envelope.preferencesUrl, words.preferences)} &nbsp; ${link(envelope.leaveUrl, words.unsubscribe)}</p>
</td></tr>
</table>
</td></tr></table>
</body>
</html>`;
  return body.html;
}

function paragraph(text: string, shade: 'ink' | 'quiet', color: string, margin: string, size = 15): Html {
  return html`<p class="${shade}" style="margin:${margin};${FONT};font-size:${size}px;line-height:1.5;color:${color}">${text}</p>`;
}

function link(url: string, text: string): Html {
  return html`<a class="link" href="${url}" style="color:#0b6b5d">${text}</a>`;
}

function heading(text: string): Html {
  return html`<h2 class="ink" style="margin:16px 0 6px;${FONT};font-size:17px;line-height:1.3;font-weight:600;color:${INK}">${text}</h2>`;
}

/** Two in a row; one under the other where it is narrow. */
function figures(all: readonly Figure[]): Html {
  const rows = Array.from({ length: Math.ceil(all.length / 2) }, (_, index) => all.slice(index * 2, index * 2 + 2));
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows.map((row) => html`<tr>${row.map((one) => figure(one, row.length === 1))}</tr>`)}</table>`;
}

function figure({ label, value, note, lines, tone }: Figure, alone: boolean): Html {
  return html`<td class="cell line" ${{ html: alone ? 'colspan="2"' : 'width="50%"' }} valign="top" style="padding:12px 12px 12px 0;border-top:1px solid ${LINE}">
<p class="quiet" style="margin:0;${FONT};font-size:13px;line-height:1.4;color:${QUIET}">${label}</p>
<p class="ink" style="margin:2px 0;${FONT};font-size:26px;line-height:1.2;font-weight:600;color:${INK}">${value}</p>
<p class="${tone === 'neutral' ? 'quiet' : tone}" style="margin:0;${FONT};font-size:13px;line-height:1.45;color:${TONES[tone]}">${note}</p>
${lines.map((line) => html`<p class="quiet" style="margin:3px 0 0;${FONT};font-size:13px;line-height:1.45;color:${QUIET}">${line}</p>`)}</td>`;
}

function accounts({ lookAt, lookAtTitle }: Told, words: Wording): Html {
  if (lookAt.length === 0) return html`${heading(lookAtTitle)}${paragraph(words.lookAtNone, 'quiet', QUIET, '0', 14)}`;
  return html`${heading(lookAtTitle)}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${lookAt.map(
    ({ company, money, why }) => html`<tr><td class="line" style="padding:9px 0;border-top:1px solid ${LINE}">
${paragraph(company, 'ink', INK, '0', 15)}${paragraph(`${why} ${money}.`, 'quiet', QUIET, '2px 0 0', 14)}</td></tr>`)}</table>`;
}

function moves({ moves: all, movesNotes }: Told, words: Wording): Html {
  if (all.length === 0) return html`${heading(words.moves)}${[words.movesNone, ...movesNotes].map((note) => paragraph(note, 'quiet', QUIET, '0', 14))}`;
  const head = (text: string, align: 'left' | 'right') => html`<th class="quiet" align="${align}" style="padding:4px 0;${FONT};font-size:12px;font-weight:400;color:${QUIET}">${text}</th>`;
  const cell = (text: string, align: 'left' | 'right', tone: Tone | 'ink') =>
    html`<td class="line ${tone === 'neutral' ? 'quiet' : tone}" align="${align}" style="padding:7px ${align === 'right' ? '0' : '8px'} 7px 0;border-top:1px solid ${LINE};${FONT};font-size:14px;line-height:1.4;color:${tone === 'ink' ? INK : TONES[tone]}">${text}</td>`;
  return html`${heading(words.moves)}<table width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${head(words.company, 'left')}${head(words.move, 'left')}${head(words.revenue, 'right')}</tr>${all.map(
    ({ company, move, money, tone }) => html`<tr>${cell(company, 'left', 'ink')}${cell(move, 'left', tone)}${cell(money, 'right', 'ink')}</tr>`)}</table>${movesNotes.map((note) => paragraph(note, 'quiet', QUIET, '4px 0 0', 13))}`;
}

function causes({ causes: all }: Told, words: Wording): Html {
  if (all.length === 0) return html``;
  return html`${heading(words.causes)}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${all.map(
    ({ label, n }) => html`<tr><td class="ink line" style="padding:7px 0;border-top:1px solid ${LINE};${FONT};font-size:14px;color:${INK}">${label}</td><td class="ink line" align="right" style="padding:7px 0;border-top:1px solid ${LINE};${FONT};font-size:14px;color:${INK}">${n}</td></tr>`)}</table>`;
}

/** The same as plain text. */
export function mailText(told: Told, envelope: Envelope): string {
  const words = wording[told.language];
  const block = (title: string, lines: readonly string[]) => [title, ...lines.map((line) => `  ${line}`)].join('\n');
  return [
    [told.account ?? 'Baton', `${envelope.test ? `[${words.test}] ` : ''}${told.title}`, told.days, told.scope, told.asOf].join('\n'),
    ...(told.notice === null ? [] : [told.notice]),
    block(words.glance, told.figures.flatMap(({ label, value, note, lines }) => [`${label}: ${value}`, ...[note, ...lines].map((line) => `  ${line}`)])),
    `${words.open}:\n${envelope.viewUrl}`,
    block(told.lookAtTitle, told.lookAt.length === 0 ? [words.lookAtNone] : told.lookAt.flatMap(({ company, money, why }) => [oneLine(company), `  ${why} ${money}.`])),
    block(words.moves, [...(told.moves.length === 0 ? [words.movesNone] : told.moves.map(({ company, move, money }) => `${oneLine(company)}: ${move}, ${money}`)), ...told.movesNotes]),
    ...(told.causes.length === 0 ? [] : [block(words.causes, told.causes.map(({ label, n }) => `${oneLine(label)}: ${n}`))]),
    [words.why(envelope.addedBy, envelope.addedOn), ...(envelope.reason === '' ? [] : [words.reason(oneLine(envelope.reason))]), words.expires(envelope.linkDays, envelope.expires)].join('\n'),
    `${words.preferences}:\n${envelope.preferencesUrl}`,
    `${words.unsubscribe}:\n${envelope.leaveUrl}`,
  ].join('\n\n').concat('\n');
}

/** What people named, without line breaks that would look like our own. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
