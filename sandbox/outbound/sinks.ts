import { z } from 'zod';
import type { ArrivedPost } from './box.ts';

/** What a service answers. */
export interface SinkAnswer {
  status: number;
  body: string | object;
}

interface Post {
  host: string;
  path: string;
  body: string;
}

/** Which service a host is; every other one takes webhooks. */
export function kindOf(host: string): ArrivedPost['kind'] {
  if (host === 'hooks.slack.com') return 'slack';
  return host === 'api.telegram.org' ? 'telegram' : 'webhook';
}

/** Answers as the service does: strictly, by its documented limits. */
export function answerOf(post: Post): SinkAnswer {
  const kind = kindOf(post.host);
  if (kind === 'slack') return slack(post);
  return kind === 'telegram' ? telegram(post) : { status: 204, body: '' };
}

const SlackBody = z.object({
  text: z.string().optional(),
  blocks: z
    .array(z.object({ type: z.string(), text: z.object({ type: z.enum(['mrkdwn', 'plain_text']), text: z.string().min(1).max(3_000) }).optional(), elements: z.array(z.unknown()).max(25).optional() }))
    .max(50)
    .optional(),
});
const SLACK_MOST = 13_200;

function slack({ path, body }: Post): SinkAnswer {
  if (!/^\/services\/\w+\/\w+\/\w+$/.test(path)) return { status: 404, body: 'no_service' };
  const json = parsed(body);
  if (json === undefined) return { status: 400, body: 'invalid_payload' };
  const message = SlackBody.safeParse(json);
  if (!message.success) return { status: 400, body: 'invalid_blocks' };
  if (message.data.text === undefined && message.data.blocks === undefined) return { status: 400, body: 'no_text' };
  return JSON.stringify(message.data.blocks ?? []).length > SLACK_MOST ? { status: 400, body: 'msg_blocks_too_long' } : { status: 200, body: 'ok' };
}

const TelegramBody = z.object({ chat_id: z.union([z.string().min(1), z.number()]), text: z.string().min(1), parse_mode: z.literal('HTML').optional() });
const TELEGRAM_MOST = 4_096;
const TELEGRAM_TAGS = /^(b|strong|i|em|u|ins|s|strike|del|code|pre|a|blockquote|tg-spoiler)$/;
let messages = 0;

function telegram({ path, body }: Post): SinkAnswer {
  const refused = (error_code: number, description: string): SinkAnswer => ({ status: error_code, body: { ok: false, error_code, description } });
  const token = /^\/bot(.+)\/sendMessage$/.exec(path)?.[1];
  if (token === undefined) return refused(404, 'Not Found');
  if (!/^\d{5,}:[\w-]{30,}$/.test(token)) return refused(401, 'Unauthorized');
  const message = TelegramBody.safeParse(parsed(body));
  if (!message.success) return refused(400, 'Bad Request: message text is empty');
  const seen = seenText(message.data.text);
  if (seen === undefined) return refused(400, 'Bad Request: can\'t parse entities');
  if (seen.length > TELEGRAM_MOST) return refused(400, 'Bad Request: message is too long');
  messages += 1;
  return { status: 200, body: { ok: true, result: { message_id: messages, chat: { id: message.data.chat_id } } } };
}

/** What people see of Telegram's HTML; undefined where it does not parse: unknown or crossed tags, a bare sign of control. */
export function seenText(html: string): string | undefined {
  const open: string[] = [];
  let seen = '';
  for (const [token] of html.matchAll(/<[^<>]*>|&(?:lt|gt|amp|quot|#\d{1,7});|[^<>&]+|[<>&]/g)) {
    const tag = /^<(\/?)([a-z-]+)(\s[^<>]*)?>$/.exec(token);
    if (tag !== null) {
      if (!TELEGRAM_TAGS.test(tag[2]!)) return undefined;
      if (tag[1] === '') open.push(tag[2]!);
      else if (open.pop() !== tag[2]) return undefined;
    } else if (/^[<&]$/.test(token) || token.startsWith('<')) return undefined;
    else seen += token.startsWith('&') ? 'x' : token;
  }
  return open.length === 0 ? seen : undefined;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
