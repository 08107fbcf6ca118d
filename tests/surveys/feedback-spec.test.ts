import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { findCompanies } from '../../src/server/accounts/find-companies.ts';
import { feedbackSpec } from '../../src/server/surveys/feedback-spec.ts';
import { pauseSource, showSources } from '../../src/server/surveys/source-commands.ts';
import { providers, types } from '../support/read-survey.ts';
import { ACME, answers, BETA, PORTAL, useSurveys } from '../support/use-surveys.ts';

const surveys = useSurveys();
// Against the accounts' own mirror, so that both rooms speak of the same keys.
const spec = feedbackSpec(providers, types, { findCompanies });

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
    const pause = (paused: boolean) =>
      surveys.test.db.withPortal(PORTAL, (tx) => pauseSource(tx, surveys.deps, { portalId: PORTAL, sourceId: 'hubspot', paused, now: surveys.clock.now }));
    const paused = () => surveys.test.db.withPortal(PORTAL, (tx) => spec.paused(tx));
    expect(await paused()).toBe(false);
    await save([buildRecord('1', {})]);
    await pause(true);
    expect(await paused()).toBe(true);
    await pause(false);
    expect(await paused()).toBe(false);
  });

  it('that hold no answer are counted by their reason, each once, until they hold one', async () => {
    const shown = async () => (await surveys.test.db.withPortal(PORTAL, (tx) => showSources(tx)))[0];
    const custom = (id: string) => buildRecord(id, { hs_survey_type: 'CUSTOM', hs_value: null });
    await save([buildRecord('1', {}), custom('2'), custom('3'), buildRecord('4', { hs_value: '44' })]);
    await save([custom('3')]);
    expect(await shown()).toMatchObject({ sourceId: 'hubspot', skipped: { 'other-survey-type': 2, 'off-scale': 1 }, lastReceivedAt: surveys.clock.now });
    await save([buildRecord('4', { hs_value: '9' })]);
    expect((await shown())!.skipped).toEqual({ 'other-survey-type': 2 });
  });
});
