import type { Route } from '../http/endpoint.ts';
import type { Config } from './config.ts';
import type { Db, Tx } from './db.ts';
import type { Egress } from './egress.ts';
import type { Logger } from './log.ts';
import type { Mailer } from './mail.ts';
import type { Metrics } from './metrics.ts';
import type { Job } from './queue.ts';
import type { Record } from './record.ts';
import type { Secrets } from './secrets.ts';

/** What every room is built from; nothing of it is global, so that tests hand in their own. */
export interface Deps {
  config: Config;
  db: Db;
  log: Logger;
  metrics: Metrics;
  now: () => Date;
  /** Uniform in [0, 1). */
  random: () => number;
  randomBytes: (size: number) => Buffer;
  fetch: typeof globalThis.fetch;
  /** The ways out to what accounts name: over HTTP, and for mail. */
  egress: Egress;
  mailer: Mailer;
  secrets: Secrets;
  record: Record;
  /** Adds jobs in the caller's transaction. */
  enqueue: (tx: Tx, job: string, payloads: object[]) => Promise<void>;
}

/** A subject of the server: what it runs in the background and which doors it opens. */
export interface Room {
  name: string;
  jobs: Job[];
  routes: Route[];
  /** Writes down what the room keeps in memory; called once, when no request is under way any more. */
  close?(): Promise<void>;
}

