import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { rerunDeliveries } from '../../src/server/surveys/deliveries.ts';
import { showSources } from '../../src/server/surveys/source-commands.ts';
import { buildSurveys } from '../support/survey-rooms.ts';
import { ACME, answers, BETA, deliveries, parseAll, PORTAL, source, useSurveys } from '../support/use-surveys.ts';

const surveys = useSurveys();
const nps = (more: object = {}) => JSON.stringify({ id: 'r1', type: 'nps', score: 9, respondent: { email: 'ana@acme.com.br' }, answeredAt: '2026-11-20T10:00:00Z', ...more });

describe('the hook', () => {
  it('answers GET and HEAD 200, whatever the address', async () => {
    expect(await surveys.get('/hooks/7/none/none')).toMatchObject({ status: 200 });
  });

  it('answers 401 to a wrong secret, an unknown source, an unknown portal: never 404', async () => {
    const path = await source(surveys, 'webhook');
    for (const wrong of [`${path}x`, '/hooks/7/none/secret', '/hooks/99/webhook/secret', '/hooks/x/webhook/secret', path.replace('/7/', '/8/')]) {
      expect((await surveys.post(wrong, nps())).status).toBe(401);
    }
    expect(await deliveries(surveys)).toEqual([]);
  });

  it('answers 429 once wrong secrets come too fast, and 200 to the right one all the while', async () => {
    const path = await source(surveys, 'webhook');
    surveys.clock.now = new Date('2026-11-21T16:30:15Z');
    const wrong: number[] = [];
    for (let index = 0; index < 25; index++) wrong.push((await surveys.post(`${path}${index}`, nps())).status);
    expect(wrong).toEqual([...Array<number>(20).fill(401), ...Array<number>(5).fill(429)]);
    expect(await surveys.post(`${path}x`, nps())).toMatchObject({ status: 429, headers: { 'Retry-After': '45' } });
    expect((await surveys.post(path, nps())).status).toBe(200);
  });

  it('keeps no secret: the path is stored as a hash, the body sealed', async () => {
    const path = await source(surveys, 'webhook');
    await surveys.post(path, nps({ comment: 'Segredo da Ana' }));
    const stored = JSON.stringify([(await sql`select * from sources`.execute(surveys.test.kysely)).rows, await deliveries(surveys)]);
    expect(stored).not.toContain(path.split('/').at(-1));
    expect(stored).not.toContain('Ana');
    const shown = await surveys.test.db.withPortal(PORTAL, (tx) => showSources(tx));
    expect(shown).toMatchObject([{ sourceId: 'webhook', provider: 'webhook', paused: false, trustedIds: false }]);
    expect(shown[0]).not.toHaveProperty('secretHash');
  });

  it('takes 256 kB of JSON at most, and nothing for an empty body', async () => {
    const path = await source(surveys, 'webhook');
    expect((await surveys.post(path, 'x'.repeat(256 * 1024 + 1))).status).toBe(413);
    expect(await surveys.post(path, '')).toMatchObject({ status: 200, body: { status: 'empty' } });
    expect(await deliveries(surveys)).toEqual([]);
  });

  it('checks the signature where the source has one', async () => {
    const path = await source(surveys, 'webhook', { settings: { signature: { header: 'x-signature' } }, signingSecret: 's' });
    expect((await surveys.post(path, nps(), { headers: { 'x-signature': 'deadbeef' } })).status).toBe(401);
    const good = createHmac('sha256', 's').update(nps()).digest('hex');
    expect((await surveys.post(path, nps(), { headers: { 'x-signature': good } })).status).toBe(200);
  });

  it('answers 503 with Retry-After when the trouble is ours', async () => {
    const path = await source(surveys, 'webhook');
    const broken = buildSurveys({ ...surveys.test.db, withPortal: async () => Promise.reject(new Error('no')) } as never, surveys.crm);
    expect(await broken.post(path, nps())).toMatchObject({ status: 503, headers: { 'Retry-After': '60' } });
  });
});

