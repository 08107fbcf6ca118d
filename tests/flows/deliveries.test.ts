import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact, daysBefore } from '../support/build-account.ts';
import { post, startBaton, type RunningBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let acme: string;
let hook: string;

const answer = (overrides: object = {}) => ({ id: 'a-1', score: 9, respondent: { email: 'ana@acme.com.br' }, answeredAt: daysBefore(3), ...overrides });
const latest = async () => (await baton.nps(acme)).figures?.latest ?? [];
const send = async (...bodies: object[]) => {
  for (const body of bodies) expect((await post(hook, body)).status).toBe(200);
  await baton.idle();
};

beforeAll(async () => {
  baton = await startBaton();
  acme = addCompany(baton.crm);
  addContact(baton.crm, acme, 'ana@acme.com.br');
  await baton.install();
  hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
});
afterAll(() => baton.close());

describe('a tool that repeats itself and mixes up the order', () => {
  test('the newest version by the tool\'s own clock wins, in whatever order the versions come', async () => {
    const [first, second, third] = [
      answer({ updatedAt: daysBefore(3) }),
      answer({ score: 6, updatedAt: daysBefore(2) }),
      answer({ score: 3, comment: 'Piorou', updatedAt: daysBefore(1) }),
    ];
    await send(second, third, first);
    expect(await latest()).toMatchObject([{ score: 3, comment: 'Piorou' }]);
    await send(third, second, first, third);
    expect(await latest()).toMatchObject([{ score: 3, comment: 'Piorou' }]);
  });

  test('ten times the same delivery at once is one answer', async () => {
    const twin = answer({ id: 'a-2', score: 10, answeredAt: daysBefore(2) });
    const replies = await Promise.all(Array.from({ length: 10 }, () => post(hook, twin)));
    expect(replies.every((reply) => reply.status === 200)).toBe(true);
    await baton.idle();
    const { rows } = await sql<{ n: number }>`select count(*) as n from answers where external_id = 'a-2'`.execute(baton.kysely);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('one person counts once in the NPS, with the last word', async () => {
    // a-1 (score 3) was given three days ago, a-2 (score 10) two days ago, both by Ana.
    expect((await baton.nps(acme)).figures!.relational.current).toMatchObject({ n: 1, promoters: 1, detractors: 0 });
  });
});

describe('a delivery that cannot be read', () => {
  test.each([
    ['is no JSON', Buffer.from('score=9'), 'no-json'],
    ['holds no answer', Buffer.from('[1, 2]'), 'no-answer'],
    ['is of an unknown type', Buffer.from('{"id":"x","score":9,"type":"smiley"}'), 'unknown-type'],
  ])('that %s is taken with 200, stays with its reason, and disturbs no other', async (_name, body, reason) => {
    const { status, body: reply } = await post(hook, body);
    expect(status).toBe(200);
    await send(answer({ id: `after ${reason}`, score: 8 }));
    const { rows } = await sql`select state, reason from deliveries where delivery_id = ${reply.deliveryId}`.execute(baton.kysely);
    expect(rows).toMatchObject([{ state: 'failed', reason: { code: reason } }]);
    expect((await latest()).length).toBeGreaterThan(0);
  });

  test('an empty try of the address, and HEAD and GET, are answered 200 and leave nothing', async () => {
    expect((await fetch(hook, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(hook)).status).toBe(200);
    expect((await post(hook, Buffer.alloc(0))).body).toEqual({ status: 'empty' });
  });
});
