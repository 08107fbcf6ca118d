import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addKey } from '../../src/server/usage/key-commands.ts';
import { addPortal, DAY_MS, type RunningBaton, startBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let key: string;
let busy: string;
let quiet: string;

const isoDay = (daysAgo: number) => new Date(baton.now().getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10);
const keyOf = async (portalId: number) => {
  const added = await baton.db.withPortal(portalId, (tx) => addKey(tx, { randomBytes }, { portalId, name: 'Produto' }, baton.now()));
  return added.ok ? added.key : '';
};

async function post(path: string, body: string | Buffer | object, by = key, headers: Record<string, string> = {}) {
  const answer = await fetch(`${baton.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by}`, ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as { outcome?: string; error?: string } & Record<string, number> };
}

/** Five weeks of log-ins a day for a company, the last one at its own pace. */
function weeks(companyId: string, before: number, lately: number) {
  return Array.from({ length: 35 }, (_, index) => ({ companyId, day: isoDay(index + 1), logins: index < 7 ? lately : before, seats: 10 }));
}

beforeAll(async () => {
  baton = await startBaton();
  const company = (name: string, domain: string) => baton.crm.create('companies', { name, domain, lifecyclestage: 'customer', notes_last_contacted: String(baton.now().getTime() - 3 * DAY_MS) }).id;
  busy = company('Padaria Aurora', 'aurora.com.br');
  quiet = company('Mercado Poente', 'poente.com.br');
  await baton.install();
  key = await keyOf(baton.portalId);
});
afterAll(() => baton.close());

const usageOf = async (companyId: string) => {
  const { figures } = await baton.health(companyId);
  const { modelVersion, score, contributions } = figures!;
  return { modelVersion, score, usage: contributions.find(({ signal }) => signal === 'usage') };
};

describe('use that is posted', () => {
  it('reaches the card: the model gains the signal, the falling company loses by it', async () => {
    const before = await usageOf(quiet);
    expect(before.usage).toBeUndefined();
    const report = await post('/v1/usage/bulk', [...weeks(busy, 6, 8), ...weeks(quiet, 6, 1)]);
    expect(report).toMatchObject({ status: 200, body: { recorded: 70, invalid: 0 } });
    await baton.idle();

    const [more, less] = [await usageOf(busy), await usageOf(quiet)];
    expect([more.modelVersion, less.modelVersion]).toEqual([before.modelVersion + 1, before.modelVersion + 1]);
    expect(more.usage!.value).toBeGreaterThan(less.usage!.value!);
    expect(less.usage!.points).toBeLessThan(0);
    expect(less.score).toBeLessThan(more.score);
    expect(less.usage!.because).toBe('7 acessos em 7 dias (0,7 por licença), 83% abaixo da própria média dos 28 dias anteriores; dados até 17 de nov. de 2026');
  });

  it('one event more moves the company\'s score', async () => {
    const before = await usageOf(quiet);
    expect(await post('/v1/usage', { domain: 'www.poente.com.br', day: isoDay(1), logins: 90, seats: 10 })).toMatchObject({ status: 200, body: { outcome: 'recorded' } });
    await baton.idle();
    expect((await usageOf(quiet)).score).toBeGreaterThan(before.score);
  });

  it('of a company that is created later waits for it', async () => {
    expect((await post('/v1/usage', { domain: 'levante.com.br', day: isoDay(1), logins: 9, seats: 3 })).body.outcome).toBe('waiting');
    const later = baton.crm.create('companies', { name: 'Levante', domain: 'levante.com.br', lifecyclestage: 'customer' }).id;
    await baton.pass(2 * 60_000);
    expect((await usageOf(later)).usage!.value).not.toBeNull();
  });
});

describe('the doors', () => {
  it('refuse what is too large, packed or not, too deep, or no JSON', async () => {
    const large = Buffer.alloc(2 * 1024 * 1024, 'x');
    expect((await post('/v1/usage/bulk', large)).status).toBe(413);
    expect((await post('/v1/usage/bulk', gzipSync(large), key, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await post('/v1/usage', Buffer.alloc(9_000, ' '))).status).toBe(413);
    expect((await post('/v1/usage/bulk', '['.repeat(100))).status).toBe(400);
    expect((await post('/v1/usage', 'olá')).status).toBe(400);
  });

  it('keep accounts apart: another account\'s key leaves this one\'s companies as they are', async () => {
    const other = addPortal(baton.sandbox, 102);
    await baton.install(other);
    const before = await usageOf(busy);
    expect((await post('/v1/usage', { companyId: busy, day: isoDay(1), logins: 9_999 }, await keyOf(other))).body.outcome).toBe('waiting');
    await baton.idle();
    expect(await usageOf(busy)).toEqual(before);
  });

  it('leave no key in the log', () => {
    expect(baton.lines.join('\n')).not.toContain(key.slice(19));
  });
});
