import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { findCompanies } from '../../src/server/accounts/find-companies.ts';
import { feedbackSpec } from '../../src/server/surveys/feedback-spec.ts';
import { pauseSource } from '../../src/server/surveys/source-commands.ts';
import { providers, types } from '../support/read-survey.ts';
import { ACME, answers, BETA, PORTAL, useSurveys } from '../support/use-surveys.ts';

const surveys = useSurveys();
// Against the accounts' own mirror, so that both rooms speak of the same keys.
const spec = feedbackSpec(providers, types, findCompanies);

function buildRecord(id: string, properties: Record<string, string | null>, companies: string[] = []) {
  return {
    id,
    properties: {
      hs_survey_type: 'NPS', hs_value: '9', hs_submission_timestamp: '2026-11-20T10:00:00.000Z', hs_lastmodifieddate: '2026-11-20T10:00:00.000Z', ...properties,
    },
    updatedAt: '2026-11-20T10:00:00.000Z',
    associations: { companies: { results: companies.map((company) => ({ id: company, type: 'feedback_submission_to_company' })) } },
  };
}

async function seedMirror(): Promise<void> {
  for (const table of ['companies', 'contacts', 'contact_emails']) await sql.raw(`delete from ${table}`).execute(surveys.test.kysely);
  await sql`insert into companies (portal_id, company_id, name, domain, is_customer, archived, merged_into) values
    (${PORTAL}, ${ACME}, 'Acme', 'acme.com.br', true, false, null), (${PORTAL}, ${BETA}, 'Beta', 'beta.com.br', true, false, null),
    (${PORTAL}, 9009, 'Old Beta', 'old.com.br', true, true, ${BETA}), (8, 9100, 'Other portal', 'acme.com.br', true, false, null)`.execute(surveys.test.kysely);
  await sql`insert into contacts (portal_id, contact_id, email, first_name, last_name, job_title, company_id) values
    (${PORTAL}, 101, 'ana@gmail.com', 'Ana', 'Souza', 'CFO', ${ACME})`.execute(surveys.test.kysely);
  await sql`insert into contact_emails (portal_id, email, contact_id) values (${PORTAL}, 'ana@gmail.com', 101)`.execute(surveys.test.kysely);
}

const save = (records: ReturnType<typeof buildRecord>[]) => surveys.test.db.withPortal(PORTAL, (tx) => spec.save(tx, PORTAL, records, surveys.clock.now));

describe("HubSpot's feedback submissions", () => {
  it('find their companies by association, merged company, contact and domain; nothing leaks from another portal', async () => {
    await seedMirror();
    const { touchedCompanyIds } = await save([
      buildRecord('1', {}, [String(BETA)]),
      buildRecord('2', {}, ['9009']),
      buildRecord('3', { hs_contact_id: '101', hs_contact_email_rollup: 'ana@gmail.com' }),
      buildRecord('4', { hs_contact_email_rollup: 'novo@acme.com.br' }),
      buildRecord('5', { hs_contact_email_rollup: 'quem@gmail.com' }),
      buildRecord('6', { hs_survey_type: 'CUSTOM', hs_value: null }),
    ]);
    expect(touchedCompanyIds).toEqual([ACME, BETA]);
    expect((await answers(surveys)).map((answer) => [answer.external_id, answer.company_id, answer.match_how])).toEqual([
      ['1', BETA, 'company-id'], ['2', BETA, 'company-id'], ['3', ACME, 'contact'], ['4', ACME, 'domain'], ['5', null, null],
    ]);
    expect((await answers(surveys))[2]).toMatchObject({ contact_id: 101, respondent_role: 'CFO', respondent_name: 'Ana Souza' });
  });

  it('read again touch nothing; a comment that came later touches its company', async () => {
    await seedMirror();
    await save([buildRecord('1', {}, [String(ACME)])]);
    expect(await save([buildRecord('1', {}, [String(ACME)])])).toEqual({ touchedCompanyIds: [] });
    const later = buildRecord('1', { hs_content: 'Bom', hs_lastmodifieddate: '2026-11-20T10:05:00.000Z' }, [String(ACME)]);
    expect(await save([later])).toEqual({ touchedCompanyIds: [ACME] });
    expect(await answers(surveys)).toMatchObject([{ comment: 'Bom' }]);
  });

  it('are left alone while their source is paused', async () => {
    await seedMirror();
    await save([buildRecord('1', {}, [String(ACME)])]);
    await surveys.test.db.withPortal(PORTAL, (tx) => pauseSource(tx, surveys.deps, { portalId: PORTAL, sourceId: 'hubspot', paused: true }, surveys.clock.now));
    expect(await save([buildRecord('2', {}, [String(ACME)])])).toEqual({ touchedCompanyIds: [] });
    expect(await answers(surveys)).toHaveLength(1);
  });
});
