import type { Frequency } from '../../../extensions/contracts/bulletin.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import { html, type Html } from '../lib/html.ts';
import { chartsOf } from './charts.ts';
import type { Content } from './content.ts';
import { formatOf } from './format.ts';
import { pageWording } from './page-wording.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { Figure, Told } from './tell.ts';
import { LINK_DAYS } from './token.ts';
import { type Wording, wording } from './wording.ts';

/** The page of an issue. @param until when its link opens it. */
export function issuePage(told: Told, content: Content, { until, preferences, leave, test }: { until: Date; preferences: string; leave: string; test: boolean }): string {
  const words = wording[told.language];
  const format = formatOf({ language: told.language, timeZone: content.period.timeZone, currency: content.currency });
  return page(told.language, `${told.title} · ${told.days}`, html`
<header>
<p class="quiet">${told.account ?? 'Baton'}</p>
<h1>${test ? `[${words.test}] ${told.title}` : told.title}</h1>
<p class="days">${told.days}</p>
<p class="quiet small">${told.scope}<br>${told.asOf}</p>
${told.notice === null ? null : html`<p class="notice">${told.notice}</p>`}
</header>
<section class="grid" aria-label="${words.glance}">${told.figures.map(figure)}</section>
<div class="pair">${lookAt(told, words)}${causes(told, words)}</div>
<div class="pair">${chartsOf(content, words, format)}${moves(told, words)}</div>
<section class="card"><h2>${words.howToRead}</h2><ul class="list small">${told.howToRead.map((text) => html`<li>${text}</li>`)}</ul></section>
<footer><p>${words.expires(String(LINK_DAYS), format.day(until))}</p><p class="actions"><a href="${preferences}">${words.preferences}</a> · <a href="${leave}">${words.unsubscribe}</a></p></footer>`);
}

function figure({ label, value, note, lines, tone }: Figure): Html {
  return html`<section class="card"><h2 class="label">${label}</h2><p class="value">${value}</p><p class="small ${tone === 'neutral' ? 'quiet' : tone}">${note}</p>${lines.map((line) => html`<p class="small quiet">${line}</p>`)}</section>`;
}

function lookAt({ lookAt: all, lookAtTitle }: Told, words: Wording): Html {
  return html`<section class="card"><h2>${lookAtTitle}</h2>${all.length === 0
    ? html`<p class="quiet">${words.lookAtNone}</p>`
    : html`<ol class="list">${all.map(({ company, money, why }) => html`<li><strong>${company}</strong><br>${why}<br><span class="quiet small">${money}</span></li>`)}</ol>`}</section>`;
}

function causes({ causes: all }: Told, words: Wording): Html {
  if (all.length === 0) return html``;
  return html`<section class="card"><h2>${words.causes}</h2><table><tbody>${all.map(({ label, n }) => html`<tr><th scope="row">${label}</th><td class="number">${n}</td></tr>`)}</tbody></table></section>`;
}

function moves({ moves: all, movesNotes }: Told, words: Wording): Html {
  const notes = movesNotes.map((note) => html`<p class="quiet small">${note}</p>`);
  if (all.length === 0) return html`<section class="card"><h2>${words.moves}</h2><p class="quiet">${words.movesNone}</p>${notes}</section>`;
  return html`<section class="card"><h2>${words.moves}</h2><div class="scroll"><table><thead><tr><th scope="col">${words.company}</th><th scope="col">${words.move}</th><th scope="col" class="number">${words.revenue}</th></tr></thead>
<tbody>${all.map(({ company, move, money, tone }) => html`<tr><th scope="row">${company}</th><td class="${tone}">${move}</td><td class="number">${money}</td></tr>`)}</tbody></table></div>${notes}</section>`;
}

/** Why a link opens nothing, and how one gets another: it tells nobody's data, not even whether there was any. */
export function closedPage(language: Language): string {
  return message(language, pageWording[language].closed, html``);
}

/** Asks whether the reader wants no more of them; only the button changes anything. */
export function leavePage(language: Language, email: string): string {
  const words = pageWording[language];
  return message(language, words.leave(email), html`<form method="post"><button type="submit" name="leave" value="1">${words.leaveButton}</button></form>`);
}

/** Says that no more come. */
export function leftPage(language: Language): string {
  return message(language, pageWording[language].left, html``);
}

/** What a reader may change. */
export interface Preferences {
  frequency: Frequency;
  language: Language;
}

const FREQUENCIES: readonly Frequency[] = ['daily', 'weekly', 'monthly'];
const LANGUAGES: readonly Language[] = ['pt-BR', 'en'];

/** Lets a reader choose; what they chose is shown before it counts. */
export function preferencesPage(language: Language, now: Preferences): string {
  const words = pageWording[language];
  const option = (value: string, text: string, chosen: boolean) => (chosen ? html`<option value="${value}" selected>${text}</option>` : html`<option value="${value}">${text}</option>`);
  return message(language, words.preferences, html`<form method="post">
<label>${words.frequency}<select name="frequency">${FREQUENCIES.map((one) => option(one, words.frequencies[one], one === now.frequency))}</select></label>
<label>${words.language}<select name="language">${LANGUAGES.map((one) => option(one, words.languages[one], one === now.language))}</select></label>
<button type="submit">${words.next}</button></form>`);
}

/** Shows what will change, and asks once more. */
export function confirmPage(language: Language, chosen: Preferences): string {
  const words = pageWording[language];
  return message(language, words.confirm(words.frequencies[chosen.frequency], words.languages[chosen.language]), html`<form method="post">
<input type="hidden" name="frequency" value="${chosen.frequency}"><input type="hidden" name="language" value="${chosen.language}"><input type="hidden" name="confirm" value="1">
<button type="submit">${words.confirmButton}</button></form>`);
}

/** Says what was changed. @param next when the next bulletin comes. */
export function changedPage(language: Language, next: string): string {
  return message(language, pageWording[language].changed(next), html``);
}

function message(language: Language, { title, text }: { title: string; text: string }, rest: Html): string {
  return page(language, title, html`<section class="card message"><h1>${title}</h1><p>${text}</p>${rest}</section>`);
}

function page(language: Language, title: string, body: Html): string {
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${title}</title><style>${{ html: PAGE_STYLE }}</style></head>
<body><main>${body}</main></body>
</html>`.html;
}
