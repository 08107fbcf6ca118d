import { afterEach, describe, expect, it } from 'vitest';
import type { WebhookRules } from '../../sandbox/webhooks/sender.ts';
import { signatureV3 } from '../../sandbox/sign.ts';
import { buildInstalledSandbox, buildSandboxApp, type InstalledSandbox } from '../support/sandbox.ts';
import { bodyOf, startLocalServer } from '../support/local-server.ts';
import { waitUntil } from '../support/wait.ts';

const TARGET = 'https://baton.sandbox.test/webhooks/hubspot';
const webhooks = {
  targetUrl: TARGET,
  maxConcurrentRequests: 10,
  subscriptions: [
    { id: 1, type: 'object.creation', objectType: 'company' },
    { id: 2, type: 'object.propertyChange', objectType: 'company', propertyName: 'name' },
    { id: 3, type: 'object.associationChange', objectType: 'deal' },
    { id: 4, type: 'object.deletion', objectType: 'contact' },
    { id: 5, type: 'contact.privacyDeletion' },
    { id: 6, type: 'object.creation', objectType: 'line_item' },
    { id: 7, type: 'object.propertyChange', objectType: 'deal', propertyName: 'dealstage' },
    { id: 8, type: 'object.creation', objectType: 'note' },
  ],
};
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Delivery {
  headers: Record<string, string | string[] | undefined>;
  body: string;
  events: Record<string, unknown>[];
}

