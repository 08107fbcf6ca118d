import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Content, Message } from './message.ts';

/** Texts as every channel tells them, before its own escaping. */
export interface ToldWords {
  tones: { [tone in Message['tone']]: string };
  /** Several messages told together. */
  several: (count: number) => string;
  /** Messages that did not fit. */
  more: (count: number) => string;
}

const words: { [language in Language]: ToldWords } = {
  'pt-BR': {
    tones: { bad: 'Pede atenção', neutral: 'Para saber', good: 'Boa notícia' },
    several: (count) => `${count} avisos`,
    more: (count) => (count === 1 ? 'Há mais 1 aviso no Baton.' : `Há mais ${count} avisos no Baton.`),
  },
  en: {
    tones: { bad: 'Needs attention', neutral: 'For information', good: 'Good news' },
    several: (count) => `${count} alerts`,
    more: (count) => (count === 1 ? 'There is 1 more alert in Baton.' : `There are ${count} more alerts in Baton.`),
  },
};

/** Signs that differ in shape, for those who do not see the colour. */
const SIGNS: { [tone in Message['tone']]: string } = { bad: '▼', neutral: '◆', good: '▲' };

/** The words that channels add in a language. */
export function toldWords(language: Language): ToldWords {
  return words[language];
}

/** How a message is meant, as a sign and in words: `▼ Needs attention`. */
export function toneOf({ tone, language }: Pick<Message, 'tone' | 'language'>): string {
  return `${SIGNS[tone]} ${words[language].tones[tone]}`;
}

/** What a subject or a notification says in one line: of several messages how many, and the first. */
export function headline(messages: readonly [Message, ...Message[]]): string {
  const [first, ...others] = messages;
  const title = oneLine(first.title);
  return others.length === 0 ? title : `${words[first.language].several(messages.length)}: ${title}`;
}

/** The content as messages; a mail that is written already becomes its text under its subject. */
export function messagesOf(content: Content): readonly [Message, ...Message[]] {
  if (content.kind === 'messages') return content.messages;
  const { language, subject, text } = content.mail;
  return [{ language, title: subject, tone: 'neutral', lead: null, facts: [], quote: text, links: [], reason: '' }];
}

/** Without signs that are not seen and change what is: controls, and marks that turn the direction of what follows. Line breaks stay. */
export function visible(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ')
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/** The same in one line. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim();
}

/** Nobody is called by what somebody else wrote: an @ before a name is followed by a sign that is not seen. E-mail addresses stay. */
export function withoutMentions(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}._+-])@(?=[\p{L}\p{N}_])/gu, '@\u2060');
}

const graphemes = new Intl.Segmenter('pt-BR', { granularity: 'grapheme' });

/** At most so many UTF-16 units, cut at a word (else between two signs as people see them) with an ellipsis. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most < 1) return '';
  const space = text.slice(0, most).search(/\s\S*$/);
  if (space > most / 2) return `${text.slice(0, space).trimEnd()}…`;
  let end = 0;
  for (const { index } of graphemes.segment(text.slice(0, most + 40))) {
    if (index > most - 1) break;
    end = index;
  }
  return `${text.slice(0, end)}…`;
}

/** How much of each message is told, from all to the least. In UTF-16 units. */
const BREVITIES = [
  { title: 300, lead: 1_000, quote: 8_000, value: 1_000, facts: 20 },
  { title: 300, lead: 1_000, quote: 2_500, value: 600, facts: 12 },
  { title: 300, lead: 600, quote: 1_000, value: 300, facts: 12 },
  { title: 200, lead: 300, quote: 400, value: 200, facts: 8 },
  { title: 150, lead: 160, quote: 160, value: 100, facts: 6 },
  { title: 120, lead: 80, quote: 80, value: 60, facts: 4 },
];
type Brevity = (typeof BREVITIES)[number];

/** A message with its texts cleaned and cut; what each channel then escapes. */
function shortened(message: Message, { title, lead, quote, value, facts }: Brevity): Message {
  return {
    ...message,
    title: cut(oneLine(message.title), title),
    lead: message.lead === null || message.lead.trim() === '' ? null : cut(oneLine(message.lead), lead),
    facts: message.facts.slice(0, facts).map((fact) => ({ label: cut(oneLine(fact.label), 80), value: cut(oneLine(fact.value), value) })),
    quote: message.quote === null || message.quote.trim() === '' ? null : cut(visible(message.quote).trim(), quote),
    links: message.links.filter(({ url }) => isLink(url)).slice(0, 5).map(({ label, url }) => ({ label: cut(oneLine(label), 80), url })),
    reason: cut(oneLine(message.reason), 300),
  };
}

function isLink(url: string): boolean {
  return url.length <= 2_000 && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/**
 * Tells as much as a channel takes: first each message shorter, then fewer messages with a line that says how many are left out.
 * @param render the messages as the channel writes them, and how many are left out.
 */
export function fitting<T>(messages: readonly [Message, ...Message[]], render: (shown: Message[], leftOut: number) => T, fits: (rendered: T) => boolean): T {
  for (const brevity of BREVITIES) {
    const rendered = render(messages.map((message) => shortened(message, brevity)), 0);
    if (fits(rendered)) return rendered;
  }
  const least = messages.map((message) => shortened(message, BREVITIES.at(-1)!));
  let shown = least.length - 1;
  while (shown > 1 && !fits(render(least.slice(0, shown), least.length - shown))) shown -= 1;
  return render(least.slice(0, Math.max(shown, 1)), least.length - Math.max(shown, 1));
}
