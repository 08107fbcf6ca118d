import pg from 'pg';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { type App, startApp } from '../src/server/app.ts';
import { createLog } from '../src/server/platform/log.ts';
import { benchConfig } from './baton.ts';
import type { Bench, BenchOptions, Row } from './bench.ts';
import { type BoundTerm, callBound, mostInWindow } from './call-bound.ts';
import { termOf } from './call-terms.ts';
import { createDatabase } from './database.ts';
import { sandboxApp } from './environment.ts';
import { installThrough } from './install.ts';

const PORTAL = 1_001;
const FULL = { companies: 20_000, contacts: 40_000, deals: 10_000, tickets: 20_000, feedbackSubmissions: 50_000, owners: 200 };
const QUICK = { companies: 300, contacts: 600, deals: 150, tickets: 300, feedbackSubmissions: 700, owners: 20 };
const LOOK_MS = 1_000;
const SAY_EVERY = 15;
/** Some more than HubSpot's own limits allow the full size to take. */
const GIVE_UP_MS = 20 * 60_000;
const WINDOW_MS = 10_000;

/** How many calls a first import costs the account, and whether it keeps to the limit, as HubSpot's side counts them. */
export const bench: Bench = {
  id: 'hubspot-calls',
  title: 'HubSpot calls of a first import with all scores written back (at HubSpot\'s pace: minutes)',
  async run(options) {
    const size = options.quick ? QUICK : FULL;
    const database = await createDatabase(options.databaseUrl, 'calls');
    const sandbox = await startSandbox({ port: 0, app: sandboxApp(), seed: { portalId: PORTAL, ...size } });
    const look = new pg.Pool({ connectionString: database.url, max: 1 });
    let app: App | undefined;
    try {
      app = await startApp({ config: benchConfig(database.url, sandbox.url), log: createLog('warn', process.stderr) });
      const started = performance.now();
      await installThrough(sandbox, PORTAL, `http://127.0.0.1:${app.port}`);
      await untilWritten(app, look, sandbox, options);
      const seconds = (performance.now() - started) / 1_000;
      return await rowsOf(sandbox, look, size, seconds);
    } finally {
      await app?.stop();
      await look.end();
      await sandbox.close();
      await database.drop();
    }
  },
};

/** Waits until every type is read, every company is scored and no property waits to be written. */
async function untilWritten(app: App, look: pg.Pool, sandbox: Sandbox, { log }: BenchOptions): Promise<void> {
  const started = performance.now();
  for (let looks = 0; ; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const { rows } = await look.query<{ reading: number; waiting: number; written: number }>(
      `select (select count(*) from sync_cursors where phase = 'importing')::int as reading, w.waiting, w.written
       from (select count(*) filter (where dirty)::int as waiting, count(*) filter (where not dirty)::int as written from property_writes) as w`,
    );
    const { reading, waiting, written } = rows[0]!;
    if (looks % SAY_EVERY === 0) log(`${sandbox.ledger.entries().length} calls; ${reading} types being read, ${written} companies written, ${waiting} waiting`);
    if (reading === 0 && waiting === 0 && written > 0 && (await app.idle())) return;
    if (performance.now() - started > GIVE_UP_MS) throw new Error('The import did not end: run Baton against the sandbox and read its log.');
  }
}

async function rowsOf(sandbox: Sandbox, look: pg.Pool, size: typeof FULL, seconds: number): Promise<Row[]> {
  const entries = sandbox.ledger.entries();
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(termOf(entry), (counts.get(termOf(entry)) ?? 0) + 1);
  const bound = callBound({ reads: await readsOf(sandbox, look, size), associationReads: associationReads(counts, size), changedScores: await writtenCompanies(look) });
  const refused = entries.filter((entry) => entry.status >= 400).length;
  const most = mostInWindow(entries.map((entry) => entry.atMs), WINDOW_MS);
  return [
    {
      key: 'hubspotCalls.ratio', title: 'HubSpot calls over the least possible', value: entries.length / bound.total, unit: 'ratio', bar: 1.05,
      note: `${entries.length} calls over ${bound.total}, in ${seconds.toFixed(0)} s; ${refused} refused by HubSpot`,
    },
    ...bound.terms.map((term) => termRow(term, counts, bound.terms)),
    { key: 'hubspotCalls.busiestWindow', title: 'most calls in any 10 seconds', value: most, unit: 'calls/10 s', bar: 100 },
    { key: 'hubspotCalls.violations', title: 'calls that broke a rule of HubSpot\'s API', value: sandbox.ledger.summary().violations.length, unit: 'calls', bar: 0 },
  ];
}

/** A term of the bound beside the calls made for it; the allowance stands beside everything else. */
function termRow(term: BoundTerm, counts: ReadonlyMap<string, number>, terms: readonly BoundTerm[]): Row {
  const others = [...counts].filter(([name]) => !terms.some((each) => each.name === name));
  const isAllowance = term.name === 'allowance';
  const calls = isAllowance ? others.reduce((sum, [, n]) => sum + n, 0) : (counts.get(term.name) ?? 0);
  const note = isAllowance ? `bound ${term.calls}: ${others.map(([name, n]) => `${name} ${n}`).join(', ')}` : `bound ${term.calls}`;
  return { key: `hubspotCalls.${term.name.replaceAll(' ', '.')}`, title: `calls: ${isAllowance ? 'all others' : term.name}`, value: calls, unit: 'calls', note };
}

/** Records read of each type. @throws when Baton holds fewer than the account has: then the calls say nothing. */
async function readsOf(sandbox: Sandbox, look: pg.Pool, size: typeof FULL): Promise<Record<string, number>> {
  const reads = {
    companies: size.companies, contacts: size.contacts, deals: size.deals, tickets: size.tickets,
    feedback_submissions: size.feedbackSubmissions, owners: sandbox.core.crm(PORTAL).owners().length,
  };
  for (const [type, n] of Object.entries(reads)) {
    const { rows } = await look.query<{ n: number }>(`select count(*)::int as n from ${type === 'feedback_submissions' ? 'answers' : type}`);
    if (rows[0]!.n < n) throw new Error(`Only ${rows[0]!.n} of ${n} ${type} arrived: the import is not whole.`);
  }
  return reads;
}

/** Pairs that were asked for on their own, with all ids of the side they were asked from. */
function associationReads(counts: ReadonlyMap<string, number>, size: typeof FULL): Record<string, number> {
  const ids: Record<string, number> = { ...size, feedback_submissions: size.feedbackSubmissions };
  const pairs = [...counts.keys()].flatMap((name) => (name.startsWith('associations ') ? [name.slice('associations '.length)] : []));
  return Object.fromEntries(pairs.map((pair) => [pair, ids[pair.split(' ')[0]!] ?? 0]));
}

async function writtenCompanies(look: pg.Pool): Promise<number> {
  const { rows } = await look.query<{ n: number }>(`select count(*)::int as n from property_writes where written <> '{}'`);
  return rows[0]!.n;
}
