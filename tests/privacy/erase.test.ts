import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contactsKnownAs, forgetContacts } from '../../src/server/accounts/erase.ts';
import { accountSpecs } from '../../src/server/accounts/specs.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { erasePerson } from '../../src/server/privacy/commands.ts';
import { createTombstones } from '../../src/server/privacy/tombstones.ts';
import { forgetRespondent, respondentsKnownAs } from '../../src/server/surveys/erase.ts';
import { buildCrmRecord } from '../support/build-crm-record.ts';
import { openTestDb, type TestDb } from '../support/database.ts';
import { captureLog } from '../support/log.ts';

const HERE = 7;
const ELSEWHERE = 8;
const now = new Date('2026-11-21T12:00:00Z');
const first = { id: 'k1', key: Buffer.alloc(32, 1) };
const second = { id: 'k2', key: Buffer.alloc(32, 2) };
const secrets = createSecrets([first], randomBytes);
let test: TestDb;

beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());
beforeEach(async () => {
  for (const table of ['answers', 'contacts', 'contact_emails', 'erased_marks', 'events', 'deliveries']) await sql.raw(`delete from ${table}`).execute(test.kysely);
  for (const portalId of [HERE, ELSEWHERE]) {
    await saveContact(portalId, 33, 'ana@acme.com.br');
    await answer(portalId, 'a1', { email: 'ana@acme.com.br', respondent_key: 'ana@acme.com.br', comment: 'palavras da ana' });
    await answer(portalId, 'a2', { contact_id: 33, respondent_key: 'contact:33', comment: 'mais palavras' });
    await answer(portalId, 'a3', { email: 'ana.privado@gmail.example', contact_id: 33, respondent_key: 'ana.privado@gmail.example', comment: 'de casa' });
    await answer(portalId, 'b1', { email: 'beto@acme.com.br', respondent_key: 'beto@acme.com.br', comment: 'palavras do beto' });
  }
});

async function answer(portalId: number, externalId: string, row: { email?: string; respondent_key: string; contact_id?: number; comment: string }): Promise<void> {
  const { email = null, respondent_key: key, contact_id: contactId = null, comment } = row;
  await sql`
    insert into answers (portal_id, source_id, external_id, type, kind, score, scale_min, scale_max, class, value, comment, respondent_key, respondent_email,
      respondent_name, contact_id, company_id, match_state, hints, answered_at, provider_updated_at, received_at)
    values (${portalId}, 'csv', ${externalId}, 'nps', 'relational', 9, 0, 10, 'promoter', 0.9, ${comment}, ${key}, ${email}, 'Nome', ${contactId}, 501, 'matched',
      ${JSON.stringify({ trusted: true, ...(email && { email }) })}, ${now}, ${now}, ${now})`.execute(test.kysely);
}

async function saveContact(portalId: number, id: number, email: string, tombstones = createTombstones(secrets)): Promise<void> {
  const spec = accountSpecs('postgres', tombstones.erased).find((one) => one.type === 'contacts')!;
  const record = buildCrmRecord({ id: String(id), properties: { email, hs_additional_emails: 'ana.souza@acme.com.br' } });
  await test.db.withPortal(portalId, (tx) => spec.save(tx, portalId, [record], now, { timeZone: 'UTC', cnpjProperty: 'cnpj' }));
}

function erase(person: { contactIds?: number[]; emails?: string[] }): Promise<void> {
  const events: object[] = [];
  const questions = {
    knownAs: [contactsKnownAs, respondentsKnownAs],
    sweep: [],
    forget: [forgetContacts, (tx: Parameters<typeof forgetContacts>[0], portalId: number, who: Parameters<typeof forgetContacts>[2]) => forgetRespondent(tx, { secrets, randomBytes }, portalId, who)],
  };
  const deps = { db: test.db, now: () => now, log: captureLog().log, tombstones: createTombstones(secrets), questions, record: async (_tx: unknown, event: object) => void events.push(event) };
  return erasePerson(deps as never, HERE, { contactIds: person.contactIds ?? [], emails: person.emails ?? [] });
}

