import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addSource, pauseSource, showSources } from '../../src/server/surveys/source-commands.ts';
import { rerunDeliveries } from '../../src/server/surveys/deliveries.ts';
import { openTestDb, type TestDb } from '../support/database.ts';
import { buildSurveys, type Crm } from '../support/survey-rooms.ts';

const PORTAL = 7;
const ACME = 9001;
const BETA = 9002;

let test: TestDb;
let surveys: ReturnType<typeof buildSurveys>;
let crm: Crm;

beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());
beforeEach(async () => {
  for (const table of ['answers', 'invitations', 'deliveries', 'sources']) await sql.raw(`delete from ${table}`).execute(test.kysely);
  crm = {
    companies: [
      { id: ACME, cnpj: '11222333000181', domains: ['acme.com.br'] },
      { id: BETA, domains: ['beta.com.br', 'grupo.com.br'] },
      { id: 9003, domains: ['grupo.com.br'] },
    ],
    contacts: [{ contactId: 1, companyId: ACME, email: 'ana@acme.com.br', jobTitle: 'CFO', name: 'Ana Souza' }],
  };
  surveys = buildSurveys(test.db, crm);
});

async function source(provider: string, options: { settings?: object; trustedIds?: boolean; signingSecret?: string } = {}): Promise<string> {
  const added = await test.db.withPortal(PORTAL, (tx) => addSource(tx, surveys.deps, { portalId: PORTAL, provider, name: 'A source', ...options }, surveys.clock.now));
  if (!added.ok) throw new Error(added.reason);
  return added.hookPath!;
}

async function answers(): Promise<Record<string, unknown>[]> {
  return (await sql<Record<string, unknown>>`select *, to_jsonb(match_candidates) as match_candidates from answers order by external_id`.execute(test.kysely)).rows;
}

async function deliveries(): Promise<{ delivery_id: string; state: string; reason: string | null; body_sealed: string }[]> {
  return (await sql<{ delivery_id: string; state: string; reason: string | null; body_sealed: string }>`select * from deliveries order by received_at`.execute(test.kysely)).rows;
}

async function parseAll(): Promise<void> {
  for (const { delivery_id: deliveryId } of await deliveries()) await surveys.run('surveys.parse', { portalId: PORTAL, deliveryId });
}

const nps = (more: object = {}) => JSON.stringify({ id: 'r1', type: 'nps', score: 9, respondent: { email: 'ana@acme.com.br' }, answeredAt: '2026-11-20T10:00:00Z', ...more });

describe('the hook', () => {
  it('answers GET and HEAD 200, whatever the address', async () => {
    expect(await surveys.get('/hooks/7/none/none')).toMatchObject({ status: 200 });
  });

  it('answers 401 to a wrong secret, an unknown source, an unknown portal: never 404', async () => {
    const path = await source('webhook');
    for (const wrong of [`${path}x`, '/hooks/7/none/secret', '/hooks/99/webhook/secret', '/hooks/x/webhook/secret', path.replace('/7/', '/8/')]) {
      expect((await surveys.post(wrong, nps())).status).toBe(401);
    }
    expect(await deliveries()).toEqual([]);
  });

  it('keeps no secret: the path is stored as a hash, the body sealed', async () => {
    const path = await source('webhook');
    await surveys.post(path, nps({ comment: 'Segredo da Ana' }));
    const stored = JSON.stringify([(await sql`select * from sources`.execute(test.kysely)).rows, await deliveries()]);
    expect(stored).not.toContain(path.split('/').at(-1));
    expect(stored).not.toContain('Ana');
    const shown = await test.db.withPortal(PORTAL, (tx) => showSources(tx));
    expect(shown).toMatchObject([{ sourceId: 'webhook', provider: 'webhook', paused: false, trustedIds: false }]);
    expect(shown[0]).not.toHaveProperty('secretHash');
  });

  it('takes 256 kB of JSON at most, and nothing for an empty body', async () => {
    const path = await source('webhook');
    expect((await surveys.post(path, 'x'.repeat(256 * 1024 + 1))).status).toBe(413);
    expect(await surveys.post(path, '')).toMatchObject({ status: 200, body: { status: 'empty' } });
    expect(await deliveries()).toEqual([]);
  });

  it('checks the signature where the source has one', async () => {
    const path = await source('webhook', { settings: { signature: { header: 'x-signature' } }, signingSecret: 's' });
    expect((await surveys.post(path, nps(), { headers: { 'x-signature': 'deadbeef' } })).status).toBe(401);
    const { createHmac } = await import('node:crypto');
    const good = createHmac('sha256', 's').update(nps()).digest('hex');
    expect((await surveys.post(path, nps(), { headers: { 'x-signature': good } })).status).toBe(200);
  });

  it('answers 503 with Retry-After when the trouble is ours', async () => {
    const path = await source('webhook');
    const broken = buildSurveys({ ...test.db, withPortal: async () => Promise.reject(new Error('no')) } as never, crm);
    expect(await broken.post(path, nps())).toMatchObject({ status: 503, headers: { 'Retry-After': '60' } });
  });
});

