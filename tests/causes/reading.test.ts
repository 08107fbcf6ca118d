import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { READ_JOB, lookForReadings, readOn, tagCompanies } from '../../src/server/causes/commands.ts';
import { createFinders } from '../../src/server/causes/finders.ts';
import { beginReading, findLexicon, lockLexicon, saveLexicon } from '../../src/server/causes/lexicon-store.ts';
import type { CauseDeps, Comment } from '../../src/server/causes/questions.ts';
import { startingCauses } from '../../src/server/causes/starting-lexicon.ts';
import { decideTag } from '../../src/server/causes/tag-store.ts';
import { openTestDb } from '../support/database.ts';
import { unasked } from '../support/unasked.ts';

const PORTAL = 101;
const PAGE = 500;
const now = new Date(Date.UTC(2026, 10, 18, 15));
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

let test: Awaited<ReturnType<typeof openTestDb>>;
let deps: CauseDeps;
let answers: Comment[] = [];
let queued: string[] = [];
/** Called before each page is handed out. */
let beforePage = (): void => {};
beforeAll(async () => {
  test = await openTestDb();
  deps = {
    db: test.db, now: () => now, randomBytes, finders: createFinders(), desk: unasked,
    enqueue: async (_tx, job) => void queued.push(job),
    activePortals: async () => [{ portalId: PORTAL }],
    comments: {
      page: async (_tx, { after, limit }) => {
        beforePage();
        return answers.filter(({ answerId }) => after === null || answerId > after).slice(0, limit);
      },
      count: async () => answers.length,
      ofCompanies: async () => answers,
      newest: unasked, companyOf: unasked,
    },
  };
});
afterAll(() => test.close());
beforeEach(async () => {
  answers = Array.from({ length: 2 * PAGE + 7 }, (_, n) => ({ answerId: idOf(n), text: n % 2 === 0 ? 'Muito caro' : 'Tudo certo' }));
  queued = [];
  beforePage = () => {};
  await test.db.withPortal(PORTAL, async (tx) => {
    await sql`delete from answer_causes`.execute(tx);
    await sql`delete from cause_lexicons`.execute(tx);
    await lockLexicon(tx, PORTAL, now);
    await beginReading(tx, answers.length);
  });
});

const lexicon = () => test.db.withPortal(PORTAL, (tx) => findLexicon(tx));
const marked = async () => (await sql<{ id: string }>`select answer_id as id from answer_causes where cause_id = 'price' and not off order by answer_id`.execute(test.kysely)).rows.map(({ id }) => id);
const expensive = () => answers.filter(({ text }) => text === 'Muito caro').map(({ answerId }) => answerId);
const read = (signal = new AbortController().signal) => readOn(deps, PORTAL, signal);

describe('a reading', () => {
  it('goes through all pages, says how far it has come, and ends', async () => {
    const seen: (number | undefined)[] = [];
    const { page } = deps.comments;
    deps.comments.page = async (tx, asked) => {
      seen.push((await findLexicon(tx)).reading?.read);
      return page(tx, asked);
    };
    await read();
    deps.comments.page = page;
    expect(seen).toEqual([0, PAGE, 2 * PAGE]);
    expect(await marked()).toEqual(expensive());
    expect(await lexicon()).toMatchObject({ reading: null, readAt: now, outdated: false });
  });

  it('that is cut goes on where it was, by whoever looks for it', async () => {
    const stopping = new AbortController();
    let pages = 0;
    beforePage = () => {
      pages += 1;
      if (pages === 2) stopping.abort();
    };
    await expect(read(stopping.signal)).rejects.toThrow();
    expect((await lexicon()).reading).toMatchObject({ read: 2 * PAGE, of: answers.length });
    await lookForReadings(deps, new AbortController().signal);
    expect(queued).toEqual([READ_JOB]);
    await read();
    expect(pages).toBe(3);
    expect(await marked()).toEqual(expensive());
  });

  it('two at once share the pages', async () => {
    let pages = 0;
    beforePage = () => (pages += 1);
    await Promise.all([read(), read()]);
    expect(pages).toBe(3);
    expect(await marked()).toEqual(expensive());
  });

  it('finds the words of answers that changed meanwhile, and takes off what is no longer there', async () => {
    await read();
    answers[0] = { answerId: idOf(0), text: 'Tudo certo' };
    answers[1] = { answerId: idOf(1), text: null };
    await tagCompanies(deps, { portalId: PORTAL, companyIds: [1] });
    expect(await marked()).toEqual(expensive());
  });

  it('begins anew when the words change, and leaves alone what a person said', async () => {
    await test.db.withPortal(PORTAL, async (tx) => {
      await decideTag(tx, PORTAL, { answerId: idOf(0), causeId: 'price', on: false }, { userId: 7, now });
      await decideTag(tx, PORTAL, { answerId: idOf(1), causeId: 'price', on: true }, { userId: 7, now });
    });
    await read();
    expect(await marked()).toEqual([idOf(1), ...expensive().slice(1)]);
    await test.db.withPortal(PORTAL, async (tx) => {
      await saveLexicon(tx, startingCauses().map((cause) => (cause.id === 'price' ? { ...cause, terms: ['mensalidade'] } : cause)), now);
      await beginReading(tx, answers.length);
    });
    await read();
    expect(await marked()).toEqual([idOf(1)]);
  });
});

it('an account whose answers were read with older causes of Baton\'s is read anew; one with its own causes is not', async () => {
  await read();
  const outdate = () => sql`update cause_lexicons set edition = 0`.execute(test.kysely);
  await outdate();
  await lookForReadings(deps, new AbortController().signal);
  expect(queued).toEqual([READ_JOB]);
  expect((await lexicon()).reading).toEqual({ after: null, read: 0, of: answers.length });
  await read();
  await test.db.withPortal(PORTAL, (tx) => saveLexicon(tx, startingCauses(), now));
  await outdate();
  queued = [];
  await lookForReadings(deps, new AbortController().signal);
  expect(queued).toEqual([]);
});
