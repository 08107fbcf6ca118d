import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxApp } from '../../sandbox/core.ts';

/** The public address the cards speak to; the sandbox maps it to this machine (HubSpot permits https only). */
const PUBLIC_URL = 'https://baton.sandbox.test';
const APP_ID = 4_200_001;

/** Random per data folder, kept in a file only its owner reads. */
interface TrialSecrets {
  clientId: string;
  clientSecret: string;
  keys: string;
  hookSecret: string;
}

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
  secrets: TrialSecrets;
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
    secrets: readSecrets(dataDir),
  };
}

function portOf(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const port = Number(env[name] || fallback);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new Error(`${name} is not a port. Set it to a number from 1 to 65535.`);
}

function readSecrets(dataDir: string): TrialSecrets {
  const file = join(dataDir, 'trial-secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as TrialSecrets;
  const secrets: TrialSecrets = {
    clientId: randomBytes(16).toString('hex'),
    clientSecret: randomBytes(24).toString('hex'),
    keys: `trial:${randomBytes(32).toString('base64')}`,
    hookSecret: randomBytes(24).toString('base64url'),
  };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** Baton's registration in the sandbox: its scopes are those of the app file that is uploaded to HubSpot. */
export function sandboxApp(settings: TrialSettings): SandboxApp {
  const file = new URL('../../src/app/app-hsmeta.json', import.meta.url);
  const { config } = JSON.parse(readFileSync(file, 'utf8')) as { config: { name: string; auth: { requiredScopes: string[]; optionalScopes: string[] } } };
  return {
    appId: APP_ID,
    name: config.name,
    clientId: settings.secrets.clientId,
    clientSecret: settings.secrets.clientSecret,
    redirectUrls: [`${settings.publicUrl}/oauth/callback`],
    requiredScopes: config.auth.requiredScopes,
    optionalScopes: config.auth.optionalScopes,
    permittedOrigins: [settings.publicUrl],
  };
}

/** Baton's whole environment; HUBSPOT_API_URL follows once the sandbox listens. */
export function serverEnvironment(settings: TrialSettings): NodeJS.ProcessEnv {
  return {
    HUBSPOT_APP_ID: String(APP_ID),
    HUBSPOT_CLIENT_ID: settings.secrets.clientId,
    HUBSPOT_CLIENT_SECRET: settings.secrets.clientSecret,
    HUBSPOT_API_URL: `http://127.0.0.1:${settings.sandboxPort}`,
    PUBLIC_URL: settings.publicUrl,
    BATON_KEYS: settings.secrets.keys,
    HOST: settings.host,
    PORT: String(settings.port),
    DATA_DIR: settings.dataDir,
    LOG_LEVEL: settings.logLevel,
    ...(settings.databaseUrl !== undefined && { DATABASE_URL: settings.databaseUrl }),
  };
}
