import type { BulletinChoices, BulletinScope, Schedule, SubscriptionState } from '../../../extensions/contracts/bulletin.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Tx } from '../platform/db.ts';
import { auditWords } from './audit-wording.ts';
import { pageWording } from './page-wording.ts';
import type { BulletinQuestions } from './questions.ts';
import { addressesOf } from './subscription-store.ts';
import { wording } from './wording.ts';

const SUBJECT = /^bulletin:([0-9a-f-]{36})$/;

/** What the audit trail calls a subscription: no address stands in it for good. */
export function subjectOf({ id }: { id: string }): string {
  return `bulletin:${id}`;
}

interface Entry {
  subject: string;
  before: unknown;
  after: unknown;
}

/** The entries of the audit trail, those of bulletins in words and with the reader's address for as long as it is kept. */
export async function tellReaders<E extends Entry>(tx: Tx, { members }: Pick<BulletinQuestions, 'members'>, entries: readonly E[], language: Language): Promise<E[]> {
  const ids = entries.flatMap(({ subject }) => SUBJECT.exec(subject)?.[1] ?? []);
  if (ids.length === 0) return [...entries];
  const addresses = await addressesOf(tx, [...new Set(ids)]);
  const owners = new Map((await members(tx)).map(({ ownerId, name }) => [String(ownerId), name]));
  return entries.map((entry) => {
    const id = SUBJECT.exec(entry.subject)?.[1];
    if (id === undefined) return entry;
    const told = (kept: unknown) => toldKept(kept as Kept | null, { language, owners });
    return { ...entry, subject: addresses.get(id) ?? entry.subject, before: told(entry.before), after: told(entry.after) };
  });
}

/** What entries keep: all that was chosen, what a reader may choose, or a state. */
type Kept = Partial<Pick<BulletinChoices, 'scope' | 'language'>> & { schedule?: Schedule; frequency?: Schedule['frequency']; state?: string };

interface Around {
  language: Language;
  owners: ReadonlyMap<string, string | null>;
}

function toldKept(kept: Kept | null, around: Around): object | null {
  if (kept === null) return null;
  const words = auditWords[around.language];
  const { frequencies, languages } = pageWording[around.language];
  const { schedule, scope, language, state } = kept;
  const frequency = schedule?.frequency ?? kept.frequency;
  return {
    ...(frequency !== undefined && { [words.frequency]: frequencies[frequency] }),
    ...(schedule !== undefined && { ...dayTold(schedule, around.language), [words.time]: schedule.time, [words.zone]: schedule.timeZone }),
    ...(language !== undefined && { [words.language]: languages[language] }),
    ...(scope !== undefined && { [words.companies]: scopeTold(scope, around) }),
    ...(state !== undefined && (state in words.letters ? { [words.letter]: words.letters[state] } : { [words.state]: words.states[state as SubscriptionState] ?? state })),
  };
}

/** The day that counts; a daily one has none. */
function dayTold({ frequency, weekday, monthDay }: Schedule, language: Language): object {
  if (frequency === 'daily') return {};
  // January 1st, 2024 was a Monday.
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, weekday)));
  return { [auditWords[language].day]: frequency === 'weekly' ? name : String(monthDay) };
}

function scopeTold(scope: BulletinScope, { language, owners }: Around): string {
  const name = scope.kind === 'owner' ? (owners.get(scope.owner) ?? scope.owner) : scope.kind === 'segment' ? scope.segment : '';
  return wording[language].scope(scope.kind, name);
}
