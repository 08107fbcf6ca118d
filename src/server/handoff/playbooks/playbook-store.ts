import { sql } from 'kysely';
import { type PlaybookContent, STANDARD_ID, type WorkCalendar } from '../../../../extensions/contracts/playbooks.ts';
import type { Calendar } from '../../lib/business-time.ts';
import type { Tx } from '../../platform/db.ts';
import { calendarOf, OFFICE_HOURS } from './calendar.ts';
import { asKept, type Playbook, STANDARD } from './playbook.ts';

/** A playbook with its newest version and what is being changed. */
export interface StoredPlaybook {
  id: string;
  revision: number;
  archived: boolean;
  draft: PlaybookContent | null;
  /** undefined: never published. */
  published: Playbook | undefined;
  publishedAt: Date | null;
  publishedBy: number | null;
}

/** The standard playbook of an account that has not changed it. */
const UNTOUCHED: StoredPlaybook = { id: STANDARD_ID, revision: 0, archived: false, draft: null, published: STANDARD, publishedAt: null, publishedBy: null };

type Row = Omit<StoredPlaybook, 'published'> & { version: number | null; content: PlaybookContent | null };

/** Lets one change of the account's playbooks at a time; also of the standard one, which may have no row yet. */
export async function lockPlaybooks(tx: Tx, portalId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`playbooks:${portalId}`}))`.execute(tx);
}

/** Every playbook of the account: in the order they are tried, the standard one last, then the archived. */
export async function listPlaybooks(tx: Tx): Promise<StoredPlaybook[]> {
  const { rows } = await sql<Row>`
    select p.playbook_id as id, p.revision, p.archived, p.draft, v.version, v.content, v.published_at as "publishedAt", v.published_by as "publishedBy"
    from playbooks p
    left join lateral (select * from playbook_versions v where v.playbook_id = p.playbook_id order by v.version desc limit 1) v on true
    order by p.archived, p.playbook_id = ${STANDARD_ID}, p.rank, p.playbook_id`.execute(tx);
  const known = rows.map(({ version, content, draft, ...rest }): StoredPlaybook => ({
    ...rest,
    draft: draft && asKept(draft),
    published: content === null ? ofStandard(rest.id) : { ...asKept(content), id: rest.id, version: version! },
  }));
  if (known.some(({ id }) => id === STANDARD_ID)) return known;
  const archived = known.findIndex((one) => one.archived);
  return archived < 0 ? [...known, UNTOUCHED] : known.toSpliced(archived, 0, UNTOUCHED);
}

function ofStandard(id: string): Playbook | undefined {
  return id === STANDARD_ID ? STANDARD : undefined;
}

/** What new handoffs are begun by, in the order it is tried. */
export async function publishedPlaybooks(tx: Tx): Promise<Playbook[]> {
  return (await listPlaybooks(tx)).flatMap(({ archived, published }) => (archived || published === undefined ? [] : [published]));
}

/** Saves what an admin changes; one without a row gets one, tried after those that are there. */
export async function savePlaybook(tx: Tx, portalId: number, { id, revision, draft, archived }: Pick<StoredPlaybook, 'id' | 'revision' | 'draft' | 'archived'>): Promise<void> {
  const content = draft === null ? null : JSON.stringify(draft);
  await sql`
    insert into playbooks (portal_id, playbook_id, rank, revision, draft, archived)
    select ${portalId}, ${id}, coalesce(max(rank), 0) + 1, ${revision}, ${content}::jsonb, ${archived} from playbooks
    on conflict (portal_id, playbook_id) do update set revision = excluded.revision, draft = excluded.draft, archived = excluded.archived`.execute(tx);
}

/** Has them tried in this order. */
export async function rankPlaybooks(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const [rank, id] of ids.entries()) await sql`update playbooks set rank = ${rank + 1} where playbook_id = ${id}`.execute(tx);
}

/** Adds a version; it is what new handoffs begin with from now on. */
export async function addVersion(tx: Tx, portalId: number, { id, version, ...content }: Playbook, by: { userId: number; now: Date }): Promise<void> {
  await sql`
    insert into playbook_versions (portal_id, playbook_id, version, content, published_at, published_by)
    values (${portalId}, ${id}, ${version}, ${JSON.stringify(content)}::jsonb, ${by.now}, ${by.userId})`.execute(tx);
}

/** Open handoffs by the playbook and the version they began with, newest version first. */
export async function runningBy(tx: Tx): Promise<{ id: string; version: number; handoffs: number }[]> {
  const { rows } = await sql<{ id: string; version: number; handoffs: number }>`
    select playbook->>'id' as id, (playbook->>'version')::int as version, count(*)::int as handoffs
    from handoffs where open group by 1, 2 order by 1, 2 desc`.execute(tx);
  return rows;
}

/** When the account works, and how often that was changed. */
export async function workCalendar(tx: Tx): Promise<{ revision: number; calendar: WorkCalendar }> {
  const { rows } = await sql<{ revision: number; calendar: WorkCalendar }>`select revision, calendar from handoff_calendar`.execute(tx);
  return rows[0] ?? { revision: 0, calendar: OFFICE_HOURS };
}

/** The clock that deadlines run by. @param accountZone where the calendar names no zone of its own. */
export async function businessCalendar(tx: Tx, accountZone: string): Promise<Calendar> {
  return calendarOf((await workCalendar(tx)).calendar, accountZone);
}

/** Keeps a calendar. @returns false where somebody has changed it since `revision`. */
export async function saveWorkCalendar(tx: Tx, portalId: number, calendar: WorkCalendar, revision: number): Promise<boolean> {
  const { rows } = await sql`
    insert into handoff_calendar (portal_id, revision, calendar) select ${portalId}, ${revision + 1}, ${JSON.stringify(calendar)}::jsonb
    where ${revision} = coalesce((select revision from handoff_calendar), 0)
    on conflict (portal_id) do update set revision = excluded.revision, calendar = excluded.calendar where handoff_calendar.revision = ${revision}
    returning revision`.execute(tx);
  return rows.length > 0;
}
