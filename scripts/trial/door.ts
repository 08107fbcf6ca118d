import type { Sandbox } from '../../sandbox/server.ts';
import type { TrialSettings } from './settings.ts';

/** The cards' and pages' doors, asked as a user of the demo's account. @param part of the demo: its changes have keys of their own. */
export function doorOf(sandbox: Sandbox, portalId: number, { publicUrl }: Pick<TrialSettings, 'publicUrl'>, part: 'handoff' | 'case' | 'bulletin') {
  async function ask(userId: number, path: string, body?: object): Promise<{ ok: boolean; cure?: string; [name: string]: unknown }> {
    // As a card that is open: what the trial looks at is nobody's use of a card.
    const url = `${publicUrl}/api/1${path}?lang=pt-BR&round=1`;
    const answer = await sandbox.core.callBackend({ portalId, userId, url, method: body === undefined ? 'GET' : 'POST', ...(body && { body }) });
    return answer.status === 200 ? (JSON.parse(answer.body) as { ok: boolean }) : { ok: false, cure: `Baton answered ${answer.status}.` };
  }
  let keys = 0;
  return {
    async ask(userId: number, path: string, body?: object) {
      const answer = await ask(userId, path, body);
      if (!answer.ok) throw new Error(`Baton did not take what the demo is made of: ${answer.cure ?? ''}`);
      return answer;
    },
    key: () => `demo-${part}-change-${String(++keys).padStart(8, '0')}`,
    /** Baton's own time; it refuses what was signed at another. */
    clock: async () => String((await ask(sandbox.core.portal(portalId)!.users[0]!.id, '/home/sources')).asOf ?? ''),
  };
}

export type Door = ReturnType<typeof doorOf>;
