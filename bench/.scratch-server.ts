// The measured process of bench/card-read.ts: Baton's own HTTP application and a bare Express application on one pool.
import { loadCard } from '../src/server/cards/store.ts';
import express from 'express';
import { type AddressInfo } from 'node:net';
import type pg from 'pg';
import { createHttp } from '../src/server/http/server.ts';
import { openBaton } from './baton.ts';
import { recordStatements, type Statement } from './statements.ts';

/** What the parent hands over as the first argument, in JSON. */
export interface CardReadSetup {
  databaseUrl: string;
  portalId: number;
}

/** What the parent is told once both ports are open. */
export interface CardReadReady {
  cardPort: number;
  barePort: number;
}

/** The parent asks for a signed path once, so that the statements can be recorded; then the bare port opens. */
export interface RecordRequest {
  record: { path: string; headers: Record<string, string>; companyId: number };
}

export interface Recorded {
  statements: string[];
}

async function main(): Promise<void> {
  const setup = JSON.parse(process.argv[2]!) as CardReadSetup;
  let statements: readonly Statement[] = [];
  let recordedId = 0;
  const B = await openBaton(setup.databaseUrl);
  const { pool, config, log, rooms } = B; 
  const A = new Set((process.env.ABL ?? '').split(','));
  const verifySignature = A.has('verify') ? () => ({ ok: true }) as const : B.verifySignature;
  const fixed = { state: 'active' } as any;
  const findInstall = A.has('install') ? async () => fixed : B.findInstall;
  const route = rooms.flatMap((r) => r.routes).find((r) => r.path === '/api/1/health/:companyId')! as any;
  const oh = route.handle as any; const raw = B.db.withPortal as any;
  if (A.has('kysely')) B.db.withPortal = (async (p: any, f: any) => { 
     if (statements.length === 0) return raw(p, f);
     const client = await pool.connect(); let row: any; const companyId = current;
     try { for (const { text, values } of statements) { if (values === undefined) await client.query(text); else row = (await client.query(text, values.map((v: any) => (v === recordedId ? companyId : v)) as any)).rows[0]; } } finally { client.release(); }
     return { card: row }; }) as any;
  let current = 0; 
  if (A.has('kysely')) route.handle = (r: any) => { current = Number(r.params.companyId); return oh(r); };
  if (A.has('render')) { const body = { ok: true, a: 'x'.repeat(3700) }; route.handle = async (r: any) => { await oh2(r.portalId, Number(r.params.companyId)); return body; }; }
  const oh2 = async (p: number, c: number) => A.has('kysely') ? (current = c, B.db.withPortal(p, undefined as any)) : B.db.withPortal(p, (tx) => loadCard(tx, p, c));

  const card = createHttp({
    routes: rooms.flatMap((room) => room.routes),
    log,
    now: () => new Date(),
    publicUrl: config.publicUrl,
    appId: config.hubspot.appId,
    verifySignature,
    findInstall,
    notReady: async () => undefined,
  });
  const bare = bareApp(pool, () => ({ statements, recordedId }));
  const cardPort = await open(card);
  const ready: CardReadReady = { cardPort, barePort: await open(bare) };

  process.on('message', (message: RecordRequest) => {
    void (async () => {
      recordedId = message.record.companyId;
      const url = `http://127.0.0.1:${cardPort}${message.record.path}`;
      statements = await recordStatements(pool, async () => {
        const answer = await fetch(url, { headers: message.record.headers });
        await answer.text();
      });
      process.send!({ statements: statements.map(({ text }) => text) } satisfies Recorded);
    })();
  });
  process.on('disconnect', () => process.exit());
  process.send!(ready);
}

/**
 * The least an Express 5 server can do with the same statements: no signature, no tenant look-up, no view, no middleware.
 * `/same/:companyId` replays the transaction that the card ran; `/one/:companyId` sends its last query alone, named, without a transaction.
 */
function bareApp(pool: pg.Pool, recording: () => { statements: readonly Statement[]; recordedId: number }): express.Express {
  const app = express();
  // What Baton switches off is off here, too: an entity tag would cost the bare side a hash of each answer.
  app.disable('x-powered-by');
  app.disable('etag');

  app.get('/same/:companyId', async (request, response) => {
    const { statements, recordedId } = recording();
    const companyId = Number(request.params.companyId);
    const client = await pool.connect();
    let row: unknown;
    try {
      for (const { text, values } of statements) {
        if (values === undefined) await client.query(text);
        else row = (await client.query(text, values.map((value) => (value === recordedId ? companyId : value)))).rows[0];
      }
    } finally {
      client.release();
    }
    response.json(row);
  });

  app.get('/one/:companyId', async (request, response) => {
    const { statements, recordedId } = recording();
    const query = statements.findLast((statement) => statement.values !== undefined)!;
    const companyId = Number(request.params.companyId);
    const { rows } = await pool.query(query.text, query.values!.map((value) => (value === recordedId ? companyId : value)));
    response.json(rows[0]);
  });
  return app;
}

function open(app: express.Express): Promise<number> {
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    server.keepAliveTimeout = 65_000;
  });
}

await main();
