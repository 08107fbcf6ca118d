import { sql } from 'kysely';
import { watchAll } from '../../src/server/handoff/alerts/watch.ts';
import { type Handoff, open } from '../../src/server/handoff/baton.ts';
import type { HandoffDeps } from '../../src/server/handoff/commands.ts';
import { type Playbook, STANDARD } from '../../src/server/handoff/playbooks/playbook.ts';
import { insertHandoff, saveHandoff, type StoredHandoff } from '../../src/server/handoff/store.ts';
import type { TestDb } from './database.ts';

export const WATCHED_PORTAL = 7;
const DAY_MS = 86_400_000;
const IDS = ['0b6f1c9e-5a3d-4a53-9a55-2d2f6b5b7a11', '1c7a2d0f-6b4e-4b64-8b66-3e3a7c6c8b22'] as const;
/** A Monday at nine in São Paulo. */
const opened = new Date('2026-10-05T12:00:00Z');

/** So many days after the Monday on which the watched handoffs began. */
export const at = (days: number) => new Date(opened.getTime() + days * DAY_MS);

/** A handoff of deal and company `n` that CS accepted at once, and whose kick-off was held then. @param pace nobody is asked to contact the customer unless it says so. */
export function buildWatched(n: number, baton: Partial<Handoff> = {}, pace: Partial<Playbook> = {}): Omit<StoredHandoff, 'cycle'> {
  const fresh = open(STANDARD.legs.map(({ id }) => ({ id, owner: null, skipped: null })), opened);
  const legs = fresh.legs.map((leg, index) => (index === 0 ? { ...leg, state: 'done' as const } : index === 1 ? { ...leg, state: 'holding' as const, since: opened } : leg));
  return {
    handoffId: IDS[n]!, dealId: 900 + n, companyId: 500 + n, playbook: { ...STANDARD, outreachDays: 0, ...pace }, openedAt: opened,
    baton: { ...fresh, legs, acceptedAt: opened, kickOffAt: opened, ...baton },
    form: {}, expectations: [], checklist: [], csProposal: null, kickOff: { journey: { text: 'Go-live até 30/10', notApplicable: '' } },
  };
}

/** The room's watch over a database: what it asks of others, with a clock and signs of life that the test sets; what it tells is kept. */
export function buildWatch(test: TestDb) {
  const world = { now: at(0), lastSeen: new Map<number, Date>() };
  const told: { name: string; payload: object }[] = [];
  const deps = {
    db: test.db, now: () => world.now,
    record: async (_tx: unknown, event: { name: string; payload: object }) => void told.push(event),
    enqueue: async () => undefined,
    activePortals: async () => [{ portalId: WATCHED_PORTAL, timeZone: 'America/Sao_Paulo', currency: 'BRL' }],
    lastActivity: async () => world.lastSeen,
    findCompany: async () => ({ name: 'Acme', ownerId: 10112 }),
    deal: async () => undefined,
  } as unknown as HandoffDeps;
  return {
    world, told,
    /** Several watchers look at once, so many days after the beginning. */
    async look(days: number, watchers = 1): Promise<void> {
      world.now = at(days);
      await Promise.all(Array.from({ length: watchers }, () => watchAll(deps, new AbortController().signal)));
    },
  };
}

/** What the room has kept of watched handoffs, and the ways to it. */
export function watchedTables(test: TestDb) {
  const rows = async (table: string) => (await sql<Record<string, unknown>>`select * from ${sql.table(table)} order by 1, 2, 3, 4`.execute(test.kysely)).rows;
  return {
    rows,
    async clear(): Promise<void> {
      for (const table of ['handoffs', 'handoff_moves', 'handoff_effects', 'handoff_alerts']) await sql.raw(`delete from ${table}`).execute(test.kysely);
    },
    /** Adds handoffs. */
    keep: (...handoffs: Omit<StoredHandoff, 'cycle'>[]) => test.db.withPortal(WATCHED_PORTAL, async (tx) => {
      for (const handoff of handoffs) await insertHandoff(tx, WATCHED_PORTAL, handoff);
    }),
    /** Saves a handoff as it became. */
    save: (handoff: Omit<StoredHandoff, 'cycle'>, now: Date) => test.db.withPortal(WATCHED_PORTAL, (tx) => saveHandoff(tx, handoff.handoffId, handoff, now)),
    steps: async () => (await rows('handoff_moves')).map((row) => row.step).sort(),
  };
}