describe('a webhook answer', () => {
  it('is stored at once and read by its job, matched, with role and name from the CRM', async () => {
    const path = await source(surveys, 'webhook');
    expect(await surveys.post(path, nps({ comment: 'Bom' }))).toMatchObject({ status: 200, body: { state: 'received' } });
    expect(await answers(surveys)).toEqual([]);
    await parseAll(surveys);
    expect(await answers(surveys)).toMatchObject([
      { external_id: 'r1', company_id: ACME, contact_id: 1, match_state: 'matched', match_how: 'email', respondent_role: 'CFO', respondent_name: 'Ana Souza', comment: 'Bom', score: 9, class: 'promoter' },
    ]);
    expect(surveys.announced()).toEqual([ACME]);
  });

  it('three times is one; its job again changes nothing and announces nothing', async () => {
    const path = await source(surveys, 'webhook');
    for (let time = 0; time < 3; time++) await surveys.post(path, nps());
    await parseAll(surveys);
    await parseAll(surveys);
    expect(await answers(surveys)).toHaveLength(1);
    expect(surveys.announced()).toEqual([ACME]);
  });

  it('keeps the newest by its own clock, in whatever order it comes; a late comment keeps the match', async () => {
    const path = await source(surveys, 'webhook');
    const first = nps({ score: 3, updatedAt: '2026-11-20T10:00:00Z' });
    const second = nps({ score: 8, updatedAt: '2026-11-20T10:01:00Z' });
    const third = JSON.stringify({ id: 'r1', type: 'nps', score: 8, comment: 'Melhorou', updatedAt: '2026-11-20T10:02:00Z', answeredAt: '2026-11-20T10:00:00Z' });
    for (const body of [second, first, third, second, first]) {
      surveys.clock.now = new Date(surveys.clock.now.getTime() + 1000);
      await surveys.post(path, body);
      await parseAll(surveys);
    }
    expect(await answers(surveys)).toMatchObject([{ score: 8, comment: 'Melhorou', company_id: ACME, match_state: 'matched' }]);
  });

  it('that moves to another company announces both', async () => {
    const path = await source(surveys, 'webhook', { trustedIds: true });
    await surveys.post(path, nps({ company: { id: ACME } }));
    await parseAll(surveys);
    surveys.announced();
    await surveys.post(path, nps({ company: { id: BETA }, updatedAt: '2026-11-20T12:00:00Z' }));
    await parseAll(surveys);
    expect(surveys.announced()).toEqual([ACME, BETA]);
    expect(await answers(surveys)).toMatchObject([{ company_id: BETA }]);
  });

  it('with an id that anyone could forge waits for review, with the choice', async () => {
    const path = await source(surveys, 'webhook');
    await surveys.post(path, nps({ respondent: {}, company: { id: BETA } }));
    await parseAll(surveys);
    expect(await answers(surveys)).toMatchObject([{ company_id: null, match_state: 'review', match_candidates: [BETA] }]);
    expect(surveys.announced()).toEqual([]);
  });

  it('of a domain that two companies share waits for review, never guessed', async () => {
    const path = await source(surveys, 'webhook');
    await surveys.post(path, nps({ respondent: { email: 'x@grupo.com.br' } }));
    await parseAll(surveys);
    expect(await answers(surveys)).toMatchObject([{ company_id: null, match_state: 'review', match_candidates: [BETA, 9003] }]);
  });
});

