import { sql } from 'kysely';
import type { CaseSettings } from '../../../extensions/contracts/case-settings.ts';
import type { Tx } from '../platform/db.ts';
import { type RoutedChannel, startingRules } from './routing.ts';

/** What an account chose, or begins with. */
export interface KnownSettings {
  settings: CaseSettings;
  saved: boolean;
  revision: number;
  begunAt: Date;
}

/**
 * What an account begins with: unhappy customers are answered within a working day, the others within a week, and who
 * gave a good score and no words is left in peace.
 */
export function startingSettings(channels: readonly (RoutedChannel & { kind: string })[]): CaseSettings {
  return {
    opens: { promoter: 'with-comment', passive: 'always', detractor: 'always' },
    policies: [{ classes: ['detractor'], segments: [], hours: 8 }, { classes: ['passive'], segments: [], hours: 24 }, { classes: ['promoter'], segments: [], hours: 40 }],
    escalation: [{ percent: 50, to: 'owner' }, { percent: 100, to: 'lead' }, { percent: 200, to: 'head' }],
    rules: startingRules(channels),
    fallback: null, lead: null, head: null, leaves: [], segmentProperty: null,
    quiet: { from: '20:00', to: '07:00' },
    groupMinutes: 10,
  };
}

/** An account's cases begin now, where they have not. */
export async function begin(tx: Tx, portalId: number, now: Date): Promise<void> {
  await sql`
    insert into case_settings (portal_id, begun_at, settings, revision, updated_at) values (${portalId}, ${now}, null, 0, ${now}) on conflict do nothing`.execute(tx);
}

/** What an account chose; undefined before its first import has ended. */
export async function readSettings(tx: Tx, channels: readonly (RoutedChannel & { kind: string })[]): Promise<KnownSettings | undefined> {
  const row = await tx.selectFrom('case_settings').selectAll().executeTakeFirst();
  return row && { settings: row.settings ?? startingSettings(channels), saved: row.settings !== null, revision: row.revision, begunAt: row.begun_at };
}

/** Keeps what an account chose over the revision that the chooser saw. @returns the new revision; null: it is another one by now. */
export async function saveSettings(tx: Tx, settings: CaseSettings, { revision, now }: { revision: number; now: Date }): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update case_settings set settings = ${JSON.stringify(settings)}::jsonb, revision = revision + 1, updated_at = ${now} where revision = ${revision} returning revision`.execute(tx);
  return rows[0]?.revision ?? null;
}
