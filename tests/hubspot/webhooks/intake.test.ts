import { sql } from 'kysely';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signatureHeaders } from '../../../sandbox/sign.ts';
import { webhookRoutes } from '../../../src/server/hubspot/webhooks/routes.ts';
import { Unavailable } from '../../../src/server/platform/errors.ts';
import { buildSandboxApp } from '../../support/sandbox.ts';
import { buildHttp } from '../../support/http.ts';
import { buildHubspotRig, type HubspotRig, PORTAL } from '../../support/hubspot-rig.ts';
import { buildWebhookEvent } from '../../support/build-webhook-event.ts';

const URL = 'https://baton.sandbox.test/webhooks/hubspot';
const { clientSecret } = buildSandboxApp();
let rig: HubspotRig;
let http: ReturnType<typeof buildHttp>['app'];

beforeAll(async () => {
  rig = await buildHubspotRig();
  rig.store.insert('companies', { id: '501', properties: { name: 'Acme', lifecyclestage: 'customer' } });
  await rig.install();
  await rig.settle();
  http = buildHttp({ routes: rig.room.routes, now: rig.deps.now, publicUrl: 'https://baton.sandbox.test' }).app;
});
afterAll(() => rig.close());
beforeEach(async () => {
  for (const table of ['hubspot_batches', 'webhook_events']) await sql.raw(`delete from ${table}`).execute(rig.kysely);
  rig.queue.length = 0;
  rig.sandbox.ledger.clear();
});

const signed = (body: string, at = rig.deps.now()) => signatureHeaders(clientSecret, 'POST', URL, body, at);
const post = (body: string, headers: Record<string, string> = signed(body)) => request(http).post('/webhooks/hubspot').set({ 'content-type': 'application/json', ...headers }).send(body);
const batch = (...events: object[]) => JSON.stringify(events);
const rows = async (table: string) => (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(rig.kysely)).rows;
const calls = (what: string) => rig.sandbox.ledger.entries().filter((entry) => entry.path.includes(what)).length;