describe('a delivery that cannot be read', () => {
  it('stays with its reason, and is read again after the mapping was mended', async () => {
    const path = await source(surveys, 'webhook');
    await surveys.post(path, JSON.stringify({ nota: 9, id: 'r9', quem: 'ana@acme.com.br' }));
    await parseAll(surveys);
    expect(await deliveries(surveys)).toMatchObject([{ state: 'failed', reason: { code: 'missing-type', params: {} } }]);
    expect(await surveys.test.db.withPortal(PORTAL, (tx) => showSources(tx))).toMatchObject([{ lastError: { code: 'missing-type' } }]);

    await sql`update sources set settings = ${JSON.stringify({ fields: { externalId: 'id', score: 'nota', email: 'quem' }, type: 'nps' })}`.execute(surveys.test.kysely);
    surveys.started.length = 0;
    expect(await surveys.test.db.withPortal(PORTAL, (tx) => rerunDeliveries(tx, surveys.deps, { portalId: PORTAL, sourceId: 'webhook' }))).toBe(1);
    expect(surveys.started).toEqual(['surveys.parse']);
    await parseAll(surveys);
    expect(await deliveries(surveys)).toMatchObject([{ state: 'parsed', reason: null }]);
    expect(await answers(surveys)).toMatchObject([{ external_id: 'r9', score: 9, company_id: ACME }]);
    expect(await surveys.test.db.withPortal(PORTAL, (tx) => showSources(tx))).toMatchObject([{ lastError: null }]);
  });

  it('because the database does not take it ends with a reason, too', async () => {
    const path = await source(surveys, 'webhook', { settings: { scales: { nps: { min: 0, max: 10 } } } });
    await sql`alter table answers add constraint no_nines check (score <> 9)`.execute(surveys.test.kysely);
    await surveys.post(path, nps());
    await parseAll(surveys);
    await sql`alter table answers drop constraint no_nines`.execute(surveys.test.kysely);
    expect(await deliveries(surveys)).toMatchObject([{ state: 'failed', reason: { code: 'our-fault' } }]);
  });

  it('with a NUL or half an emoji in it is read all the same', async () => {
    const path = await source(surveys, 'webhook');
    await surveys.post(path, nps({ comment: `${'a'.repeat(4999)}😀`, touchpoint: 'a\u0000b', respondent: { email: 'ana@acme.com.br', name: 'cut \ud83d' } }));
    await surveys.post(path, nps({ id: 'r2', score: '\u0000' }));
    await parseAll(surveys);
    expect((await deliveries(surveys)).map(({ state }) => state)).toEqual(['parsed', 'failed']);
    expect(await answers(surveys)).toMatchObject([{ touchpoint: 'ab', respondent_name: 'cut \ufffd' }]);
  });

  it('is removed after its time', async () => {
    const path = await source(surveys, 'webhook');
    await surveys.post(path, nps());
    surveys.clock.now = new Date('2026-12-20T15:00:00Z');
    await surveys.run('surveys.purge', {});
    expect(await deliveries(surveys)).toHaveLength(1);
    surveys.clock.now = new Date('2026-12-21T15:00:00Z');
    await surveys.run('surveys.purge', {});
    expect(await deliveries(surveys)).toHaveLength(0);
  });
});

describe('what the CRM learns later', () => {
  it('an unmatched answer finds its company when the company comes, a review when its choice is clear', async () => {
    const path = await source(surveys, 'webhook');
    await surveys.post(path, nps({ id: 'r1', respondent: { email: 'c@gama.com.br' } }));
    await surveys.post(path, nps({ id: 'r2', respondent: { email: 'x@grupo.com.br' } }));
    await parseAll(surveys);
    surveys.crm.companies.push({ id: 9004, domains: ['gama.com.br'] });
    surveys.crm.contacts.push({ contactId: 5, companyId: 9003, email: 'x@grupo.com.br' });
    await surveys.run('surveys.rematch', { portalId: PORTAL, companyIds: [9004] });
    expect(await answers(surveys)).toMatchObject([{ external_id: 'r1', company_id: 9004, match_how: 'domain' }, { external_id: 'r2', company_id: 9003, match_how: 'email', match_candidates: null }]);
    expect(surveys.announced()).toEqual([9003, 9004]);
    await surveys.run('surveys.rematch-all', { portalId: PORTAL });
    expect(surveys.announced()).toEqual([]);
  });

  it('an invitation finds its company, too, so that the response rate counts the silent', async () => {
    const path = await source(surveys, 'webhook');
    const sentAt = '2026-11-19T10:00:00Z';
    await surveys.post(path, JSON.stringify({ id: 'i1', type: 'nps', sentAt, respondent: { email: 'c@gama.com.br' } }));
    await parseAll(surveys);
    surveys.crm.companies.push({ id: 9004, domains: ['gama.com.br'] });
    await surveys.run('surveys.rematch-daily', {});
    expect((await sql`select company_id from invitations`.execute(surveys.test.kysely)).rows).toEqual([{ company_id: 9004 }]);
    expect(surveys.announced()).toEqual([9004]);
  });

  it('answers follow a company that was merged into another', async () => {
    const path = await source(surveys, 'webhook');
    await surveys.post(path, nps());
    await parseAll(surveys);
    surveys.announced();
    surveys.crm.companies[0]!.becomes = BETA;
    await surveys.run('surveys.rematch', { portalId: PORTAL, companyIds: [ACME] });
    expect(await answers(surveys)).toMatchObject([{ company_id: BETA }]);
    expect(surveys.announced()).toEqual([BETA]);
  });
});
