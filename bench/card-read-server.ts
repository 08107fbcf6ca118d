// The measured process of bench/card-read.ts: Baton's own HTTP application and a bare Express application on one pool.
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
  const { pool, rooms, verifySignature, findInstall, config, log } = await openBaton(setup.databaseUrl);
  const card = createHttp({
    routes: rooms.flatMap((room) => room.routes),
    log,
    now: () => new Date(),
    publicUrl: config.publicUrl,
    appId: config.hubspot.appId,
    verifySignature,
    findInstall,
    stopping: () => false,
    notReady: async () => undefined,
  });
  let statements: readonly Statement[] = [];
  let recordedId = 0;
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
    // A text of its own has a plan of its own: under another role, the card's would be planned anew at every turn.
    const { rows } = await pool.query(`${query.text} -- alone`, query.values!.map((value) => (value === recordedId ? companyId : value)));
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
