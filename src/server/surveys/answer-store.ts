import { sql } from 'kysely';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import type { Answer, Hints, Invitation } from './answer.ts';
import type { Match } from './matching.ts';
import { contentOf, type Version } from './outcome.ts';

/** A stored answer's version and whose it is. */
export interface StoredVersion extends Version {
  companyId: number | null;
  contactId: number | null;
  matchState: Match['state'];
  matchHow: Match['how'];
}

/** The stored versions of these answers, kept from change until the transaction ends. */
export async function storedVersions(tx: Tx, sourceId: string, externalIds: readonly string[]): Promise<Map<string, StoredVersion>> {
  const { rows } = await sql<Omit<Answer, 'hints'> & StoredVersion & { providerUpdatedAt: Date; arrivedAt: Date }>`
    select external_id as "externalId", type, kind, score, scale_min as "scaleMin", scale_max as "scaleMax", comment, answered_at as "answeredAt",
      survey_id as "surveyId", survey_name as "surveyName", touchpoint, channel, respondent_key as "respondentKey",
      provider_updated_at as "providerUpdatedAt", received_at as "arrivedAt", company_id as "companyId", contact_id as "contactId", match_state as "matchState",
      match_how as "matchHow"
    from answers where source_id = ${sourceId} and external_id = any(${textArray(externalIds)}::text[])
    order by external_id for update`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.externalId,
      {
        externalId: row.externalId,
        content: contentOf(row),
        updatedAt: row.providerUpdatedAt.getTime(),
        receivedAt: row.arrivedAt.getTime(),
        companyId: row.companyId,
        contactId: row.contactId,
        matchState: row.matchState,
        matchHow: row.matchHow,
      },
    ]),
  );
}

export interface MatchedAnswer {
  answer: Answer;
  match: Match;
}

/** Writes answers, each only where it is not older than what is stored. External ids must differ. */
export async function upsertAnswers(tx: Tx, portalId: number, sourceId: string, receivedAt: Date, batch: readonly MatchedAnswer[]): Promise<void> {
  if (batch.length === 0) return;
  const rows = batch.map(({ answer, match }) => ({
    external_id: answer.externalId, survey_id: answer.surveyId, survey_name: answer.surveyName, type: answer.type, kind: answer.kind,
    touchpoint: answer.touchpoint, channel: answer.channel, score: answer.score, scale_min: answer.scaleMin, scale_max: answer.scaleMax,
    class: answer.class, value: answer.value, comment: answer.comment, respondent_key: answer.respondentKey,
    respondent_email: answer.respondentEmail, respondent_name: answer.respondentName, respondent_role: answer.respondentRole,
    contact_id: match.contactId, company_id: match.companyId, match_state: match.state, match_how: match.how,
    match_candidates: match.candidates.length > 0 ? match.candidates : null, hints: answer.hints,
    answered_at: answer.answeredAt, provider_updated_at: answer.updatedAt,
  }));
  await sql`
    insert into answers (portal_id, source_id, received_at, external_id, survey_id, survey_name, type, kind, touchpoint, channel, score,
      scale_min, scale_max, class, value, comment, respondent_key, respondent_email, respondent_name, respondent_role, contact_id, company_id,
      match_state, match_how, match_candidates, hints, answered_at, provider_updated_at)
    select ${portalId}::bigint, ${sourceId}, ${receivedAt}::timestamptz, x.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (external_id text, survey_id text, survey_name text, type text, kind text,
      touchpoint text, channel text, score int, scale_min int, scale_max int, class text, value real, comment text, respondent_key text,
      respondent_email text, respondent_name text, respondent_role text, contact_id bigint, company_id bigint, match_state text, match_how text,
      match_candidates bigint[], hints jsonb, answered_at timestamptz, provider_updated_at timestamptz)
    on conflict (portal_id, source_id, external_id) do update set
      received_at = excluded.received_at, survey_id = excluded.survey_id, survey_name = excluded.survey_name, type = excluded.type,
      kind = excluded.kind, touchpoint = excluded.touchpoint, channel = excluded.channel, score = excluded.score, scale_min = excluded.scale_min,
      scale_max = excluded.scale_max, class = excluded.class, value = excluded.value, comment = excluded.comment,
      respondent_key = excluded.respondent_key, respondent_email = excluded.respondent_email, respondent_name = excluded.respondent_name,
      respondent_role = excluded.respondent_role, contact_id = excluded.contact_id, company_id = excluded.company_id,
      match_state = excluded.match_state, match_how = excluded.match_how, match_candidates = excluded.match_candidates, hints = excluded.hints,
      answered_at = excluded.answered_at, provider_updated_at = excluded.provider_updated_at
    where (excluded.provider_updated_at, excluded.received_at) >= (answers.provider_updated_at, answers.received_at)`.execute(tx);
}