describe('the door of HubSpot\'s webhooks', () => {
  it('stores a signed delivery, sealed, before it answers', async () => {
    const answer = await post(batch(buildWebhookEvent({ propertyValue: 'segredo-da-conta' })));
    expect(answer.status).toBe(200);
    const [stored] = await rows('hubspot_batches');
    expect(stored).toMatchObject({ state: 'received' });
    expect(JSON.stringify(stored)).not.toContain('segredo-da-conta');
    expect(rig.queue).toEqual([{ name: 'hubspot.read-batch', payload: { batchId: stored!.batch_id } }]);
  });

  it('refuses what HubSpot did not sign, and what it signed in the older ways, and stores nothing', async () => {
    const body = batch(buildWebhookEvent());
    const good = signed(body);
    const { 'X-HubSpot-Signature-v3': _v3, ...older } = good;
    const refused = [
      {}, older, { ...older, 'X-HubSpot-Signature-v3': good['X-HubSpot-Signature']! }, { ...good, 'X-HubSpot-Request-Timestamp': '1' },
      signatureHeaders('another-secret', 'POST', URL, body, rig.deps.now()), signatureHeaders(clientSecret, 'POST', `${URL}/x`, body, rig.deps.now()),
      signed(`${body} `), signed(body, new Date(rig.deps.now().getTime() - 301_000)), signed(body, new Date(rig.deps.now().getTime() + 301_000)),
    ];
    for (const headers of refused) expect((await post(body, headers)).status).toBe(401);
    expect(await rows('hubspot_batches')).toEqual([]);
  });

  it('takes up to a megabyte', async () => {
    const events = Array.from({ length: 100 }, (_, n) => buildWebhookEvent({ eventId: n, propertyValue: 'x'.repeat(9_000) }));
    expect((await post(batch(...events))).status).toBe(200);
    expect((await post(batch(...events, buildWebhookEvent({ propertyValue: 'x'.repeat(200_000) })))).status).toBe(413);
  });

  it('says 503 with Retry-After, never a 4xx, while it cannot store', async () => {
    const body = batch(buildWebhookEvent());
    for (const fault of [new Unavailable('The database is away.', 5), new Error('disk full')]) {
      const db = { ...rig.deps.db, withSystem: () => Promise.reject(fault) };
      const { app } = buildHttp({ routes: webhookRoutes({ ...rig.deps, db }), now: rig.deps.now, publicUrl: 'https://baton.sandbox.test' });
      const answer = await request(app).post('/webhooks/hubspot').set({ 'content-type': 'application/json', ...signed(body) }).send(body);
      expect(answer.status).toBe(503);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
  });

  it('answers 200 to whatever is signed: no list, no JSON, nothing at all', async () => {
    for (const body of ['{}', '[]', '"x"', '<html>', '']) {
      expect((await post(body)).status).toBe(200);
    }
    await rig.settle();
    expect((await rows('webhook_events')).length).toBe(0);
  });
});

describe('what becomes of a delivery', () => {
  it('each account gets its own events; one that is unknown, or left, poisons nobody', async () => {
    const portals = Array.from({ length: 10 }, (_, n) => PORTAL + n);
    expect((await post(batch(...portals.map((portalId) => buildWebhookEvent({ portalId })), { odd: true }))).status).toBe(200);
    await rig.settle();
    expect(await rows('webhook_events')).toMatchObject([{ portal_id: PORTAL, object_id: 501 }]);
    expect(await rows('hubspot_batches')).toMatchObject([{ state: 'parked', reason: 'Events that could not be read: 1. Their neighbours were.' }]);
  });

  it('of a delivery read without fault nothing is kept but that it was', async () => {
    await post(batch(buildWebhookEvent()));
    await rig.settle();
    expect(await rows('hubspot_batches')).toMatchObject([{ state: 'read', body_sealed: null, reason: null }]);
  });

  it('the same request a thousand times, or the same events with another attempt number, have one effect', async () => {
    rig.store.update('companies', '501', { name: 'Acme S.A.' });
    const body = batch(buildWebhookEvent());
    const headers = signed(body);
    for (let n = 0; n < 1_000; n += 1) expect((await post(body, headers)).status).toBe(200);
    for (let attemptNumber = 1; attemptNumber < 5; attemptNumber += 1) await post(batch(buildWebhookEvent({ attemptNumber })));
    await rig.settle();
    expect(await rows('webhook_events')).toHaveLength(1);
    expect(calls('/companies/batch/read')).toBe(1);
    expect(await rows('companies')).toMatchObject([{ name: 'Acme S.A.' }]);
  });

  it('a storm of a thousand events on one record is one look at it; on 250 records, three calls', async () => {
    await post(batch(...Array.from({ length: 100 }, (_, n) => buildWebhookEvent({ eventId: n }))));
    await rig.settle();
    expect(calls('/companies/batch/read')).toBe(1);
    for (let page = 0; page < 3; page += 1) await post(batch(...Array.from({ length: 84 }, (_, n) => buildWebhookEvent({ objectId: 900_000 + page * 84 + n }))));
    const reads = rig.queue.splice(0);
    for (const job of reads) await rig.run(job.name, job.payload);
    await rig.settle();
    expect(calls('/companies/batch/read')).toBe(1 + 3);
  });

  it('while HubSpot is away the events wait, and nothing is lost', async () => {
    rig.store.update('companies', '501', { name: 'Acme Holding' });
    rig.sandbox.faults.script([{ kind: 'status', status: 400, path: '/batch/read', count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
    await post(batch(buildWebhookEvent({ eventId: 77 })));
    await expect(rig.settle()).rejects.toThrow('HubSpot');
    expect(await rows('webhook_events')).toMatchObject([{ done_at: null }]);
    await rig.run('hubspot.follow-events');
    expect(await rows('companies')).toMatchObject([{ name: 'Acme Holding' }]);
  });

  it('retention takes away what was done', async () => {
    await post(batch(buildWebhookEvent({ eventId: 78 })));
    await rig.settle();
    rig.sandbox.clock.move(31 * 86_400_000);
    await rig.run('hubspot.purge-webhooks', {});
    expect([...(await rows('webhook_events')), ...(await rows('hubspot_batches'))]).toEqual([]);
  });
});
