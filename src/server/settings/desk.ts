import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { HomeSources } from '../../../extensions/contracts/home.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import type { CardRequest } from '../http/endpoint.ts';
import type { Tx } from '../platform/db.ts';
import { answer, type Around, change, changeAround, type Made, type SettingsDeps } from './change.ts';
import { sourceState } from './checklist.ts';
import { givenRoles } from './role-store.ts';
import { adminsOf } from './roles.ts';
import { type Names, namesOf } from './view.ts';

/** What other pages of the app borrow: roles, changes that happen once and are audited, and how sources do. */
export interface Desk {
  allows(request: CardRequest, level: Role): Promise<boolean>;
  answer<A extends { ok: true }>(request: CardRequest, level: Role, work: (tx: Tx, role: Role) => Promise<A | Refusal>): Promise<A | Refusal>;
  change<A extends { ok: true }>(request: CardRequest, asked: { level: Role; path: string }, work: (tx: Tx, role: Role) => Promise<Made<A> | Refusal>): Promise<A | Refusal>;
  changeAround<A extends { ok: true }, P extends { ok: true }, R>(request: CardRequest, asked: { level: Role; path: string }, work: Around<A, P, R>): Promise<A | Refusal>;
  names(tx: Tx): Promise<Names>;
  /** The users who are admin. */
  admins(tx: Tx): Promise<number[]>;
  sources(tx: Tx, asked: { now: Date; language: Language }): Promise<HomeSources['sources']>;
}

/** The desk on these rooms. */
export function createDesk(deps: SettingsDeps): Desk {
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
