import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSandboxApp } from '../../sandbox/app-file.ts';
import type { SandboxApp } from '../../sandbox/core.ts';

/** The public address the cards speak to; the sandbox maps it to this machine (HubSpot permits https only). */
const PUBLIC_URL = 'https://baton.sandbox.test';
const APP_FILE = join(import.meta.dirname, '../../src/app/app-hsmeta.json');

export interface TrialSettings {
  dataDir: string;
  host: string;
  port: number;
  sandboxPort: number;
  publicUrl: string;
  /** Where Baton listens on this machine. */
  batonUrl: string;
  logLevel: string;
  databaseUrl: string | undefined;
  /** Baton as the sandbox knows it: the app file's scopes, and keys made for this data folder. */
  app: SandboxApp;
  /** BATON_KEYS, made for this data folder. */
  keys: string;
}

/** Reads the trial's few variables. Throws naming the variable and the cure. */
export function readSettings(env: NodeJS.ProcessEnv): TrialSettings {
  const dataDir = env.DATA_DIR || '.baton';
  const host = env.HOST || '127.0.0.1';
  const port = portOf(env, 'PORT', 3000);
  const sandboxPort = portOf(env, 'SANDBOX_PORT', 4000);
  if (port === sandboxPort) throw new Error(`PORT and SANDBOX_PORT are both ${port}. Give Baton and the sandbox a port each.`);
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return {
    dataDir,
    host,
    port,
    sandboxPort,
    publicUrl: PUBLIC_URL,
    batonUrl: `http://${reachable}:${port}`,
    logLevel: env.LOG_LEVEL || 'warn',
    databaseUrl: env.DATABASE_URL || undefined,
    app: readSandboxApp(dataDir, APP_FILE, PUBLIC_URL),
    keys: readKeys(dataDir),
  };
}

function portOf(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const port = Number(env[name] || fallback);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new Error(`${name} is not a port. Set it to a number from 1 to 65535.`);
}

function readKeys(dataDir: string): string {
  const file = join(dataDir, 'trial-keys.txt');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const keys = `trial:${randomBytes(32).toString('base64')}`;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${keys}\n`, { mode: 0o600 });
  return keys;
}

/** Baton's whole environment; HUBSPOT_API_URL follows once the sandbox listens. */
export function serverEnvironment(settings: TrialSettings): NodeJS.ProcessEnv {
  return {
    HUBSPOT_APP_ID: String(settings.app.appId),
    HUBSPOT_CLIENT_ID: settings.app.clientId,
    HUBSPOT_CLIENT_SECRET: settings.app.clientSecret,
    HUBSPOT_API_URL: `http://127.0.0.1:${settings.sandboxPort}`,
    PUBLIC_URL: settings.publicUrl,
    BATON_KEYS: settings.keys,
    HOST: settings.host,
    PORT: String(settings.port),
    DATA_DIR: settings.dataDir,
    LOG_LEVEL: settings.logLevel,
    // There is no other server that requests could be led to.
    STOP_GRACE_SECONDS: '0',
    ...(settings.databaseUrl !== undefined && { DATABASE_URL: settings.databaseUrl }),
  };
}
