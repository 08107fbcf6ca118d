import { sql } from 'kysely';
import { addressesIn } from '../lib/mentions.ts';
import type { Tx } from '../platform/db.ts';
import type { Answer, Invitation, Parsed, Problem } from './answer.ts';
import type { SurveyQuestions, Trace } from './questions.ts';
import { type Code, saying } from './wording.ts';

/** The code of a row whose person was erased. */
export const ERASED = 'erased' satisfies Code;

/** Rows of people who were not erased: the others are figures alone. */
export const NOT_ERASED = sql`external_id not like 'erased:%'`;

/** How an answer is remembered after its person was erased. */
export function answerTrace(sourceId: string, externalId: string): Trace {
  return `answer:${sourceId}|${externalId}`;
}

/** True where a delivery names someone who was erased, in whatever field: it is not kept then. */
export async function namesErased(tx: Tx, erased: SurveyQuestions['erased'], portalId: number, body: Buffer): Promise<boolean> {
  if (erased === undefined) return false;
  const traces = addressesIn(body.toString('utf8')).map((email): Trace => `email:${email}`);
  return (await erased(tx, portalId, traces)).size > 0;
}

/** What a provider read, without the rows of people who were erased: late copies bring nobody back. */
export async function withoutErased(tx: Tx, erased: SurveyQuestions['erased'], batch: { portalId: number; sourceId: string; parsed: Parsed }): Promise<Parsed> {
  const { portalId, sourceId, parsed } = batch;
  if (erased === undefined) return parsed;
  const tracesOf = ({ externalId, hints, respondentKey, ...more }: Answer | Invitation): Trace[] => {
    const email = hints.email ?? ('respondentEmail' in more ? more.respondentEmail : null) ?? (respondentKey?.includes('@') ? respondentKey : null);
    return [answerTrace(sourceId, externalId), ...(email ? [`email:${email}` as Trace] : []), ...(hints.contactId === undefined ? [] : [`contact:${hints.contactId}` as Trace])];
  };
  const gone = await erased(tx, portalId, [...parsed.answers, ...parsed.invitations].flatMap(tracesOf));
  if (gone.size === 0) return parsed;
  const stays = (one: Answer | Invitation) => !tracesOf(one).some((trace) => gone.has(trace));
  const rows = new Set([...parsed.answers, ...parsed.invitations].filter((one) => !stays(one)).map((one) => one.row));
  // First of the problems, so that a report's limit never cuts it.
  const said = [...rows].map((row): Problem => ({ row, severity: 'skipped', ...saying(ERASED) }));
  return { ...parsed, answers: parsed.answers.filter(stays), invitations: parsed.invitations.filter(stays), problems: [...said, ...parsed.problems] };
}
