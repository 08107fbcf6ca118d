import { describe, expect, it } from 'vitest';
import { read } from '../support/read-survey.ts';

function buildSubmission(properties: Record<string, string | null> = {}, associations: Record<string, string[]> = {}) {
  return {
    id: '512001',
    properties: {
      hs_survey_type: 'NPS', hs_survey_id: '5', hs_survey_name: 'NPS Relacional', hs_survey_channel: 'EMAIL', hs_value: '0', hs_content: 'Atendimento péssimo 😡',
      hs_submission_timestamp: '2026-03-02T14:05:31.112Z', hs_lastmodifieddate: '2026-03-02T14:09:02.004Z', hs_contact_id: '101',
      hs_contact_email_rollup: 'ana.souza@acme.com.br', hs_contact_firstname: 'Ana', hs_contact_lastname: 'Souza', hs_ticket_id: null, ...properties,
    },
    createdAt: '2026-03-02T14:05:31.512Z',
    updatedAt: '2026-03-02T14:09:02.004Z',
    associations: Object.fromEntries(Object.entries(associations).map(([object, ids]) => [object, { results: ids.map((id) => ({ id, type: 'x' })) }])),
  };
}

const poll = (submissions: object[], settings: object = {}) => read('hubspot-feedback', JSON.stringify({ results: submissions }), settings);

describe("HubSpot's own surveys", () => {
  it('NPS 0 is a detractor with its words, person, clocks and proof', () => {
    expect(poll([buildSubmission({}, { companies: ['9'], contacts: ['101'] })]).answers[0]).toMatchObject({
      externalId: '512001', type: 'nps', kind: 'relational', score: 0, class: 'detractor', comment: 'Atendimento péssimo 😡', channel: 'email',
      respondentName: 'Ana Souza', respondentKey: 'ana.souza@acme.com.br', answeredAt: new Date('2026-03-02T14:05:31.112Z'), updatedAt: new Date('2026-03-02T14:09:02.004Z'),
      hints: { companyId: 9, contactId: 101, email: 'ana.souza@acme.com.br', domain: 'acme.com.br', trusted: true },
    });
  });

  it('CSAT is 0 to 2', () => {
    expect(poll([buildSubmission({ hs_survey_type: 'CSAT', hs_value: '2' })]).answers[0]).toMatchObject({ scaleMin: 0, scaleMax: 2, class: 'promoter', value: 1, kind: 'transactional' });
    expect(poll([buildSubmission({ hs_survey_type: 'CSAT', hs_value: '5' })])).toMatchObject({ answers: [], problems: [{ code: 'off-scale' }] });
  });

  it('nobody is a respondent, too: CES in a chat without a contact', () => {
    const nobody = { hs_survey_type: 'CES', hs_value: '4', hs_content: '', hs_contact_id: null, hs_contact_email_rollup: null, hs_contact_firstname: null, hs_contact_lastname: null };
    expect(poll([buildSubmission(nobody)]).answers[0]).toMatchObject({ class: 'passive', respondentKey: null, respondentEmail: null, respondentName: null, comment: null, hints: { trusted: true } });
  });

  it('several associated companies prove none', () => {
    expect(poll([buildSubmission({}, { companies: ['9', '10'] })]).answers[0]!.hints.companyId).toBeUndefined();
  });

  it('an answer about a ticket is transactional; the source may say otherwise by type or survey', () => {
    expect(poll([buildSubmission({ hs_ticket_id: '3' })]).answers[0]).toMatchObject({ kind: 'transactional', hints: { ticketId: 3 } });
    expect(poll([buildSubmission()], { kinds: { nps: 'transactional' } }).answers[0]!.kind).toBe('transactional');
    expect(poll([buildSubmission()], { kinds: { nps: 'transactional', '5': 'relational' } }).answers[0]!.kind).toBe('relational');
  });

  it('other surveys are passed over and counted with the reason', () => {
    const { answers, problems } = poll([buildSubmission({ hs_survey_type: 'CUSTOM', hs_value: null }), buildSubmission({ hs_survey_type: null }), buildSubmission()]);
    expect(answers).toHaveLength(1);
    expect(problems.map((problem) => [problem.severity, problem.code])).toEqual([['skipped', 'other-survey-type'], ['skipped', 'other-survey-type']]);
  });
});