describe('a webhook answer', () => {
  it('is stored at once and read by its job, matched, with role and name from the CRM', async () => {
    const path = await source('webhook');
    expect(await surveys.post(path, nps({ comment: 'Bom' }))).toMatchObject({ status: 200, body: { state: 'received' } });
    expect(await answers()).toEqual([]);
    await parseAll();
    expect(await answers()).toMatchObject([
      { external_id: 'r1', company_id: ACME, contact_id: 1, match_state: 'matched', match_how: 'email', respondent_role: 'CFO', respondent_name: 'Ana Souza', comment: 'Bom', score: 9, class: 'promoter' },
    ]);
    expect(surveys.announced()).toEqual([ACME]);
  });

  it('three times is one; its job again changes nothing and announces nothing', async () => {
    const path = await source('webhook');
    for (let time = 0; time < 3; time++) await surveys.post(path, nps());
    await parseAll();
    await parseAll();
    expect(await answers()).toHaveLength(1);
    expect(surveys.announced()).toEqual([ACME]);
  });

  it('keeps the newest by its own clock, in whatever order it comes; a late comment keeps the match', async () => {
    const path = await source('webhook');
    const first = nps({ score: 3, updatedAt: '2026-11-20T10:00:00Z' });
    const second = nps({ score: 8, updatedAt: '2026-11-20T10:01:00Z' });
    const third = JSON.stringify({ id: 'r1', type: 'nps', score: 8, comment: 'Melhorou', updatedAt: '2026-11-20T10:02:00Z', answeredAt: '2026-11-20T10:00:00Z' });
    for (const body of [second, first, third, second, first]) {
      surveys.clock.now = new Date(surveys.clock.now.getTime() + 1000);
      await surveys.post(path, body);
      await parseAll();
    }
    expect(await answers()).toMatchObject([{ score: 8, comment: 'Melhorou', company_id: ACME, match_state: 'matched' }]);
  });

  it('that moves to another company announces both', async () => {
    const path = await source('webhook', { trustedIds: true });
    await surveys.post(path, nps({ company: { id: ACME } }));
    await parseAll();
    surveys.announced();
    await surveys.post(path, nps({ company: { id: BETA }, updatedAt: '2026-11-20T12:00:00Z' }));
    await parseAll();
    expect(surveys.announced()).toEqual([ACME, BETA]);
    expect(await answers()).toMatchObject([{ company_id: BETA }]);
  });

  it('with an id that anyone could forge waits for review, with the choice', async () => {
    const path = await source('webhook');
    await surveys.post(path, nps({ respondent: {}, company: { id: BETA } }));
    await parseAll();
    expect(await answers()).toMatchObject([{ company_id: null, match_state: 'review', match_candidates: [BETA] }]);
    expect(surveys.announced()).toEqual([]);
  });

  it('of a domain that two companies share waits for review, never guessed', async () => {
    const path = await source('webhook');
    await surveys.post(path, nps({ respondent: { email: 'x@grupo.com.br' } }));
    await parseAll();
    expect(await answers()).toMatchObject([{ company_id: null, match_state: 'review', match_candidates: [BETA, 9003] }]);
  });
});

