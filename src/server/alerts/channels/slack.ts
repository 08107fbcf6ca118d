import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { sentBy } from '../http-outcome.ts';
import type { Content, Message } from '../message.ts';
import { ruled } from '../setting-rule.ts';
import { cut, fitting, headline, messagesOf, oneLine, toldWords, toneOf, withoutMentions } from '../told.ts';

const HOST = 'hooks.slack.com';
const LONGEST_SECTION = 3_000;
const MOST_BLOCKS = 50;
/** Slack refuses messages of about 13,000 characters as a whole. */
const LONGEST_MESSAGE = 12_000;
const LONGEST_NOTICE = 300;

const settingsShape = z.strictObject({ url: ruled('slack-url', 500, /^https:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9]+\/[A-Za-z0-9]+\/[A-Za-z0-9]+$/) });

type Section = { type: 'section'; text: { type: 'mrkdwn'; text: string; verbatim: true } };
type Block = Section | { type: 'divider' } | { type: 'context'; elements: Section['text'][] };

/** What Slack is sent: blocks, and a line for the notification. Nothing in it is looked through for names, and no link is unfolded. */
export interface SlackMessage {
  text: string;
  blocks: Block[];
  parse: 'none';
  link_names: false;
  unfurl_links: false;
  unfurl_media: false;
}

/** The content as Slack shows it; at most 50 blocks of 3,000 characters, 12,000 in all. */
export function slackMessage(content: Content): SlackMessage {
  const messages = messagesOf(content);
  const text = cutEscaped(headline(messages), LONGEST_NOTICE);
  return fitting(
    messages,
    (shown, leftOut) => ({ text, blocks: blocksOf(shown, leftOut), parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false }),
    ({ blocks }) => blocks.length <= MOST_BLOCKS && JSON.stringify(blocks).length <= LONGEST_MESSAGE,
  );
}

function blocksOf(messages: readonly Message[], leftOut: number): Block[] {
  const blocks = messages.flatMap((message, index): Block[] => [...(index > 0 ? [{ type: 'divider' as const }] : []), ...blocksOfOne(message)]);
  return leftOut === 0 ? blocks : [...blocks, context(escaped(toldWords(messages[0]!.language).more(leftOut)))];
}

function blocksOfOne(message: Message): Block[] {
  const { title, lead, facts, quote, links, reason } = message;
  const shownFacts = facts.map(({ label, value }) => `*${escaped(unstyled(label))}:* ${cutEscaped(value, 600)}`).join('\n');
  const shownLinks = links.map(({ label, url }) => `<${escaped(new URL(url).href.replaceAll('|', '%7C'))}|${escaped(unstyled(label))}>`).join('   ');
  return [
    section(`*${escaped(unstyled(title))}*\n${escaped(toneOf(message))}${lead === null ? '' : `\n${cutEscaped(lead, 1_400)}`}`),
    ...(shownFacts === '' ? [] : [section(shownFacts)]),
    ...(quote === null ? [] : [section(cutEscaped(quote, LONGEST_SECTION - 500).split('\n').map((line) => `> ${line}`).join('\n'))]),
    ...(shownLinks === '' ? [] : [section(shownLinks)]),
    ...(reason === '' ? [] : [context(escaped(reason))]),
  ];
}

function section(text: string): Section {
  return { type: 'section', text: { type: 'mrkdwn', text: text.slice(0, LONGEST_SECTION), verbatim: true } };
}

function context(text: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

/** Slack's three signs of control; with them go its mentions (<!channel>, <@U1>) and links with another text. */
function escaped(text: string): string {
  return withoutMentions(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Escaped, and short enough then. */
function cutEscaped(text: string, most: number): string {
  for (let length = most; ; length = Math.floor(length * 0.8)) {
    const shown = escaped(cut(text, length));
    if (shown.length <= most) return shown;
  }
}

/** Signs that would end the bold type around a text. */
function unstyled(text: string): string {
  return oneLine(text).replaceAll('*', '∗').replaceAll('`', 'ˋ').replaceAll('_', 'ˍ').replaceAll('~', '∼');
}

/** A channel of Slack, by its incoming webhook. */
export const part: Channel<z.output<typeof settingsShape>> = {
  id: 'slack',
  label: { 'pt-BR': 'Slack', en: 'Slack' },
  reaches: 'place',
  addresses: null,
  settings: [
    {
      id: 'url', input: 'secret', required: true,
      label: { 'pt-BR': 'Endereço do webhook de entrada', en: 'Address of the incoming webhook' },
      hint: { 'pt-BR': 'No Slack: seu app, Incoming Webhooks, Add New Webhook. Começa com https://hooks.slack.com/services/.', en: 'In Slack: your app, Incoming Webhooks, Add New Webhook. It begins with https://hooks.slack.com/services/.' },
    },
  ],
  settingsShape,
  placeOf: () => HOST,
  cures: {
    gone: { 'pt-BR': 'O webhook foi apagado, ou o canal foi arquivado: adicione um novo webhook no seu app do Slack, informe o endereço aqui e teste.', en: "The webhook was deleted, or its channel archived: add a new webhook in your Slack app, enter its address here and test." },
    forbidden: { 'pt-BR': 'Um administrador do Slack restringe quem publica neste canal: peça que libere o app e teste.', en: 'A Slack admin restricts who may post to this channel: ask them to allow the app, and test.' },
  },
  async send({ content }, { url }, { post }) {
    const result = await post({ url, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(slackMessage(content)) });
    // Bodies are plain text: no_service, channel_is_archived, action_prohibited.
    return sentBy(result, { 401: { fault: 'login', disables: true }, 403: { fault: 'forbidden', disables: true }, 404: { fault: 'gone', disables: true }, 410: { fault: 'gone', disables: true } });
  },
};
