import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact } from '../support/build-account.ts';
import { post, PUBLIC_URL } from '../support/running-baton.ts';
import { buildSpawned, freePort, spawnIn, type Spawned } from '../support/spawned-baton.ts';
import { waitUntil } from '../support/wait.ts';

let house: Awaited<ReturnType<typeof buildSpawned>>;
let server: Spawned;
let acme: string;
let hook: string;
let wrong: string;

beforeAll(async () => {
  house = await buildSpawned();
  acme = addCompany(house.crm);
  addContact(house.crm, acme, 'ana@acme.com.br');
  hook = await addSource('survey', 'relational-nps.json');
  wrong = await addSource('wrong', 'wrong-list.json');
  server = await house.start();
  await house.install();
  expect((await post(wrong, { data: { id: 'w1', score: 10, comment: 'Palavras dela', respondent: { email: 'ana@acme.com.br' } } })).status).toBe(200);
  await waitUntil('the company is scored', async () => (await house.ask('health', acme)).status === 'scored');
});
afterAll(() => house.close());

/** Adds a webhook as an admin does before the server runs; returns its address. */
async function addSource(id: string, settings: string): Promise<string> {
  const { output } = await house.source(['add', '--provider', 'webhook', '--id', id, '--name', id, '--settings', `tests/fixtures/flows/${settings}`]);
  return /https:\S+/.exec(output)![0].replace(PUBLIC_URL, house.url);
}

const answers = async () => (await house.ask('nps', acme)).figures?.latest ?? [];

describe('Baton is killed hard', () => {
  test('right after the 200 of a delivery: after the restart the answer is on the card', async () => {
    const bodies = Array.from({ length: 5 }, (_, index) => ({ id: `k${index}`, score: index, respondent: { email: `p${index}@acme.com.br` }, answeredAt: new Date().toISOString() }));
    const replies = await Promise.all(bodies.map((body) => post(hook, body)));
    server.kill('SIGKILL');
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 200, 200]);
    expect(await server.ended).toBe('SIGKILL');

    server = await house.start();
    await waitUntil('all five answers are on the card', async () => (await answers()).length === 5);
    expect((await answers()).map((answer) => answer.score).sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test('told to stop it says that it is not ready and still answers for a while, then stops in order, with code 0, and its port is free again', async () => {
    server.kill('SIGTERM');
    await waitUntil('it is not ready', async () => (await fetch(`${house.url}/readyz`)).status === 503);
    expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
    expect(await server.ended).toBe(0);
    await expect(fetch(`${house.url}/healthz`)).rejects.toThrow();
  });
});

describe('while the server is down', () => {
  test('it does not start on a port in use: it names the port and the cure', async () => {
    const other = createServer().listen(house.port, '127.0.0.1');
    await once(other, 'listening');
    const words = await refused({});
    other.close();
    expect(words).toContain(`Port ${house.port} on 127.0.0.1 is in use.`);
    expect(words).toContain('set PORT');
  });

  test('an admin sees why a source\'s delivery failed, mends the settings and has it read again: after the start it is on the card', async () => {
    const { output } = await house.source(['list']);
    expect((JSON.parse(output) as { sourceId: string }[]).find((source) => source.sourceId === 'wrong')).toMatchObject({
      deliveries: { waiting: 0, failed: 1 }, lastError: expect.stringContaining('mend the path of the list'),
    });
    expect(output).not.toMatch(/Palavras|ana@acme/);
    expect((await house.source(['mend', '--id', 'wrong', '--settings', 'tests/fixtures/flows/mended-list.json'])).code).toBe(0);
    const again = await house.source(['run-again', '--id', 'wrong']);
    expect(again.output).toMatch(/: 1\.$/m);
    server = await house.start();
    await waitUntil('the answer is on the card', async () => (await answers()).some((answer) => answer.score === 10));
  });
});

/** Starts a second server that is expected to give up, and returns its last words. */
async function refused(env: NodeJS.ProcessEnv): Promise<string> {
  const second = spawnIn([process.execPath, 'src/server/main.ts'], { ...house.env, ...env }, 30_000);
  expect(await second.ended).toBe(1);
  return second.output();
}

describe('a second start', () => {
  test('on a database that a process holds: the embedded one names that process and the cure, PostgreSQL lets both serve', async () => {
    const port = await freePort();
    if (house.engine === 'pglite') {
      expect(await refused({ PORT: String(port) })).toMatch(new RegExp(`in use by process ${server.pid}.*DATABASE_URL`, 's'));
      return;
    }
    const second = spawnIn([process.execPath, 'src/server/main.ts'], { ...house.env, PORT: String(port) });
    await waitUntil('the second process serves', async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok === true);
    second.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  test('with bad variables: all of them are named at once, none of their values', async () => {
    const words = await refused({ HUBSPOT_APP_ID: 'abc', PUBLIC_URL: 'http://plain.example', BATON_KEYS: 'k1:short-secret', PORT: 'many', DATABASE_URL: 'mysql://user:hidden@db' });
    for (const name of ['HUBSPOT_APP_ID', 'PUBLIC_URL', 'BATON_KEYS', 'PORT', 'DATABASE_URL']) expect(words).toContain(name);
    for (const value of ['short-secret', 'hidden', 'plain.example']) expect(words).not.toContain(value);
  });
});
