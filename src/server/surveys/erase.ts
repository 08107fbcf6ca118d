import { sql } from 'kysely';
import { mentions } from '../lib/mentions.ts';
import { numberArray, textArray } from '../lib/sql-array.ts';
import { uuid } from '../lib/uuid.ts';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import { openBody } from './deliveries.ts';
import { deliveriesAfter, deleteDeliveries } from './delivery-store.ts';
import { answerTrace } from './erased.ts';
import type { Trace } from './questions.ts';

/** A person by what answers know them by; addresses in lower case. */
interface Person {
  contactIds: readonly number[];
  emails: readonly string[];
}

type EraseDeps = Pick<Deps, 'secrets' | 'randomBytes'>;

const PAGE = 200;

/** Rows that name the person, in answers and invitations alike. */
function named({ contactIds, emails }: Person) {
  const ids = numberArray(contactIds);
  const addresses = textArray(emails);
  const keys = textArray([...emails, ...contactIds.map((id) => `contact:${id}`)]);
  return sql`(respondent_key = any(${keys}::text[]) or lower(hints->>'email') = any(${addresses}::text[])
    or (hints->>'contactId')::bigint = any(${ids}::bigint[]))`;
}

function namedInAnswers(person: Person) {
  return sql`(${named(person)} or contact_id = any(${numberArray(person.contactIds)}::bigint[]) or lower(respondent_email) = any(${textArray(person.emails)}::text[]))`;
}

/** Addresses and contacts that the person's answers name. */
export async function respondentsKnownAs(tx: Tx, person: Person): Promise<{ contactIds: number[]; emails: string[] }> {
  const { rows } = await sql<{ emails: (string | null)[]; ids: (number | null)[] }>`
    select jsonb_build_array(lower(respondent_email), lower(hints->>'email')) as emails, jsonb_build_array(contact_id, (hints->>'contactId')::bigint) as ids
    from answers where ${namedInAnswers(person)}`.execute(tx);
  return {
    contactIds: [...new Set(rows.flatMap((row) => row.ids.flatMap((id) => id ?? [])))],
    emails: [...new Set(rows.flatMap((row) => row.emails.flatMap((email) => email ?? [])))],
  };
}

/**
 * Makes the person's answers and invitations anonymous and deletes the deliveries that mention them. One random name
 * stands in for them in all their answers, so that each person keeps one vote and no figure changes.
 */
export async function forgetRespondent(tx: Tx, deps: EraseDeps, portalId: number, person: Person): Promise<{ companyIds: number[]; traces: Trace[] }> {
  const nobody = `erased:${uuid(deps.randomBytes(16))}`;
  const { rows } = await sql<{ company_id: number | null; source_id: string; external_id: string }>`
    with mine as (select answer_id, source_id, external_id from answers where ${namedInAnswers(person)} for update)
    update answers set comment = null, respondent_key = ${nobody}, respondent_email = null, respondent_name = null, respondent_role = null,
      contact_id = null, hints = '{"trusted":false}', external_id = 'erased:' || gen_random_uuid()
    from mine where answers.answer_id = mine.answer_id
    returning answers.company_id, mine.source_id, mine.external_id`.execute(tx);
  const { rows: invited } = await sql<{ source_id: string; external_id: string }>`
    with mine as (select source_id, external_id from invitations where ${named(person)} for update)
    update invitations set respondent_key = ${nobody}, hints = '{"trusted":false}', external_id = 'erased:' || gen_random_uuid()
    from mine where invitations.source_id = mine.source_id and invitations.external_id = mine.external_id
    returning mine.source_id, mine.external_id`.execute(tx);
  await forgetDeliveries(tx, deps, portalId, person);
  return {
    companyIds: [...new Set(rows.flatMap((row) => row.company_id ?? []))],
    traces: [...rows, ...invited].map((row) => answerTrace(row.source_id, row.external_id)),
  };
}

/** Those that wait are left: reading them drops what they hold of the person, and then them. */
async function forgetDeliveries(tx: Tx, deps: EraseDeps, portalId: number, person: Person): Promise<void> {
  let after: string | null = null;
  do {
    const page = await deliveriesAfter(tx, after, PAGE);
    await deleteDeliveries(tx, page.filter((one) => mentions(openBody(deps, portalId, one).toString('utf8'), person)).map((one) => one.deliveryId));
    after = page.length < PAGE ? null : page.at(-1)!.deliveryId;
  } while (after !== null);
}