describe('a delivery that cannot be read', () => {
  it('stays with its reason, and is read again after the mapping was mended', async () => {
    const path = await source('webhook');
    await surveys.post(path, JSON.stringify({ nota: 9, id: 'r9', quem: 'ana@acme.com.br' }));
    await parseAll();
    expect(await deliveries()).toMatchObject([{ state: 'failed', reason: expect.stringContaining('survey type is missing') }]);
    expect(await test.db.withPortal(PORTAL, (tx) => showSources(tx))).toMatchObject([{ lastError: expect.stringContaining('survey type') }]);

    await sql`update sources set settings = ${JSON.stringify({ fields: { externalId: 'id', score: 'nota', email: 'quem' }, type: 'nps' })}`.execute(test.kysely);
    surveys.events.length = 0;
    expect(await test.db.withPortal(PORTAL, (tx) => rerunDeliveries(tx, surveys.deps, { portalId: PORTAL, sourceId: 'webhook', now: surveys.clock.now }))).toBe(1);
    expect(surveys.events).toMatchObject([{ name: 'surveys.delivery.received' }]);
    await parseAll();
    expect(await deliveries()).toMatchObject([{ state: 'parsed', reason: null }]);
    expect(await answers()).toMatchObject([{ external_id: 'r9', score: 9, company_id: ACME }]);
    expect(await test.db.withPortal(PORTAL, (tx) => showSources(tx))).toMatchObject([{ lastError: null }]);
  });

  it('is removed after its time', async () => {
    const path = await source('webhook');
    await surveys.post(path, nps());
    surveys.clock.now = new Date('2026-12-20T15:00:00Z');
    await surveys.run('surveys.purge', {});
    expect(await deliveries()).toHaveLength(1);
    surveys.clock.now = new Date('2026-12-21T15:00:00Z');
    await surveys.run('surveys.purge', {});
    expect(await deliveries()).toHaveLength(0);
  });
});

describe('a paused source', () => {
  it('stores and answers 200, and reads it all when it is resumed', async () => {
    const path = await source('webhook');
    const pause = (paused: boolean) => test.db.withPortal(PORTAL, (tx) => pauseSource(tx, surveys.deps, { portalId: PORTAL, sourceId: 'webhook', paused }, surveys.clock.now));
    expect(await pause(true)).toBe(true);
    expect((await surveys.post(path, nps())).status).toBe(200);
    expect(surveys.events).toEqual([]);
    await parseAll();
    expect(await answers()).toEqual([]);
    await pause(false);
    expect(surveys.events).toMatchObject([{ name: 'surveys.delivery.received' }]);
    await parseAll();
    expect(await answers()).toHaveLength(1);
  });
});

describe('a CSV of answers', () => {
  const file = [
    'id;nota;tipo;email;cnpj;data;comentario',
    '1;10;NPS;ana@acme.com.br;;20/11/2026;Ótimo',
    '2;0;NPS;;11.222.333/0001-81;19/11/2026;',
    '3;11;NPS;;;19/11/2026;',
    '4;7;NPS;x@gmail.com;;19/11/2026;',
    '2;0;NPS;;11.222.333/0001-81;19/11/2026;',
    ';;;;;;',
  ].join('\r\n');
  const post = (path: string, text: string, query = {}) => surveys.post(path, text, { query, headers: { 'content-type': 'text/csv' } });

  it('rehearsed: the report and nothing else', async () => {
    const path = await source('csv');
    const reply = await post(path, file, { dryRun: '1' });
    expect(reply).toMatchObject({ status: 200, body: { dryRun: true, rows: 6, created: 3, duplicate: 1, skipped: 1, error: 1, matched: 2, unmatched: 1 } });
    expect([await answers(), await deliveries(), surveys.announced()]).toEqual([[], [], []]);
  });

  it('posted: every row accounted for by its line, then the same again', async () => {
    const path = await source('csv');
    expect(await post(path, file)).toMatchObject({
      status: 200,
      body: {
        state: 'parsed', rows: 6, created: 3, updated: 0, duplicate: 1, skipped: 1, error: 1, matched: 2, unmatched: 1,
        lines: { created: '2-3,5', duplicate: '6', skipped: '7', error: '4' },
        problems: [{ line: 4, code: 'bad-score' }],
      },
    });
    expect(surveys.announced()).toEqual([ACME]);
    surveys.clock.now = new Date(surveys.clock.now.getTime() + 60_000);
    expect(await post(path, file)).toMatchObject({ body: { created: 0, updated: 0, duplicate: 4, lines: { duplicate: '2-3,5-6' } } });
    expect(surveys.announced()).toEqual([]);
    surveys.clock.now = new Date(surveys.clock.now.getTime() + 60_000);
    expect(await post(path, file.replace('1;10;', '1;8;'))).toMatchObject({ body: { updated: 1, duplicate: 3, lines: { updated: '2' } } });
    expect(await answers()).toMatchObject([{ external_id: '1', score: 8 }, { external_id: '2', score: 0 }, { external_id: '4', match_state: 'unmatched' }]);
  });

  it('that cannot be read at all is told so in words, kept, and can be run again', async () => {
    const path = await source('csv');
    expect(await post(path, 'a;b\n1;2\n')).toMatchObject({ status: 422, body: { state: 'failed', error: expect.stringContaining('No column holds the score') } });
    expect(await deliveries()).toMatchObject([{ state: 'failed' }]);
    expect(await post(path, 'a;b\n1;2\n', { dryRun: '1' })).toMatchObject({ status: 422 });
  });

  it('its job, coming later, finds it done', async () => {
    const path = await source('csv');
    await post(path, file);
    surveys.announced();
    await parseAll();
    expect(surveys.announced()).toEqual([]);
    expect(await answers()).toHaveLength(3);
  });

  it('of 5,000 rows is read in the request', async () => {
    const path = await source('csv');
    const rows = Array.from({ length: 5000 }, (_, index) => `${index};${index % 11};NPS;p${index}@acme.com.br;;20/11/2026;Comentário ${index}`);
    expect(await post(path, [file.split('\r\n')[0], ...rows].join('\n'))).toMatchObject({ status: 200, body: { created: 5000, matched: 5000 } });
  });
});

