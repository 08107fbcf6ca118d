import type { BulletinChoices } from '../../extensions/contracts/bulletin.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { doorOf } from './door.ts';
import { inThePast } from './past.ts';
import type { TrialSettings } from './settings.ts';

/** In so many days there was a Monday, whose bulletin comes as soon as the clock is right again. */
const ADDED_DAYS_AGO = 8;

/**
 * Adds who gets the demo's bulletin, as its admin would have last week: the board by the week, of all companies, and a
 * head of CS by the month, of one owner's.
 */
export async function addDemoReaders(sandbox: Sandbox, portalId: number, settings: Pick<TrialSettings, 'publicUrl'>): Promise<void> {
  const door = doorOf(sandbox, portalId, settings, 'bulletin');
  const { users, timeZone } = sandbox.core.portal(portalId)!;
  const admin = users.find(({ role }) => role === 'admin')!;
  const owner = users.find(({ role }) => role === 'cs-rep')!;
  const when = { weekday: 1, monthDay: 1, time: '08:00', timeZone };
  const readers: { email: string; choices: BulletinChoices }[] = [
    { email: 'diretoria@zarvanti.example', choices: { schedule: { ...when, frequency: 'weekly' }, language: 'pt-BR', scope: { kind: 'all' }, reason: 'Reunião de diretoria das segundas-feiras' } },
    { email: 'head.cs@zarvanti.example', choices: { schedule: { ...when, frequency: 'monthly' }, language: 'en', scope: { kind: 'owner', owner: owner.ownerId }, reason: `Customers of ${owner.firstName} ${owner.lastName}` } },
  ];
  await inThePast(sandbox, door, async (goTo) => {
    await goTo(ADDED_DAYS_AGO);
    for (const reader of readers) await door.ask(admin.id, '/settings/bulletin', { key: door.key(), again: false, ...reader });
  });
}
