// The base line of bench/webhooks.ts: the least that an honest Express server does for a survey webhook.
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import express from 'express';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/** What the parent hands over as the first argument, in JSON. */
export interface BareSetup {
  databaseUrl: string;
  /** Connections of its pool. */
  poolSize: number;
}

/** What the parent is told once the port is open. */
export interface BareReady {
  port: number;
}

/**
 * The delivery, its body as it came, and its job, in Baton's own tables (their indexes and keys are what later work needs),
 * in one statement that is a transaction by itself. The login may pass by row-level security.
 */
const KEEP = `
  with delivery as (
    insert into deliveries (portal_id, delivery_id, source_id, received_at, content_type, body_sealed, state, attempts, expires_at)
    values ($1, $2, $3, now(), $4, $5, 'received', 0, now() + interval '30 days')
  )
  insert into pgboss.job_common (name, data) values ('surveys.parse', $6)`;

async function main(): Promise<void> {
  const { databaseUrl, poolSize } = JSON.parse(process.argv[2]!) as BareSetup;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  const { rows } = await pool.query<{ id: string; hash: string }>('select source_id as id, secret_hash as hash from sources');
  // One source, known by heart.
  const hashes = new Map(rows.map(({ id, hash }) => [id, Buffer.from(hash, 'hex')]));
  const app = express();
  // What Baton switches off is off here, too.
  app.disable('x-powered-by');
  app.disable('etag');

  app.post('/hooks/:portalId/:sourceId/:secret', express.raw({ type: () => true, limit: 256 * 1024 }), async (request, response) => {
    const { portalId, sourceId, secret } = request.params as Record<'portalId' | 'sourceId' | 'secret', string>;
    const hash = hashes.get(sourceId);
    if (hash === undefined || !timingSafeEqual(createHash('sha256').update(secret).digest(), hash)) return void response.status(401).end();
    const deliveryId = randomUUID();
    const job = JSON.stringify({ portalId: Number(portalId), deliveryId });
    const body = (request.body as Buffer).toString();
    await pool.query({ name: 'keep', text: KEEP, values: [portalId, deliveryId, sourceId, request.headers['content-type'], body, job] });
    response.status(200).end();
  });

  const server = app.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port } satisfies BareReady));
  server.keepAliveTimeout = 65_000;
  process.on('disconnect', () => process.exit());
}

await main();
