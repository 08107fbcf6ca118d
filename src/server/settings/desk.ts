import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { HomeSources } from '../../../extensions/contracts/home.ts';
import type { Desk } from '../http/desk.ts';
import type { Tx } from '../platform/db.ts';
import { answer, change, changeAround, type SettingsDeps } from './change.ts';
import { sourceState } from './checklist.ts';
import { givenRoles } from './role-store.ts';
import { adminsOf } from './roles.ts';
import { namesOf } from './view.ts';

/** What other pages of the app borrow: the desk, and how sources do. */
export interface SettingsDesk extends Desk {
  sources(tx: Tx, asked: { now: Date; language: Language }): Promise<HomeSources['sources']>;
}

/** The desk on these rooms. */
export function createDesk(deps: SettingsDeps): SettingsDesk {
  return {
    allows: async (request, level) => (await answer(deps, request, level, () => Promise.resolve({ ok: true as const }))).ok,
    answer: (request, level, work) => answer(deps, request, level, work),
    change: (request, asked, work) => change(deps, request, asked, work),
    changeAround: (request, asked, work) => changeAround(deps, request, asked, work),
    names: async (tx) => namesOf(await deps.people(tx)),
    async admins(tx) {
      const installer = await deps.installer(tx);
      return installer === undefined ? [] : adminsOf(await givenRoles(tx), installer);
    },
    sources: async (tx, { now, language }) =>
      (await deps.sources.list(tx)).map((source) => ({
        id: source.sourceId,
        name: source.name,
        provider: deps.sources.providers.get(source.provider)?.label[language] ?? source.provider,
        state: sourceState(source, now),
        lastReceivedAt: source.lastReceivedAt?.toISOString() ?? null,
        waiting: source.deliveries.waiting,
        waitingSince: source.deliveries.waitingSince?.toISOString() ?? null,
        failed: source.deliveries.failed,
        stoppedSince: deps.sources.stoppedSince(source, now)?.toISOString() ?? null,
      })),
  };
}
