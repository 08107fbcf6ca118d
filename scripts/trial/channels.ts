import type { AddedChannel, ChannelsView } from '../../extensions/contracts/channels.ts';
import type { Refusal } from '../../extensions/contracts/envelope.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import type { TrialSettings } from './settings.ts';

/** One of each kind; what they send stays in the sandbox, whose mailbox and sinks show it. */
const CHANNELS = [
  { kind: 'email', name: 'E-mail da equipe (demo)', redacted: false, settings: { host: 'smtp.zarvanti.example', port: '587', user: 'avisos', password: 'senha-da-demo', fromName: 'Baton', fromAddress: 'avisos@zarvanti.example' } },
  { kind: 'slack', name: 'Slack de CS (demo)', redacted: true, settings: { url: 'https://hooks.slack.com/services/T0DEMO/B0DEMO/demodemodemo' } },
  { kind: 'telegram', name: 'Telegram da diretoria (demo)', redacted: true, settings: { token: '100200300:AAdemodemodemodemodemodemodemodemo', chatId: '-1001234567890' } },
  { kind: 'webhook', name: 'Webhook assinado (demo)', redacted: false, settings: { url: 'https://hooks.zarvanti.example/baton' } },
];

/** Adds the demo's channels as its admin would, and tests each, unless the account has channels already. @throws when Baton refuses. */
export async function addDemoChannels(sandbox: Sandbox, portalId: number, { publicUrl }: Pick<TrialSettings, 'publicUrl'>): Promise<void> {
  const admin = sandbox.core.portal(portalId)?.users.find((user) => user.role === 'admin');
  if (admin === undefined) return;
  async function ask<A extends { ok: true }>(path: string, body?: object): Promise<A> {
    const url = `${publicUrl}/api/1/settings/channels${path}?lang=pt-BR`;
    const { status, body: text } = await sandbox.core.callBackend({ portalId, userId: admin!.id, url, method: body === undefined ? 'GET' : 'POST', ...(body && { body }) });
    const answer = (status === 200 ? JSON.parse(text) : { ok: false, cure: `Baton answered ${status}.` }) as A | Refusal;
    if (!answer.ok) throw new Error(`Baton did not take a channel of the demo: ${answer.cure}`);
    return answer;
  }
  if ((await ask<ChannelsView>('')).channels.length > 0) return;
  for (const [at, channel] of CHANNELS.entries()) {
    const { channelId } = await ask<AddedChannel>('', { key: `demo-channel-${String(at).padStart(8, '0')}`, ...channel });
    await ask(`/${channelId}/test`, { key: `demo-channel-test-${String(at).padStart(4, '0')}` });
  }
}
