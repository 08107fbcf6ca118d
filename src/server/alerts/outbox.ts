import { tzOffset } from '@date-fns/tz';
import type { Language } from '../../../extensions/contracts/envelope.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** What a message is about; its text is made from it when it is sent. */
export type About =
  /** An answer whose case was opened, or whose class has changed; a case whose time runs out, or that became somebody's. */
  | { kind: 'case'; caseId: string; what: 'opened' | 'changed' | 'warned' | 'breached' | 'escalated' | 'given'; ownerId?: number }
  /** What a step with a case leaves in HubSpot. */
  | { kind: 'case-trace'; caseId: string; seq: number; as: 'task' | 'note' }
  /** Unhappy customers whose company is not known, by what was found together. */
  | { kind: 'case-unplaced'; batch: string }
  | { kind: 'bulletin'; issueId: string }
  | { kind: 'channel-disabled'; channelId: string };

/** Whether several to one reader are told together, and wait for the end of the quiet hours. */
export function isToldTogether({ kind }: About): boolean {
  return kind === 'case' || kind === 'case-unplaced';
}

/** Something that is to go out once: asked for again with its key, it stays as it is. */
export interface Letter {
  key: string;
  channelId: string;
  /** An e-mail address, or the id of an owner; null: the channel is a place of its own. */
  recipient: string | null;
  about: About;
  companyId: number | null;
  language: Language;
}

/** When people are left in peace: local times as minutes after midnight; `to` before `from` runs over midnight. */
export interface QuietHours {
  from: number;
  to: number;
}

export interface Manners {
  quiet: QuietHours | null;
  /** Who was written to within so many ms gets the rest together when they are over. */
  groupMs: number;
  timeZone: string;
}

/** When a message may go: at once, unless its reader was written to just now or is to be left in peace. */
export function readyAt(now: Date, lastSentAt: Date | null, { quiet, groupMs, timeZone }: Manners): Date {
  const apart = lastSentAt === null ? now.getTime() : Math.max(now.getTime(), lastSentAt.getTime() + groupMs);
  return quiet === null ? new Date(apart) : afterQuiet(new Date(apart), quiet, timeZone);
}

/** The same instant, or the end of the quiet hours that it lies in. */
function afterQuiet(at: Date, { from, to }: QuietHours, timeZone: string): Date {
  if (from === to) return at;
  const minute = localMinute(at, timeZone);
  const quiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!quiet) return at;
  const wait = (to - minute + DAY_MINUTES) % DAY_MINUTES;
  const whole = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  const end = new Date(whole + wait * MINUTE_MS);
  // The clock may change in the night: the end is what the wall says.
  const off = (localMinute(end, timeZone) - to + DAY_MINUTES + DAY_MINUTES / 2) % DAY_MINUTES - DAY_MINUTES / 2;
  return new Date(end.getTime() - off * MINUTE_MS);
}

function localMinute(at: Date, timeZone: string): number {
  const minutes = Math.floor(at.getTime() / MINUTE_MS) + tzOffset(timeZone, at);
  return ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
}

/** A message that did not get through so often is given up, and told as failed. */
export const MOST_ATTEMPTS = 8;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 60 * MINUTE_MS;
/** Who asks to wait longer is asked again then all the same, but not later than this. */
const LONGEST_ASKED_MS = 24 * 60 * MINUTE_MS;

/**
 * How long to wait before the next try, in ms: what the other side asks for, else twice as long each time with full jitter
 * (AWS Architecture Blog, "Exponential Backoff And Jitter"); null: it was tried often enough. @param attempts made so far. @param random in [0, 1).
 */
export function waitMs(attempts: number, askedMs: number | null, random: number): number | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  if (askedMs !== null) return Math.min(Math.max(askedMs, 1_000), LONGEST_ASKED_MS);
  return Math.ceil(1_000 + random * Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS));
}
