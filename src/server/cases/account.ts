import type { Calendar } from '../lib/business-time.ts';
import { dayIn } from '../lib/local-day.ts';
import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import type { CaseQuestions, KnownChannel } from './questions.ts';
import { begin, type KnownSettings, readSettings } from './settings-store.ts';
import type { Roster } from './team.ts';

export type CaseDeps = Pick<Deps, 'db' | 'now' | 'randomBytes'> & CaseQuestions;

/** An account as its cases see it at one moment. */
export interface Account extends KnownSettings {
  portalId: number;
  timeZone: string;
  calendar: Calendar;
  roster: Roster;
  channels: readonly KnownChannel[];
  now: Date;
  /** YYYY-MM-DD, the account's. */
  day: string;
}

/** Reads what the rules ask of an account; the first time, its cases begin. */
export async function accountOf(tx: Tx, deps: CaseDeps, { portalId, timeZone }: { portalId: number; timeZone: string }): Promise<Account> {
  const now = deps.now();
  const channels = await deps.channels(tx);
  let known = await readSettings(tx, channels);
  if (known === undefined) {
    await begin(tx, portalId, now);
    known = (await readSettings(tx, channels))!;
  }
  const roster = new Map((await deps.members(tx)).map((member) => [member.ownerId, member]));
  return { ...known, portalId, timeZone, calendar: await deps.calendar(tx, timeZone), roster, channels, now, day: dayIn(timeZone, now) };
}
