import type { ClonedPlaybook, PlaybookContent, PlaybookRow, PlaybooksView } from '../../extensions/contracts/playbooks.ts';
import { buildKey, type SettingsAccount } from './settings-account.ts';

/** A playbook as the settings page shows it. */
export async function playbookRow(baton: Pick<SettingsAccount, 'ask'>, id: string): Promise<PlaybookRow> {
  const { playbooks } = (await baton.ask('GET /api/1/settings/playbooks')) as PlaybooksView;
  return playbooks.find((one) => one.id === id)!;
}

/** Publishes a copy of the standard playbook with changes, as an admin does; answers its id. */
export async function publishPlaybook(baton: Pick<SettingsAccount, 'ask'>, changed: Partial<PlaybookContent>): Promise<string> {
  const { id } = (await baton.ask('POST /api/1/settings/playbooks', { body: { key: buildKey(), from: 'standard' } })) as ClonedPlaybook;
  const { revision, content } = await playbookRow(baton, id);
  const made = [
    await baton.ask('POST /api/1/settings/playbooks/:playbookId/draft', { params: { playbookId: id }, body: { key: buildKey(), revision, content: { ...content, ...changed } } }),
    await baton.ask('POST /api/1/settings/playbooks/:playbookId/change', { params: { playbookId: id }, body: { key: buildKey(), revision: revision + 1, change: 'publish' } }),
  ];
  for (const answer of made) if (!answer.ok) throw new Error(answer.cure);
  return id;
}
