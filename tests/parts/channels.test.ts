import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import type { ArrivedPost } from '../../sandbox/outbound/box.ts';
import { seenText } from '../../sandbox/outbound/sinks.ts';
import { part as webhook, signedHeaders, type WebhookBody } from '../../src/server/alerts/channels/webhook.ts';
import { channelBattery, channels, type Sample } from '../support/channel-battery.ts';

const AGAIN = { try: 'again', fault: 'unreached', afterMs: null };
const disabled = (fault: string) => ({ try: 'never', disables: true, fault });
const refused = { try: 'never', disables: false, fault: 'refused' };
/** Marks that hide or turn a text. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
const MENTION = /(?<![\p{L}\p{N}._+-])@[\p{L}\p{N}_]/u;

const decoded = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
const tagsOf = (html: string) => JSON.stringify((html.match(/<[^>]*>/g) ?? []).filter((tag) => tag !== '<br>'));
const posts = (kind: ArrivedPost['kind'], shown: (body: string) => string): Sample['arrived'] => (rig) =>
  rig.sandbox.outbound.box.posts().filter((post) => post.kind === kind && post.status < 300).map(({ body }) => ({ shown: shown(body), sent: body }));

interface SlackBody {
  text: string;
  blocks: { type: string; text?: { text: string; verbatim: boolean }; elements?: { text: string; verbatim: boolean }[] }[];
}
const slackTexts = (body: string) => (JSON.parse(body) as SlackBody).blocks.flatMap(({ text, elements }) => [...(text ? [text] : []), ...(elements ?? [])]);

const URL_CANARY = 'c4n4ryWebhookPath';
const SECRET = `whsec_${Buffer.from('c4n4ry-of-the-webhook-secret-123').toString('base64')}`;

const samples: Record<string, Sample> = {
  email: {
    settings: { host: 'smtp.agencia.example', port: '587', user: 'baton', password: 'c4n4ryPassword', fromName: 'Baton', fromAddress: 'avisos@agencia.example' },
    secrets: ['c4n4ryPassword'],
    to: 'ana@agencia.example',
    faults: [
      ['a full mailbox passes', { method: 'RCPT', status: 452 }, { try: 'again', fault: 'recipient', afterMs: null }],
      ['an unknown recipient is that recipient\'s fault alone', { method: 'RCPT', status: 550 }, { try: 'never', disables: false, fault: 'recipient' }],
      ['a wrong login disables', { method: 'AUTH', status: 535 }, disabled('login')],
      ['a login that cannot be checked now passes', { method: 'AUTH', status: 454 }, { try: 'again', fault: 'login', afterMs: null }],
      ['a sender that it does not send for disables', { method: 'MAIL', status: 553 }, disabled('refused')],
      ['a mail that is not taken is that mail\'s fault alone', { method: 'DATA', status: 554 }, refused],
      ['a server that asks to come later passes', { method: 'MAIL', status: 421 }, { try: 'again', fault: 'refused', afterMs: null }],
    ],
    arrived: (rig) => rig.sandbox.outbound.box.mails().map(({ html, text, subject }) => ({ shown: decoded(html ?? '') + subject + text, sent: html ?? '' })),
    keysOf: (rig) => rig.sandbox.outbound.box.mails().map(({ headers }) => headers.find(([name]) => name.toLowerCase() === 'message-id')![1]),
    frameOf: tagsOf,
    fits: (html) => Buffer.byteLength(html) < 102_000,
    isHarmless: (shown) => !HIDDEN.test(shown),
  },
  slack: {
    settings: { url: `https://hooks.slack.com/services/T0/B0/${URL_CANARY}` },
    secrets: [`https://hooks.slack.com/services/T0/B0/${URL_CANARY}`],
    to: null,
    faults: [
      ['too many pass, after the time it asks for', { status: 429, retryAfter: '7', body: '' }, { try: 'again', fault: 'refused', afterMs: 7_000 }],
      ['trouble of its own passes', { status: 500, body: 'rollup_error' }, AGAIN],
      ['trouble passes after the time it asks for', { status: 503, retryAfter: '60', body: '' }, { ...AGAIN, afterMs: 60_000 }],
      ['a broken connection passes', { kind: 'reset-before' }, AGAIN],
      ['an admin who restricts it disables', { status: 403, body: 'action_prohibited' }, disabled('forbidden')],
      ['a webhook that is no more disables', { status: 404, body: 'no_service' }, disabled('gone')],
      ['an archived channel disables', { status: 410, body: 'channel_is_archived' }, disabled('gone')],
      ['blocks it does not take are that alert\'s fault alone', { status: 400, body: 'invalid_blocks' }, refused],
      ['a redirect is not followed, and disables', { kind: 'redirect', status: 302, location: 'https://evil.example/' }, disabled('address')],
    ],
    arrived: posts('slack', (body) => decoded(slackTexts(body).map(({ text }) => text).join('\n')) + decoded((JSON.parse(body) as SlackBody).text)),
    keysOf: null,
    frameOf: (body) => JSON.stringify((JSON.parse(body) as SlackBody).blocks.map(({ type, text, elements }) => [type, (text?.text ?? elements?.[0]?.text ?? '').match(/<[^>]*>/g)])),
    fits: (body) => (JSON.parse(body) as SlackBody).blocks.length <= 50 && slackTexts(body).every(({ text, verbatim }) => text.length <= 3_000 && verbatim),
    isHarmless: (shown) => !HIDDEN.test(shown) && !MENTION.test(shown),
  },
  telegram: {
    settings: { token: '123456789:AAc4n4ryc4n4ryc4n4ryc4n4ryc4n4ryc4', chatId: '-100123' },
    secrets: ['123456789:AAc4n4ryc4n4ryc4n4ryc4n4ryc4n4ryc4'],
    to: null,
    faults: [
      ['too many pass, after the time it asks for', { status: 429, body: { ok: false, error_code: 429, parameters: { retry_after: 9 } } }, { try: 'again', fault: 'refused', afterMs: 9_000 }],
      ['trouble of its own passes', { status: 502, body: '' }, AGAIN],
      ['a wrong token disables', { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } }, disabled('login')],
      ['what looks like no token disables', { status: 404, body: { ok: false, error_code: 404, description: 'Not Found' } }, disabled('login')],
      ['a bot that was put out disables', { status: 403, body: { ok: false, error_code: 403, description: 'Forbidden: bot was kicked from the group chat' } }, disabled('gone')],
      ['an unknown chat disables', { status: 400, body: { ok: false, error_code: 400, description: 'Bad Request: chat not found' } }, disabled('gone')],
      ['a text it does not take is that alert\'s fault alone', { status: 400, body: { ok: false, error_code: 400, description: 'Bad Request: can\'t parse entities' } }, refused],
      ['an answer that is no JSON goes by its status', { status: 500, body: '<html>' }, AGAIN],
    ],
    arrived: posts('telegram', (body) => decoded((JSON.parse(body) as { text: string }).text.replace(/<[^>]*>/g, ''))),
    keysOf: null,
    frameOf: (body) => tagsOf((JSON.parse(body) as { text: string }).text),
    fits: (body) => (seenText((JSON.parse(body) as { text: string }).text)?.length ?? Infinity) <= 4_096,
    isHarmless: (shown) => !HIDDEN.test(shown) && !MENTION.test(shown) && !/(?:^|\s)\/[A-Za-z]/.test(shown),
  },
  webhook: {
    settings: { url: `https://hooks.agencia.example/${URL_CANARY}`, secret: SECRET },
    secrets: [`https://hooks.agencia.example/${URL_CANARY}`, SECRET],
    to: null,
    faults: [
      ['too many pass, after the time it asks for', { status: 429, retryAfter: '30', body: '' }, { try: 'again', fault: 'refused', afterMs: 30_000 }],
      ['trouble of its own passes', { status: 503, body: '' }, AGAIN],
      ['an answer that is cut short counts by its status', { kind: 'reset-before' }, AGAIN],
      ['one that is no more disables', { status: 410, body: '' }, disabled('gone')],
      ['one that is not there disables', { status: 404, body: '' }, disabled('gone')],
      ['a signature that is not taken disables', { status: 401, body: '' }, disabled('login')],
      ['an alert it does not take is that alert\'s fault alone', { status: 422, body: '' }, refused],
      ['a redirect is not followed, and disables', { kind: 'redirect', status: 307, location: 'https://evil.example/' }, disabled('address')],
    ],
    arrived: posts('webhook', (body) => textsOf(JSON.parse(body)).join('\n') + shownTone(body)),
    keysOf: (rig) => rig.sandbox.outbound.box.posts().map(({ headers }) => headers['webhook-id']!),
    frameOf: (body) => shapeOf(JSON.parse(body)),
    fits: (body) => Buffer.byteLength(body) <= 64_000,
    isHarmless: (shown) => !HIDDEN.test(shown),
  },
  'hubspot-task': {
    settings: { dueHours: '4' },
    secrets: [],
    to: '701',
    faults: [
      ['trouble of HubSpot\'s is thrown, to be repeated', { status: 500 }, 'throws'],
      ['what the account has not granted disables', { status: 403, body: { status: 'error', category: 'MISSING_SCOPES', message: 'no' } }, disabled('forbidden')],
      ['a task HubSpot does not take is that alert\'s fault alone', { status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message: 'no' } }, refused],
    ],
    arrived: (rig) => rig.store.list('tasks').results.map(({ properties }) => ({ shown: decoded((properties.hs_task_body ?? '').replace(/<[^>]*>/g, ' ')) + properties.hs_task_subject, sent: properties.hs_task_body ?? '' })),
    keysOf: (rig) => rig.store.list('tasks').results.map(({ properties }) => /Baton [\w.-]+/.exec(properties.hs_task_body ?? '')![0]).reverse(),
    frameOf: tagsOf,
    fits: (body) => body.length <= 65_536,
    isHarmless: (shown) => !HIDDEN.test(shown),
  },
};

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** A receiver is told the tone as it is; people are told in words by whoever shows it. */
function shownTone(body: string): string {
  const words = { 'pt-BR': { bad: 'Pede atenção', neutral: 'Para saber', good: 'Boa notícia' }, en: { bad: 'Needs attention', neutral: 'For information', good: 'Good news' } };
  const { data } = JSON.parse(body) as WebhookBody;
  return 'messages' in data ? data.messages.map(({ language, tone }) => words[language][tone]).join() : '';
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`;
  return typeof value === 'object' && value !== null ? `{${Object.entries(value).map(([name, one]) => `${name}:${shapeOf(one)}`).join()}}` : typeof value;
}

it('every channel has its battery', () => expect(Object.keys(samples).sort()).toEqual([...channels.keys()].sort()));
for (const [id, sample] of Object.entries(samples)) channelBattery(id, sample);

it('what a webhook signs, the library of Standard Webhooks verifies, and nothing that was changed', () => {
  const oracle = new Webhook(SECRET);
  for (const body of ['{}', '{"a":"ç😀\\u2028"}', JSON.stringify({ text: 'x'.repeat(50_000) })]) {
    const headers = signedHeaders(SECRET, { key: 'alert.1', body, now: new Date() });
    expect(oracle.verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => oracle.verify(`${body} `, headers)).toThrow();
    expect(() => oracle.verify(body, { ...headers, 'webhook-id': 'alert.2' })).toThrow();
    expect(() => oracle.verify(body, signedHeaders(SECRET, { key: 'alert.1', body, now: new Date(Date.now() - 3_600_000) }))).toThrow();
  }
});

it('the secret that is made for a webhook is one that its settings take', () => {
  const secret = webhook.makes!.make((size) => Buffer.alloc(size, 7));
  expect(webhook.settingsShape.safeParse({ url: 'https://a.example/', secret }).success).toBe(true);
});
