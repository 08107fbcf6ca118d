import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { sentBy } from '../http-outcome.ts';
import type { Content, Message } from '../message.ts';
import { ruled } from '../setting-rule.ts';
import { fitting } from '../told.ts';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const LONGEST_BODY = 60_000;

const settingsShape = z.strictObject({
  url: ruled('webhook-url', 2_048, /^https:\/\/\S+$/),
  secret: ruled('webhook-secret', 200, isSecret),
});

/** `whsec_` and base64 of 24 to 64 bytes, as Standard Webhooks wants it. */
function isSecret(text: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  const { length } = Buffer.from(text.slice(PREFIX.length), 'base64');
  return length >= 24 && length <= 64;
}

/** What a receiver gets; fields are only ever added to it. */
export interface WebhookBody {
  type: 'baton.alert' | 'baton.mail';
  timestamp: string;
  data: { companyId: string | null; messages: Message[]; /** How many more there are, which did not fit. */ leftOut: number } | { subject: string; text: string };
}

/** The content as a receiver gets it: plain texts, which it has to escape where it shows them. */
export function webhookBody(content: Content, { companyId, now }: { companyId: number | null; now: Date }): WebhookBody {
  const timestamp = now.toISOString();
  if (content.kind === 'mail') return { type: 'baton.mail', timestamp, data: { subject: content.mail.subject, text: content.mail.text } };
  const id = companyId === null ? null : String(companyId);
  return fitting(content.messages, (messages, leftOut): WebhookBody => ({ type: 'baton.alert', timestamp, data: { companyId: id, messages, leftOut } }), (body) => Buffer.byteLength(JSON.stringify(body)) <= LONGEST_BODY);
}

/**
 * The headers of Standard Webhooks: the id stays the same at each try, the time is the try's, and the signature is made over
 * both and the body.
 */
export function signedHeaders(secret: string, { key, body, now }: { key: string; body: string; now: Date }): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64')).update(`${key}.${timestamp}.${body}`).digest('base64');
  return { 'content-type': 'application/json', 'webhook-id': key, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** An address of the account's own, told by Standard Webhooks. */
export const part: Channel<z.output<typeof settingsShape>> = {
  id: 'webhook',
  label: { 'pt-BR': 'Webhook assinado', en: 'Signed webhook' },
  reaches: 'place',
  addresses: null,
  settings: [
    {
      id: 'url', input: 'secret', required: true,
      label: { 'pt-BR': 'Endereço', en: 'Address' },
      hint: { 'pt-BR': 'https, na internet. O Baton faz um POST em JSON, assinado como manda o Standard Webhooks.', en: 'https, on the internet. Baton posts JSON to it, signed as Standard Webhooks says.' },
    },
    {
      id: 'secret', input: 'secret',
      label: { 'pt-BR': 'Segredo da assinatura', en: 'Secret of the signature' },
      hint: { 'pt-BR': 'Deixe vazio: o Baton cria um segredo e o mostra uma vez. Um segredo próprio começa com whsec_.', en: 'Leave it empty: Baton makes one and shows it once. One of your own begins with whsec_.' },
    },
  ],
  settingsShape,
  makes: { setting: 'secret', make: (randomBytes) => PREFIX + randomBytes(SECRET_BYTES).toString('base64') },
  leadsTo: ({ url }) => ({ url }),
  cures: {
    gone: { 'pt-BR': 'O seu sistema respondeu 404 ou 410: confira o endereço, informe-o de novo aqui e teste.', en: 'Your system answered 404 or 410: check the address, enter it here again and test.' },
    login: { 'pt-BR': 'O seu sistema respondeu 401 ou 403: confira nele o segredo da assinatura, ou informe o mesmo aqui, e teste.', en: 'Your system answered 401 or 403: check the secret of the signature there, or enter the same here, and test.' },
  },
  placeOf: ({ url }) => new URL(url).hostname,
  async send({ content, key, companyId, now }, { url, secret }, { post }) {
    const body = JSON.stringify(webhookBody(content, { companyId, now }));
    const result = await post({ url, headers: signedHeaders(secret, { key, body, now }), body });
    const login = { fault: 'login', disables: true } as const;
    const gone = { fault: 'gone', disables: true } as const;
    return sentBy(result, { 401: login, 403: login, 404: gone, 410: gone });
  },
};