/** A sandbox whose webhooks arrive at a server that answers with these statuses, then 200. */
async function arriving(rules: Partial<WebhookRules> = {}, statuses: number[] = []): Promise<{ sandbox: InstalledSandbox; got: Delivery[]; settled(): Promise<void> }> {
  const got: Delivery[] = [];
  const server = await startLocalServer(async (request, response) => {
    const body = await bodyOf(request);
    got.push({ headers: request.headers, body, events: JSON.parse(body) as Record<string, unknown>[] });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  closers.push(() => server.close());
  const sandbox = await buildInstalledSandbox({
    app: buildSandboxApp({ webhooks }), permittedOrigins: { 'https://baton.sandbox.test': server.url }, webhooks: { gatherMs: 10, retryMs: 5, ...rules },
  });
  closers.push(() => sandbox.close());
  return { sandbox, got, settled: () => waitUntil('all is delivered', () => sandbox.webhooks.counts().waiting === 0) };
}

describe('webhooks of the sandbox', () => {
  it('tell of line items and of a deal\'s stage; HubSpot offers none of notes and tasks, nor of their links', async () => {
    const { sandbox, got, settled } = await arriving();
    const { store } = sandbox;
    const deal = store.insert('deals', { properties: { dealname: 'Contrato', dealstage: 'contractsent' } });
    const note = store.create('notes', { hs_timestamp: '2026-12-01T12:00:00.000Z' });
    store.associate('notes', note.id, 'deals', deal.id);
    const item = store.create('line_items', { name: 'Licença' });
    store.associate('line_items', item.id, 'deals', deal.id);
    store.update('deals', deal.id, { dealstage: 'closedwon' });
    await settled();
    expect(got.flatMap(({ events }) => events).map(({ subscriptionId, associationType, propertyValue }) => [subscriptionId, associationType ?? propertyValue])).toEqual([
      [6, undefined], [3, 'DEAL_TO_LINE_ITEM'], [7, 'closedwon'],
    ]);
  });

  it('tell of what is subscribed and of nothing else, signed by v3', async () => {
    const { sandbox, got, settled } = await arriving();
    const { id } = sandbox.store.create('companies', { name: 'Acme', domain: 'acme.com.br' });
    sandbox.store.update('companies', id, { domain: 'acme.com' });
    await settled();
    expect(got).toHaveLength(1);
    const { events, body, headers } = got[0]!;
    expect(events).toMatchObject([
      { subscriptionId: 1, subscriptionType: 'object.creation', objectTypeId: '0-2', objectId: Number(id), portalId: 101, attemptNumber: 0 },
      { subscriptionId: 2, propertyName: 'name', propertyValue: 'Acme' },
    ]);
    const at = Number(headers['x-hubspot-request-timestamp']);
    expect(headers['x-hubspot-signature-v3']).toBe(signatureV3(sandbox.core.app.clientSecret, 'POST', TARGET, body, at));
  });

  it('tell of links from the side that is subscribed, a primary one twice; of a privacy deletion with the deletion', async () => {
    const { sandbox, got, settled } = await arriving();
    const company = sandbox.store.insert('companies', { properties: { name: 'Acme' } });
    const deal = sandbox.store.insert('deals', { properties: { dealname: 'X' } });
    const contact = sandbox.store.insert('contacts', { properties: { email: 'ana@acme.com.br' } });
    sandbox.store.associate('deals', deal.id, 'companies', company.id, true);
    sandbox.store.forget(contact.id);
    await settled();
    expect(got.flatMap(({ events }) => events)).toMatchObject([
      { associationType: 'DEAL_TO_COMPANY', fromObjectId: Number(deal.id), toObjectId: Number(company.id), isPrimaryAssociation: false },
      { associationType: 'DEAL_TO_COMPANY', isPrimaryAssociation: true },
      { subscriptionType: 'object.deletion', objectId: Number(contact.id) },
      { subscriptionType: 'contact.privacyDeletion', objectId: Number(contact.id) },
    ]);
    expect(sandbox.store.get('contacts', contact.id)).toBeUndefined();
  });

  it('go in batches of a hundred that mix accounts, and only to accounts that have the app', async () => {
    const { sandbox, got, settled } = await arriving();
    const stranger = sandbox.world.addPortal({ portalId: 999, name: 'Outra', timeZone: 'UTC', currency: 'BRL', uiDomain: 'app.hubspot.com', users: [] });
    stranger.create('companies', { name: 'Sem o app' });
    for (let n = 0; n < 125; n += 1) sandbox.store.create('companies', { name: `Empresa ${n}` });
    await settled();
    expect(got.map(({ events }) => events.length).sort((a, b) => a - b)).toEqual([50, 100, 100]);
    expect(new Set(got.flatMap(({ events }) => events.map((event) => event.portalId)))).toEqual(new Set([101]));
  });

  it('are repeated with the next attempt number until answered 2xx, also after a 4xx, unless that is final', async () => {
    const patient = await arriving({}, [503, 404, 200]);
    patient.sandbox.store.create('companies', { name: 'Acme' });
    await patient.settled();
    expect(patient.got.map(({ events }) => events[0]!.attemptNumber)).toEqual([0, 1, 2]);
    const final = await arriving({ finalFourHundreds: true }, [503, 404]);
    final.sandbox.store.create('companies', { name: 'Acme' });
    await final.settled();
    expect(final.got).toHaveLength(2);
  });

  it('are given up after their retries', async () => {
    const { sandbox, got, settled } = await arriving({ retries: 2, retryMs: 1 }, Array.from({ length: 9 }, () => 500));
    sandbox.store.create('companies', { name: 'Acme' });
    await settled();
    expect(got).toHaveLength(3);
  });

  it('get lost, doubled and shuffled by seed, the same each time', async () => {
    const once = async () => {
      const { sandbox, got, settled } = await arriving({ loss: 0.2, duplicates: 0.3, disorder: true, seed: 5 });
      for (let n = 0; n < 30; n += 1) sandbox.store.create('companies', { name: `Empresa ${n}` });
      await settled();
      return { order: got.flatMap(({ events }) => events.map((event) => `${event.objectId} ${event.subscriptionId}`)), counts: sandbox.webhooks.counts() };
    };
    const first = await once();
    expect(first.counts.lost).toBeGreaterThan(0);
    expect(first.order).not.toEqual([...first.order].sort());
    expect(new Set(first.order).size).toBeLessThan(first.order.length);
    expect((await once()).order).toEqual(first.order);
  });
});
