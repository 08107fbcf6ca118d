import { openBaton } from './baton.ts';
import { createDatabase } from './database.ts';
import { fillPortal, companyIdAt } from './data.ts';
import { interleave, median, seededRandom } from './measure.ts';
import { recordStatements } from './statements.ts';
import { loadCard } from '../src/server/cards/store.ts';
import { healthView } from '../src/server/cards/view.ts';
import { createHealthView } from '../src/server/health/view.ts';
import { loadSignals } from '../src/server/health/signals/index.ts';
const d = await createDatabase('postgres://root@127.0.0.1/test', 'tx');
const b = await openBaton(d.url);
await fillPortal(b.pool, { portalId: 1, companies: 200, answers: 5000, now: new Date(), log: console.log });
await b.runJob('health.reconstruct', { portalId: 1 });
const st = await recordStatements(b.pool, async () => { await b.db.withPortal(1, (tx) => loadCard(tx, 1, companyIdAt(0))); });
console.log(st);
const r = seededRandom(1);
const id = () => companyIdAt(Math.floor(r() * 200));
const render = { health: createHealthView(await loadSignals()) } as any;
const t = (f: () => Promise<unknown>) => async () => { const s = performance.now(); await f(); return (performance.now() - s) * 1000; };
const raw = async () => { const c = await b.pool.connect(); let row; try { for (const s of st) row = s.values === undefined ? await c.query(s.text) : (await c.query(s.text, s.values.map(v => v === companyIdAt(0) ? id() : v) as any)).rows[0]; } finally { c.release(); } return row; };
let card: any;

import { CompiledQuery, DefaultQueryExecutor, DummyDriver, PostgresAdapter, PostgresQueryCompiler, PostgresDialect, Transaction, sql } from 'kysely';
const compiler = new PostgresQueryCompiler(); const adapter = new PostgresAdapter(); const driver = new DummyDriver(); const dialect = new PostgresDialect({ pool: b.pool });
class Pinned extends DefaultQueryExecutor { connection: any; open = true;
  constructor(connection: any) { super(compiler, adapter, { provideConnection: (f: any) => { this.check(); return f(connection); } } as any, []); this.connection = connection; }
  check() { if (!this.open) throw new Error('over'); }
  executeQuery(q: any): any { this.check(); return this.connection.executeQuery(q); } }
const SET = st[1]!.text;
import { AsyncLocalStorage } from 'node:async_hooks';
const inside = new AsyncLocalStorage<true>();
const lean = (portal: number, work: any) => inside.run(true, () => b.kysely.transaction().execute((outer) => outer.getExecutor().provideConnection(async (connection) => {
  await connection.executeQuery(CompiledQuery.raw(SET, ['baton_app', String(portal), '']));
  const ex = new Pinned(connection); try { return await work(new Transaction({ config: {} as any, driver, dialect, executor: ex })); } finally { ex.open = false; } })));
const lean2 = (portal: number, work: any) => inside.run(true, () => b.kysely.getExecutor().provideConnection(async (connection) => {
  await connection.executeQuery(CompiledQuery.raw('begin'));
  await connection.executeQuery(CompiledQuery.raw(SET, ['baton_app', String(portal), '']));
  const ex = new Pinned(connection); try { const r = await work(new Transaction({ config: {} as any, driver, dialect, executor: ex }));  await connection.executeQuery(CompiledQuery.raw('commit')); return r; } finally { ex.open = false; } }));
const SEL = st[2]!.text;
const sides = {
  lean: t(async () => { card = await lean(1, (tx: any) => loadCard(tx, 1, id())); }),
  lean2: t(async () => { card = await lean2(1, (tx: any) => loadCard(tx, 1, id())); }),
  lean3: t(async () => { card = (await lean2(1, (tx: any) => tx.executeQuery(CompiledQuery.raw(SEL, [1, id()]))) as any).rows[0]; }),

  raw: t(raw), raw2: t(raw),
  kysely: t(async () => { card = await b.db.withPortal(1, (tx) => loadCard(tx, 1, id())); }),
};
await interleave(sides, 2000, r);
const c = await interleave(sides, 4000, r);
for (const [k, v] of Object.entries(c)) console.log(k, median(v).toFixed(1), 'us');
// pure
let s = performance.now(); let body = ''; const N = 5000;
for (let i = 0; i < N; i++) healthView(card, { companyId: '1', language: 'pt-BR', now: new Date() }, render);
s = performance.now(); for (let i = 0; i < N; i++) healthView(card, { companyId: '1', language: 'pt-BR', now: new Date() }, render);
console.log('render us', (performance.now() - s) / N * 1000);
const v = healthView(card, { companyId: '1', language: 'pt-BR', now: new Date() }, render);
s = performance.now(); for (let i = 0; i < N; i++) body = JSON.stringify(v);
console.log('stringify us', (performance.now() - s) / N * 1000, 'body bytes', body.length, 'row bytes', JSON.stringify(card).length, 'health', card.health.length, 'nps', card.nps?.length);
console.log(body.slice(0, 3000));
await b.close(); await d.drop(); process.exit();