describe('what the CRM learns later', () => {
  it('an unmatched answer finds its company when the company comes, a review when its choice is clear', async () => {
    const path = await source('webhook');
    await surveys.post(path, nps({ id: 'r1', respondent: { email: 'c@gama.com.br' } }));
    await surveys.post(path, nps({ id: 'r2', respondent: { email: 'x@grupo.com.br' } }));
    await parseAll();
    crm.companies.push({ id: 9004, domains: ['gama.com.br'] });
    crm.contacts.push({ contactId: 5, companyId: 9003, email: 'x@grupo.com.br' });
    await surveys.run('surveys.rematch', { portalId: PORTAL, companyIds: [9004] });
    expect(await answers()).toMatchObject([{ external_id: 'r1', company_id: 9004, match_how: 'domain' }, { external_id: 'r2', company_id: 9003, match_how: 'email', match_candidates: null }]);
    expect(surveys.announced()).toEqual([9003, 9004]);
    await surveys.run('surveys.rematch-all', { portalId: PORTAL });
    expect(surveys.announced()).toEqual([]);
  });

  it('answers follow a company that was merged into another', async () => {
    const path = await source('webhook');
    await surveys.post(path, nps());
    await parseAll();
    surveys.announced();
    crm.companies[0]!.becomes = BETA;
    await surveys.run('surveys.rematch', { portalId: PORTAL, companyIds: [ACME] });
    expect(await answers()).toMatchObject([{ company_id: BETA }]);
    expect(surveys.announced()).toEqual([BETA]);
  });
});

describe('adding a source', () => {
  const add = (more: object) => test.db.withPortal(PORTAL, (tx) => addSource(tx, surveys.deps, { portalId: PORTAL, provider: 'webhook', name: 'x', ...more }, surveys.clock.now));

  it('is refused with the reason in words', async () => {
    expect(await add({ provider: 'smoke' })).toMatchObject({ ok: false, reason: 'Unknown tool "smoke": known are csv, hubspot-feedback, webhook.' });
    expect(await add({ settings: { list: 'a..b' } })).toMatchObject({ ok: false, reason: expect.stringContaining('data.answers[0].value') });
    expect(await add({ sourceId: 'Not Good' })).toMatchObject({ ok: false });
  });

  it('gives ids of its own, and keeps them apart', async () => {
    expect(await add({})).toMatchObject({ ok: true, sourceId: 'webhook', hookPath: expect.stringMatching(/^\/hooks\/7\/webhook\/[\w-]{32}$/) });
    expect(await add({})).toMatchObject({ ok: true, sourceId: 'webhook-2' });
    expect(await add({ sourceId: 'webhook' })).toMatchObject({ ok: false });
    expect(await add({ provider: 'hubspot-feedback' })).toMatchObject({ ok: true, hookPath: null });
  });
});
