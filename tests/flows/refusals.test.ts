import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany } from '../support/build-account.ts';
import { addPortal, MINUTE_MS, post, PUBLIC_URL, startBaton, type RunningBaton } from '../support/running-baton.ts';

const OTHER = 202;
let baton: RunningBaton;
let acme: string;
let foreign: string;

beforeAll(async () => {
  baton = await startBaton();
  acme = addCompany(baton.crm);
  addPortal(baton.sandbox, OTHER);
  foreign = addCompany(baton.sandbox.world.store(OTHER)!, { name: 'De outra conta' });
  await baton.install();
  await baton.install(OTHER);
});
afterAll(() => baton.close());

/** A card's question as HubSpot's proxy would send it, before it is sent. */
function signed(companyId = acme) {
  const userId = baton.sandbox.core.portal(baton.portalId)!.users[0]!.id;
  const call = baton.sandbox.proxy.sign({ portalId: baton.portalId, userId, url: `${PUBLIC_URL}/api/1/health/${companyId}?lang=en` });
  if ('status' in call) throw new Error(call.body);
  return { headers: call.headers, local: call.url.replace(PUBLIC_URL, baton.url) };
}

describe('a card\'s question', () => {
  test('the genuine one is answered', async () => {
    const { local, headers } = signed();
    expect(await (await fetch(local, { headers })).json()).toMatchObject({ ok: true });
  });

  test.each([
    ['without a signature', (call: ReturnType<typeof signed>) => ({ ...call, headers: {} })],
    ['for another account', (call: ReturnType<typeof signed>) => ({ ...call, local: call.local.replace('portalId=101', `portalId=${OTHER}`) })],
    ['for another company', (call: ReturnType<typeof signed>) => ({ ...call, local: call.local.replace(`/${acme}`, `/${foreign}9`) })],
    ['with a word more', (call: ReturnType<typeof signed>) => ({ ...call, local: `${call.local}&portalId=${OTHER}` })],
  ])('%s gets 401 with the cure, and no data', async (_name, forge) => {
    const { local, headers } = forge(signed());
    const answer = await fetch(local, { headers });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ ok: false, code: 'signature', cure: expect.any(String) });
  });

  test('six minutes old gets 401, however right', async () => {
    const { local, headers } = signed();
    baton.sandbox.clock.move(6 * MINUTE_MS);
    expect((await fetch(local, { headers })).status).toBe(401);
    baton.sandbox.clock.move(-12 * MINUTE_MS);
    expect((await fetch(local, { headers })).status).toBe(401);
    baton.sandbox.clock.move(6 * MINUTE_MS);
  });
});

describe('a question about a company that is not the account\'s own', () => {
  test('gets unknown-company: one that does not exist, and one of another account alike', async () => {
    const unknown = (await baton.ask('health', '999999999')).body;
    expect(unknown).toMatchObject({ ok: false, code: 'unknown-company', cure: expect.any(String) });
    expect(Number(foreign)).toBe(Number(acme));
    const second = addCompany(baton.sandbox.world.store(OTHER)!, { name: 'Só lá', domain: 'la.com.br' });
    baton.sandbox.world.store(OTHER)!.update('companies', second, { name: 'Só lá mesmo' });
    await baton.pass(MINUTE_MS);
    expect((await baton.ask('health', second, { portalId: OTHER })).body).toMatchObject({ ok: true });
    expect((await baton.ask('health', second)).body).toEqual(unknown);
  });

  test('the same id in two accounts is two companies', async () => {
    expect((await baton.ask('health', acme)).body).toMatchObject({ company: { name: 'Acme Ltda' } });
    expect((await baton.ask('health', acme, { portalId: OTHER })).body).toMatchObject({ company: { name: 'De outra conta' } });
  });

  test('what is no question at all is a refusal, too', async () => {
    expect((await baton.ask('health', acme, { lang: 'fr' })).body).toMatchObject({ ok: false, code: 'bad-request' });
    expect((await baton.ask('health', 'abc')).body).toMatchObject({ ok: false, code: 'bad-request' });
  });
});

describe('a hook', () => {
  test('with a wrong secret, source or account answers 401 and nothing else, never 404 or 410', async () => {
    const hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps' } });
    const secret = hook.split('/').at(-1)!;
    for (const wrong of [`${baton.portalId}/webhook/guess`, `${OTHER}/webhook/${secret}`, `${baton.portalId}/none/${secret}`, `0/webhook/${secret}`, 'x/y/z']) {
      expect((await post(`${baton.url}/hooks/${wrong}`, { id: '1', score: 9 })).status).toBe(401);
    }
    expect(baton.lines.join('\n')).not.toContain(secret);
  });

  test('with a signing secret takes only what is signed with it', async () => {
    const settings = { type: 'nps', signature: { header: 'X-Signature' } };
    const hook = await baton.addSource({ provider: 'webhook', sourceId: 'signed', name: 'Assinada', settings, signingSecret: 'shared-secret' });
    const body = JSON.stringify({ id: '1', score: 9 });
    const send = (signature: string) => fetch(hook, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-signature': signature } });
    expect((await send(createHmac('sha256', 'shared-secret').update(body).digest('hex'))).status).toBe(200);
    expect((await send(createHmac('sha256', 'other').update(body).digest('hex'))).status).toBe(401);
    expect((await send('')).status).toBe(401);
  });
});

describe('an account that HubSpot takes away', () => {
  test('deactivated it is paused, its data kept, and its cards name the cure', async () => {
    baton.sandbox.world.portal(OTHER)!.deactivated = true;
    await baton.pass(40 * MINUTE_MS);
    expect((await baton.ask('health', acme, { portalId: OTHER })).body).toMatchObject({ ok: false, code: 'portal-paused', cure: expect.any(String) });
    expect((await baton.ask('health', acme)).body).toMatchObject({ ok: true });
    baton.sandbox.world.portal(OTHER)!.deactivated = false;
    await baton.install(OTHER);
    expect((await baton.ask('health', acme, { portalId: OTHER })).body).toMatchObject({ ok: true, company: { name: 'De outra conta' } });
  });

  test('uninstalled its tokens are destroyed and its cards refuse; installed again it goes on with what is there', async () => {
    baton.sandbox.grants.uninstall(OTHER);
    await baton.pass(40 * MINUTE_MS);
    expect((await baton.ask('health', acme, { portalId: OTHER })).body).toMatchObject({ ok: false });
    const installs = await baton.kysely.selectFrom('installs').selectAll().where('portal_id', '=', OTHER).execute();
    expect(installs).toMatchObject([{ state: 'uninstalled', access_sealed: null, refresh_sealed: null }]);
    await baton.install(OTHER);
    expect((await baton.ask('health', acme, { portalId: OTHER })).body).toMatchObject({ ok: true, company: { name: 'De outra conta' } });
  });
});