/** Writes invitations; one known already is replaced. External ids must differ. */
export async function upsertInvitations(tx: Tx, portalId: number, sourceId: string, batch: readonly { invitation: Invitation; companyId: number | null }[]): Promise<void> {
  if (batch.length === 0) return;
  const rows = batch.map(({ invitation, companyId }) => ({
    external_id: invitation.externalId, type: invitation.type, kind: invitation.kind, company_id: companyId,
    respondent_key: invitation.respondentKey, hints: invitation.hints, sent_at: invitation.sentAt,
  }));
  await sql`
    insert into invitations (portal_id, source_id, external_id, type, kind, company_id, respondent_key, hints, sent_at)
    select ${portalId}::bigint, ${sourceId}, x.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x
      (external_id text, type text, kind text, company_id bigint, respondent_key text, hints jsonb, sent_at timestamptz)
    on conflict (portal_id, source_id, external_id) do update set type = excluded.type, kind = excluded.kind,
      company_id = excluded.company_id, respondent_key = excluded.respondent_key, hints = excluded.hints, sent_at = excluded.sent_at`.execute(tx);
}

export interface OpenAnswer {
  answerId: string;
  answeredAt: Date;
  hints: Hints;
  state: Match['state'];
  candidates: number[] | null;
}

/** Answers without a company that nobody decided on, newest first, after the given one. */
export async function openAnswers(tx: Tx, after: { answeredAt: Date; answerId: string } | null, limit: number): Promise<OpenAnswer[]> {
  const { rows } = await sql<OpenAnswer>`
    select answer_id as "answerId", answered_at as "answeredAt", hints, match_state as state, to_jsonb(match_candidates) as candidates
    from answers
    where match_state in ('review', 'unmatched')
      and (${after === null} or (answered_at, answer_id) < (${after?.answeredAt ?? null}::timestamptz, ${after?.answerId ?? null}::uuid))
    order by answered_at desc, answer_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Gives answers their new matches; what a person decided meanwhile stays. */
export async function relinkAnswers(tx: Tx, matches: readonly { answerId: string; match: Match }[]): Promise<void> {
  if (matches.length === 0) return;
  const rows = matches.map(({ answerId, match }) => ({
    answer_id: answerId, state: match.state, company_id: match.companyId, contact_id: match.contactId, how: match.how,
    candidates: match.candidates.length > 0 ? match.candidates : null,
  }));
  await sql`
    update answers set match_state = x.state, company_id = x.company_id, contact_id = coalesce(x.contact_id, answers.contact_id), match_how = x.how,
      match_candidates = x.candidates
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x
      (answer_id uuid, state text, company_id bigint, contact_id bigint, how text, candidates bigint[])
    where answers.answer_id = x.answer_id and answers.match_state in ('review', 'unmatched')`.execute(tx);
}

export interface OpenInvitation {
  sourceId: string;
  externalId: string;
  hints: Hints;
}

/** The newest invitations that have no company. */
export async function openInvitations(tx: Tx, limit: number): Promise<OpenInvitation[]> {
  const { rows } = await sql<OpenInvitation>`
    select source_id as "sourceId", external_id as "externalId", hints from invitations
    where company_id is null order by sent_at desc, source_id, external_id limit ${limit}`.execute(tx);
  return rows;
}

/** Gives invitations their companies. */
export async function linkInvitations(tx: Tx, links: readonly { sourceId: string; externalId: string; companyId: number }[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    update invitations set company_id = x."companyId"
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as x ("sourceId" text, "externalId" text, "companyId" bigint)
    where invitations.source_id = x."sourceId" and invitations.external_id = x."externalId"`.execute(tx);
}

/** Moves what belongs to companies that became others (merged in HubSpot); returns the companies that gained answers. */
export async function moveCompanies(tx: Tx, moves: readonly { from: number; to: number }[]): Promise<number[]> {
  if (moves.length === 0) return [];
  const from = numberArray(moves.map((move) => move.from));
  const to = numberArray(moves.map((move) => move.to));
  const { rows } = await sql<{ company_id: number }>`
    update answers set company_id = m.new from unnest(${from}::bigint[], ${to}::bigint[]) as m (old, new)
    where answers.company_id = m.old returning answers.company_id`.execute(tx);
  await sql`
    update invitations set company_id = m.new from unnest(${from}::bigint[], ${to}::bigint[]) as m (old, new)
    where invitations.company_id = m.old`.execute(tx);
  return [...new Set(rows.map((row) => row.company_id))];
}

/** How many answers the portal has. */
export async function countAnswers(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from answers`.execute(tx);
  return rows[0]!.n;
}