const rowsOf = async (portalId: number) =>
  (await sql<{ key: string; comment: string | null }>`select respondent_key as key, comment, respondent_email, contact_id, hints, external_id from answers where portal_id = ${portalId} order by comment`.execute(test.kysely)).rows;
const everythingOf = async (portalId: number) => {
  const texts = await Promise.all(['answers', 'contacts', 'contact_emails', 'erased_marks'].map(async (table) =>
    (await sql<{ text: string }>`select to_jsonb(t)::text as text from ${sql.table(table)} as t where portal_id = ${portalId}`.execute(test.kysely)).rows.map((row) => row.text)));
  return texts.flat().sort().join('\n');
};

describe('erasing a person', () => {
  it.each([
    { known: 'their address, however written', person: { emails: [' ANA@acme.com.br'] } },
    { known: 'another of their addresses', person: { emails: ['ana.souza@acme.com.br'] } },
    { known: 'their contact', person: { contactIds: [33] } },
  ])('by $known finds all that is theirs, five times as once', async ({ person }) => {
    await erase(person);
    const once = await everythingOf(HERE);
    for (let n = 0; n < 4; n += 1) await erase(person);
    expect(await everythingOf(HERE)).toBe(once);
    for (const word of ['ana@', 'ana.souza', 'ana.privado', 'palavras da ana', 'mais palavras', 'de casa', 'contact:33']) expect(once).not.toContain(word);
    expect(once).toContain('palavras do beto');
  });

  it('leaves their answers as one vote of nobody, each in its company', async () => {
    await erase({ contactIds: [33] });
    const rows = await rowsOf(HERE);
    expect(rows).toHaveLength(4);
    const keys = new Set(rows.filter((row) => row.comment === null).map((row) => row.key));
    expect(keys.size).toBe(1);
    expect([...keys][0]).toMatch(/^erased:/);
  });

  it('leaves the same address in another account as it was', async () => {
    const before = await everythingOf(ELSEWHERE);
    await erase({ emails: ['ana@acme.com.br'] });
    expect(await everythingOf(ELSEWHERE)).toBe(before);
    await saveContact(ELSEWHERE, 33, 'ana@acme.com.br');
    expect(await everythingOf(ELSEWHERE)).toBe(before);
  });

  it('is remembered by marks that tell nobody whom they stand for, also after a key was rotated', async () => {
    await erase({ contactIds: [33] });
    const marked = (await sql<{ mark: string }>`select mark from erased_marks`.execute(test.kysely)).rows;
    expect(marked.length).toBeGreaterThan(3);
    for (const { mark } of marked) expect(mark).toMatch(/^[\w-]{43}$/);
    const rotated = createTombstones(createSecrets([second, first], randomBytes));
    await saveContact(HERE, 34, 'ana@acme.com.br', rotated);
    await saveContact(HERE, 33, 'outra@acme.com.br', rotated);
    expect((await sql`select 1 from contacts where portal_id = ${HERE}`.execute(test.kysely)).rows).toEqual([]);
    await saveContact(HERE, 35, 'outra.pessoa@acme.com.br', rotated);
    expect((await sql`select 1 from contacts where portal_id = ${HERE}`.execute(test.kysely)).rows).toEqual([]);
  });

  it('at the same moment as copies are saved, leaves none of them', async () => {
    for (let n = 0; n < 20; n += 1) await Promise.all([erase({ emails: ['ana@acme.com.br'] }), saveContact(HERE, 33, 'ana@acme.com.br'), saveContact(HERE, 40 + n, 'ana@acme.com.br')]);
    expect((await sql`select 1 from contacts where portal_id = ${HERE}`.execute(test.kysely)).rows).toEqual([]);
  });
});
