import { z } from 'zod';
import type { EgressResult } from '../../platform/egress.ts';
import type { Channel, Sent } from '../channel.ts';
import { sentBy } from '../http-outcome.ts';
import type { Content, Message } from '../message.ts';
import { ruled } from '../setting-rule.ts';
import { fitting, messagesOf, toldWords, toneOf, withoutMentions } from '../told.ts';

const HOST = 'api.telegram.org';
/** In UTF-16 units, as people see the text: without tags, and each entity as the sign it stands for. */
const LONGEST_MESSAGE = 4_096;
const SECOND_MS = 1_000;

const settingsShape = z.strictObject({
  token: ruled('telegram-token', 100, /^\d{5,20}:[A-Za-z0-9_-]{30,60}$/),
  chatId: ruled('telegram-chat', 40, /^(-?\d{1,20}|@[A-Za-z][A-Za-z0-9_]{3,31})$/),
});
type Settings = z.output<typeof settingsShape>;

/** The content as Telegram's HTML; at most 4,096 UTF-16 units are seen of it. */
export function telegramText(content: Content): string {
  return fitting(
    messagesOf(content),
    (shown, leftOut) => [...shown.map(textOf), ...(leftOut === 0 ? [] : [escaped(toldWords(shown[0]!.language).more(leftOut))])].join('\n\n'),
    (text) => seen(text).length <= LONGEST_MESSAGE,
  );
}

/** What people see of a text in Telegram's HTML. */
export function seen(text: string): string {
  return text.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function textOf(message: Message): string {
  const { title, lead, facts, quote, links, reason } = message;
  return [
    `<b>${escaped(title)}</b>\n${escaped(toneOf(message))}`,
    lead === null ? '' : escaped(lead),
    facts.map(({ label, value }) => `<b>${escaped(label)}:</b> ${escaped(value)}`).join('\n'),
    quote === null ? '' : `<blockquote>${escaped(quote)}</blockquote>`,
    links.map(({ label, url }) => `<a href="${entities(new URL(url).href)}">${escaped(label)}</a>`).join(' · '),
    reason === '' ? '' : `<i>${escaped(reason)}</i>`,
  ].filter((part) => part !== '').join('\n');
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Neither names nor commands in what somebody wrote are to be pressed. */
function escaped(text: string): string {
  return entities(withoutMentions(text).replace(/(?<![\p{L}\p{N}/])\/(?=[A-Za-z])/gu, '/\u2060'));
}

const Answer = z.object({
  description: z.string().max(2_000).optional().catch(undefined),
  parameters: z.object({ retry_after: z.number().min(0).optional(), migrate_to_chat_id: z.number().int().optional() }).optional().catch(undefined),
});

function answerOf(body: string): z.output<typeof Answer> {
  try {
    return Answer.parse(JSON.parse(body));
  } catch {
    return {};
  }
}

/** A wrong token is 401, or 404 where it looks like none; 403: the bot was blocked or is no longer in the chat. */
function outcomeOf(result: EgressResult): Sent {
  const { description = '', parameters } = result.ok ? answerOf(result.body) : {};
  const gone = { fault: 'gone', disables: true } as const;
  const login = { fault: 'login', disables: true } as const;
  const sent = sentBy(result, { 400: /chat not found/i.test(description) ? gone : { fault: 'refused', disables: false }, 401: login, 403: gone, 404: login });
  if (sent.ok || sent.try === 'never' || parameters?.retry_after === undefined) return sent;
  return { ...sent, afterMs: parameters.retry_after * SECOND_MS };
}

/** A chat of Telegram, by a bot of the account. */
export const part: Channel<Settings> = {
  id: 'telegram',
  label: { 'pt-BR': 'Telegram', en: 'Telegram' },
  reaches: 'place',
  addresses: null,
  settings: [
    {
      id: 'token', input: 'secret', required: true,
      label: { 'pt-BR': 'Token do bot', en: 'Token of the bot' },
      hint: { 'pt-BR': 'Crie um bot com o @BotFather; ele responde com o token.', en: 'Create a bot with @BotFather; it answers with the token.' },
    },
    {
      id: 'chatId', input: 'text', required: true,
      label: { 'pt-BR': 'Chat', en: 'Chat' },
      hint: { 'pt-BR': 'O número do grupo (começa com -) ou o @nome do canal. O bot precisa fazer parte dele.', en: "The group's number (it begins with -) or the channel's @name. The bot must be a member." },
    },
  ],
  settingsShape,
  cures: {
    gone: { 'pt-BR': 'O bot saiu do chat, foi bloqueado, ou o chat não existe: coloque o bot de novo, confira o número ou @nome e teste.', en: 'The bot left the chat, was blocked, or there is no such chat: add the bot again, check the number or @name, and test.' },
    login: { 'pt-BR': 'Copie de novo o token inteiro do @BotFather (comando /token), informe-o aqui e teste.', en: 'Copy the whole token again from @BotFather (command /token), enter it here and test.' },
  },
  placeOf: ({ chatId }) => `${HOST}: ${chatId}`,
  async send({ content }, settings, { post }) {
    const call = (chatId: string) => post({
      url: `https://${HOST}/bot${settings.token}/sendMessage`,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ chat_id: chatId, text: telegramText(content), parse_mode: 'HTML', link_preview_options: { is_disabled: true } }),
    });
    const result = await call(settings.chatId);
    const moved = result.ok && result.status === 400 ? answerOf(result.body).parameters?.migrate_to_chat_id : undefined;
    if (moved === undefined) return outcomeOf(result);
    // The group became a supergroup: its old number is never taken again.
    const sent = outcomeOf(await call(String(moved)));
    return sent.ok ? { ok: true, settings: { ...settings, chatId: String(moved) } } : sent;
  },
};
