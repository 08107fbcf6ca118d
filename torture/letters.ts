import { createHmac, randomBytes } from 'node:crypto';
import { atLeast, atMost, type Figure, type Machine, onPostgresOnly, type Reading, until } from './figure.ts';
import { askDoor, marksInHubspot } from './handoff-account.ts';
import { ask } from './oracle.ts';
import { openPlace, type Place } from './place.ts';
import { askOnce } from './senders.ts';
import { installByWorker, startServer, startWorker, workerDiesAt } from './supervisor.ts';

const USER_OWNER = '701';

/**
 * B2: the worker killed between a channel's taking an alert and our noting so. None is lost. HubSpot's tasks and the signed
 * webhook's ids are there once; mail, Slack and Telegram know no key: at most one repetition a kill, each marked as possible.
 * PostgreSQL only: one web process stays.
 */
export const letters: Figure = {
  title: 'B2 kill -9 between a channel\'s taking an alert and our commit',
  run: (machine) => onPostgresOnly('B2.postgres', machine, () => killSenders(machine)),
};

interface Row {
  key: string;
  kind: string;
  state: string;
  /** What it was told together with. */
  batch: string;
  repeated: boolean;
}

async function killSenders(machine: Machine): Promise<Reading[]> {
  const kills = machine.quick ? 3 : 50;
  const place = await openPlace('postgres', machine);
  const web = startServer(machine.node, { ...place.env, ROLE: 'web' });
  try {
    await installByWorker(machine.node, place, web, () => prepare(place));
    const arrived = createArrivals(place);
    let died = 0;
    for (; died < kills; died += 1) {
      // An answer each, which is told five times: what waits for one reader goes out together.
      await tellUnhappy(place, died);
      await workerDiesAt(machine.node, place, 'letter.taken');
      arrived.gather();
    }
    const last = startWorker(machine.node, place);
    await place.drained(600_000);
    await allSent(place);
    await last.end('SIGTERM');
    arrived.gather();
    const rows = await ask<Row>(place, `
      select o.key, coalesce(c.kind, 'hubspot') as kind, o.state, o.batch, o.possible_duplicate as repeated
      from outbox o left join channels c using (portal_id, channel_id) where o.about ->> 'kind' in ('case', 'case-trace')`);
    return [atLeast('B2.postgres.kills', died, kills), atLeast('B2.postgres.alerts', rows.length, kills * 5), ...judge(place, arrived, rows, died)];
  } finally {
    await web.end('SIGKILL');
    await place.close();
  }
}

/** Resolves once no letter waits: what a channel did not take at once waits in the outbox, not in the queue. */
export async function allSent(place: Place): Promise<void> {
  await until('nothing waits to be sent', async () => (await ask<{ n: number }>(place, `select count(*)::int as n from outbox where state in ('waiting', 'sending')`))[0]!.n === 0, 600_000);
}

/** Channels of every kind but tasks (HubSpot gets one of each case by itself), and whoever has the customers of nobody. */
async function prepare(place: Place): Promise<void> {
  const add = (kind: string, settings: object) => askDoor(place, 'POST', '/api/1/settings/channels', { key: `torture-channel-of-${kind}`, kind, name: kind, redacted: false, settings });
  await add('email', { host: 'smtp.agencia.example', port: '587', fromName: 'Baton', fromAddress: 'avisos@agencia.example' });
  await add('slack', { url: 'https://hooks.slack.com/services/T1/B1/torture' });
  await add('telegram', { token: `12345678:${'a'.repeat(35)}`, chatId: '-1001' });
  await add('webhook', { url: 'https://hooks.agencia.example/baton', secret: `whsec_${randomBytes(32).toString('base64')}` });
  const view = await askDoor<{ revision: number; settings: object }>(place, 'GET', '/api/1/settings/cases');
  await askDoor(place, 'POST', '/api/1/settings/cases', { key: 'torture-case-settings', revision: view.revision, settings: { ...view.settings, fallback: USER_OWNER, quiet: null, groupMinutes: 0, escalation: [] } });
}

/** A customer of a company of their own says that they are unhappy. */
async function tellUnhappy(place: Place, index: number): Promise<void> {
  const body = JSON.stringify({ id: `b2-${index}`, score: 1, respondent: { email: place.emails[index] }, answeredAt: place.sandbox.clock.now().toISOString() });
  const tried = await askOnce({ address: place.hook.address, headers: { 'x-signature': createHmac('sha256', place.hook.secret).update(body).digest('hex') }, body });
  if (tried.kind !== 'answered' || tried.status !== 200) throw new Error(`The answer was not taken: ${JSON.stringify(tried)}`);
}

/** What the other side has seen, of which the sandbox shows the newest. */
function createArrivals({ sandbox: { outbound: { box } } }: Place) {
  const mails = new Set<string>();
  const posts = new Map<string, { kind: string; key: string }>();
  return {
    gather() {
      for (const { id } of box.mails()) mails.add(id);
      for (const { id, kind, headers } of box.posts()) posts.set(id, { kind, key: headers['webhook-id'] ?? '' });
    },
    count: (kind: string) => (kind === 'email' ? mails.size : [...posts.values()].filter((post) => post.kind === kind).length),
    webhookIds: () => new Set([...posts.values()].filter((post) => post.kind === 'webhook').map((post) => post.key)),
  };
}

/** What arrived against what was to go out. */
function judge(place: Place, arrived: ReturnType<typeof createArrivals>, rows: readonly Row[], kills: number): Reading[] {
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const calls = (kind: string) => new Set(of(kind).map((row) => row.batch));
  const repeated = (kind: string) => new Set(of(kind).filter((row) => row.repeated).map((row) => row.batch)).size;
  const marks = marksInHubspot(place);
  const ids = arrived.webhookIds();
  const keyless = ['email', 'slack', 'telegram'].map((kind) => ({ extra: arrived.count(kind) - calls(kind).size, marked: repeated(kind) }));
  const unsent = rows.filter((row) => row.state !== 'sent').length;
  const missing = keyless.filter((one) => one.extra < 0).length + [...calls('webhook')].filter((key) => !ids.has(key)).length + of('hubspot').filter(({ key }) => !marks.includes(key)).length;
  return [
    atMost('B2.postgres.lost', unsent + missing, 0),
    atMost('B2.postgres.tasks-doubled', marks.length - new Set(marks).size, 0),
    atMost('B2.postgres.webhook-ids-too-many', ids.size - calls('webhook').size, 0),
    atMost('B2.postgres.repeated-on-channels-without-keys', keyless.reduce((sum, one) => sum + Math.max(0, one.extra), 0), kills),
    atMost('B2.postgres.repeated-and-not-marked', keyless.filter((one) => one.extra > one.marked).length, 0),
  ];
}
