import { escapeHtml } from '../lib/rich-text.ts';
import { mailButton, mailDocument, mailFacts, mailHeading, mailLink, mailQuote, mailRow, mailTone } from './mail-layout.ts';
import type { Mail, Message } from './message.ts';
import { fitting, headline, toldWords, toneOf } from './told.ts';

/** Mail programs cut off what is longer (Gmail at 102 kB). */
const LONGEST_HTML = 95_000;

/** Messages as a mail, in the language of the first: HTML, the same as text, and a subject that says what happened. */
export function mailOf(messages: readonly [Message, ...Message[]]): Mail {
  return fitting(messages, (shown, leftOut) => written(shown, headline(messages), leftOut), ({ html }) => Buffer.byteLength(html) <= LONGEST_HTML);
}

function written(shown: readonly Message[], subject: string, leftOut: number): Mail {
  const { language } = shown[0]!;
  const more = leftOut === 0 ? [] : [toldWords(language).more(leftOut)];
  const reasons = [...new Set(shown.map(({ reason }) => reason).filter((reason) => reason !== ''))];
  return {
    language, subject,
    html: mailDocument({
      language,
      title: subject,
      preview: previewOf(shown[0]!),
      body: [...shown.map((message, index) => sectionOf(message, shown.length === 1 ? 1 : 2, index > 0)), ...more.map((text) => mailRow(escapeHtml(text)))].join('\n'),
      footer: reasons.map(escapeHtml).join('<br>'),
    }),
    text: `${[...shown.map(textOf), ...more, ...reasons.map((reason) => `-- \n${reason}`)].join('\n\n')}\n`,
    unsubscribeUrl: null,
  };
}

function previewOf({ quote, lead, facts }: Message): string {
  return (quote ?? lead)?.slice(0, 120) ?? facts.map(({ label, value }) => `${label}: ${value}`).join(' · ').slice(0, 120);
}

function sectionOf(message: Message, level: 1 | 2, follows: boolean): string {
  const { title, tone, lead, facts, quote, links } = message;
  const [first, ...others] = links;
  const line = follows ? '<div class="line" style="border-top:1px solid #dbe3ea;margin:6px 0 18px"></div>' : '';
  return [
    mailRow(`${line}${mailTone(tone, toneOf(message))}${mailHeading(level, title)}`),
    ...(lead === null ? [] : [mailRow(escapeHtml(lead), '8px 32px 0')]),
    ...(facts.length === 0 ? [] : [mailRow(mailFacts(facts))]),
    ...(quote === null ? [] : [mailRow(mailQuote(quote))]),
    ...(first === undefined ? [] : [mailRow(mailButton(first), '20px 32px 6px')]),
    ...(others.length === 0 ? [] : [mailRow(others.map(mailLink).join(' &nbsp;·&nbsp; '), '4px 32px 6px')]),
    mailRow('', '0 32px 10px'),
  ].join('\n');
}

function textOf(message: Message): string {
  const { title, lead, facts, quote, links } = message;
  return [
    `${toneOf(message)}\n${title}`,
    lead ?? '',
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    quote === null ? '' : quote.split('\n').map((line) => `> ${line}`).join('\n'),
    links.map(({ label, url }) => `${label}: ${new URL(url).href}`).join('\n'),
  ].filter((part) => part !== '').join('\n\n');
}
