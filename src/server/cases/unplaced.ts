import { sql } from 'kysely';
import { textArray } from '../lib/sql-array.ts';
import { shortId, uuid } from '../lib/uuid.ts';
import type { Tx } from '../platform/db.ts';
import { type Account, accountOf, type CaseDeps } from './account.ts';
import { asksFor, freshSince } from './follow.ts';
import { addressOf, inUse, postAll } from './letters.ts';
import { ASKED } from './list-store.ts';
import type { KnownChannel, Letter } from './questions.ts';
import { targetsOf } from './routing.ts';
import { readSettings } from './settings-store.ts';
import { onLadder, responsibleFor } from './team.ts';
import { OWN_LANGUAGE } from './wording.ts';

/** The company of an answer is often known a little later: its contact is on the way to HubSpot, too. */
const GRACE_MS = 5 * 60_000;
/** Whose company is found so late is nobody's case any more. */
const KEPT_MS = 90 * 86_400_000;

/** Tells whoever leads of unhappy customers whose company nobody knows: each answer once, those of one look in one letter. */
export async function tellUnplaced(deps: CaseDeps, signal: AbortSignal): Promise<void> {
  for (const site of await deps.activePortals()) {
    if (signal.aborted) return;
    await deps.db.withPortal(site.portalId, (tx) => tellThoseOf(tx, deps, site));
  }
}

async function tellThoseOf(tx: Tx, deps: CaseDeps, site: { portalId: number; timeZone: string }): Promise<void> {
  const known = await readSettings(tx, []);
  if (known === undefined) return;
  const now = deps.now();
  const waiting = await deps.unplacedAnswers(tx, { class: 'detractor', since: freshSince(known.begunAt, now), cameBefore: new Date(now.getTime() - GRACE_MS) });
  const asking = waiting.filter(({ hasComment }) => asksFor({ class: 'detractor', hasComment }, known.settings));
  if (asking.length === 0) return;
  const batch = uuid(deps.randomBytes(16));
  const fresh = new Set(await markUnplaced(tx, site.portalId, asking.map(({ answerId }) => answerId), { batch, now }));
  if (fresh.size === 0) return;
  const account = await accountOf(tx, deps, site);
  const kinds = asking.filter(({ answerId }) => fresh.has(answerId)).map(({ kind }) => kind);
  await postAll(tx, deps, lettersOf(batch, channelsFor(kinds, account), await readersIn(tx, deps, account), account), account);
}

/** The channels by which an answer of nobody would be told; where no rule is for it, those of the ladder. */
function channelsFor(kinds: readonly ('relational' | 'transactional')[], { settings, channels }: Account): KnownChannel[] {
  const usable = inUse(channels);
  const answer = { class: 'detractor' as const, segment: null, revenue: null, ownerId: null };
  const routed = new Set(kinds.flatMap((kind) => targetsOf({ ...answer, kind }, settings.rules, usable).map(({ channelId }) => channelId)));
  return usable.filter(({ channelId, reaches }) => (routed.size > 0 ? routed.has(channelId) : reaches === 'people'));
}

/** Whoever leads, else whoever has the customers of nobody; where there is neither, the admins, who can say who leads. */
async function readersIn(tx: Tx, deps: CaseDeps, { settings, roster, day }: Account): Promise<number[]> {
  const fallback = responsibleFor(null, settings, roster, day).ownerId;
  const lead = onLadder('lead', fallback, settings, roster, day);
  if (lead !== null) return [lead];
  const admins = new Set(await deps.desk.admins(tx));
  return [...roster.values()].filter(({ userId }) => userId !== null && admins.has(userId)).map(({ ownerId }) => ownerId);
}

function lettersOf(batch: string, channels: readonly KnownChannel[], readers: readonly number[], { roster }: Account): Letter[] {
  return channels.flatMap((channel) => {
    const letter = (name: string | number, recipient: string | null): Letter => ({
      key: `unplaced.${shortId(batch)}.${channel.channelId}.${name}`, channelId: channel.channelId, recipient, about: { kind: 'case-unplaced', batch }, companyId: null, language: OWN_LANGUAGE,
    });
    if (channel.reaches === 'place') return [letter('place', null)];
    return readers.flatMap((ownerId) => {
      const recipient = addressOf(channel, roster.get(ownerId));
      return recipient === null ? [] : [letter(ownerId, recipient)];
    });
  });
}

/** Notes answers as told. @returns those that were not. */
async function markUnplaced(tx: Tx, portalId: number, answerIds: readonly string[], { batch, now }: { batch: string; now: Date }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into case_unplaced (portal_id, answer_id, batch, told_at)
    select ${portalId}::bigint, id, ${batch}::uuid, ${now}::timestamptz from unnest(${textArray(answerIds)}::uuid[]) as id
    on conflict do nothing returning answer_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The answers that were told together. */
export async function answersOfBatch(tx: Tx, batch: string): Promise<string[]> {
  return (await tx.selectFrom('case_unplaced').select('answer_id').where('batch', '=', batch).execute()).map((row) => row.answer_id);
}

/** The answers that somebody was asked to place, and that have no case yet, or none that asks for anything. */
export async function awaitedAnswers(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select answer_id as id from case_unplaced u where not exists (select from cases c where c.answer_id = u.answer_id and ${ASKED})`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Forgets what was told long ago. */
export async function forgetUnplaced(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('case_unplaced').where('told_at', '<', new Date(now.getTime() - KEPT_MS)).execute();
}
