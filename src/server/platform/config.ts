import { z } from 'zod';
import { StartFault } from './errors.ts';

const HUBSPOT_API = 'https://api.hubapi.com';
const HUBSPOT_AUTHORIZE = 'https://app.hubspot.com/oauth/authorize';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** One key of BATON_KEYS. The first of the list seals, all of them open. */
export interface SealingKey {
  id: string;
  key: Buffer;
}

const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);
const required = z.string().trim().min(1, 'is missing');

function parseKeys(text: string, context: z.RefinementCtx): SealingKey[] {
  const keys = text.split(',').map((entry) => {
    const [id = '', encoded = ''] = entry.trim().split(':', 2);
    return { id, key: Buffer.from(encoded, 'base64') };
  });
  for (const { id, key } of keys) {
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(id)) context.addIssue('has an entry without an id of 1 to 32 letters, digits, _ or -');
    else if (key.length !== 32) context.addIssue(`has a key "${id}" that is not base64 of 32 bytes`);
  }
  if (new Set(keys.map((key) => key.id)).size !== keys.length) context.addIssue('names one id twice');
  return keys;
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}

function isLoopback(text: string): boolean {
  return URL.canParse(text) && LOOPBACK.has(new URL(text).hostname);
}

/** Every environment variable Baton reads, with its rule. docs/configuration.md is compared with this table in a test. */
export const variables = z.object({
  HUBSPOT_APP_ID: required.regex(/^\d+$/, 'must be digits (the app id of your HubSpot project)'),
  HUBSPOT_CLIENT_ID: required,
  HUBSPOT_CLIENT_SECRET: required,
  HUBSPOT_CLIENT_SECRET_PREVIOUS: z.string().trim().min(1).optional(),
  HUBSPOT_API_URL: z
    .string()
    .refine(isLoopback, 'may be set in sandbox mode only, to a loopback address')
    .optional(),
  PUBLIC_URL: required.refine(isHttps, 'must be the https address HubSpot reaches this server at'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional(),
  MIGRATION_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional(),
  BATON_KEYS: required.transform(parseKeys),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  PORT: port(3000),
  METRICS_PORT: port(0),
  STOP_GRACE_SECONDS: z.coerce.number().int().min(0).max(60).default(2),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  DATA_DIR: z.string().trim().min(1).default('.baton'),
});

export interface Config {
  /** True only when HUBSPOT_API_URL points at the sandbox on loopback. */
  sandbox: boolean;
  hubspot: {
    appId: number;
    clientId: string;
    clientSecret: string;
    /** The current secret first, then the previous one while a rotation lasts. */
    clientSecrets: string[];
    apiUrl: string;
    authorizeUrl: string;
  };
  /** Without a trailing slash. */
  publicUrl: string;
  /** Undefined: the embedded database in dataDir. */
  databaseUrl: string | undefined;
  migrationDatabaseUrl: string | undefined;
  keys: SealingKey[];
  host: string;
  port: number;
  metricsPort: number;
  /** How long a server told to stop still answers while it says that it is not ready. */
  stopGraceMs: number;
  role: 'all' | 'web' | 'worker';
  logLevel: string;
  retentionDays: number;
  dataDir: string;
}

/**
 * Reads the environment once, whole. Empty variables count as absent.
 * @throws StartFault listing every faulty variable at once, without any value.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = variables.safeParse(present);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${faultText(issue, present)}`);
    throw new StartFault(
      `These variables stop the start:\n${[...new Set(faults)].join('\n')}\n`,
      'Set them as docs/configuration.md says. Without any HUBSPOT_ variable, `npm start` is the trial.',
    );
  }
  return toConfig(result.data);
}

function faultText(issue: z.core.$ZodIssue, env: Record<string, unknown>): string {
  const name = String(issue.path[0]);
  if (env[name] === undefined) return 'is missing';
  return issue.message.startsWith('Invalid') || issue.message.startsWith('Too') ? `is not valid (${issue.message})` : issue.message;
}

function toConfig(env: z.output<typeof variables>): Config {
  const apiUrl = env.HUBSPOT_API_URL?.replace(/\/+$/, '');
  return {
    sandbox: apiUrl !== undefined,
    hubspot: {
      appId: Number(env.HUBSPOT_APP_ID),
      clientId: env.HUBSPOT_CLIENT_ID,
      clientSecret: env.HUBSPOT_CLIENT_SECRET,
      clientSecrets: [env.HUBSPOT_CLIENT_SECRET, env.HUBSPOT_CLIENT_SECRET_PREVIOUS].filter((secret) => secret !== undefined),
      apiUrl: apiUrl ?? HUBSPOT_API,
      authorizeUrl: apiUrl === undefined ? HUBSPOT_AUTHORIZE : `${apiUrl}/oauth/authorize`,
    },
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
    databaseUrl: env.DATABASE_URL,
    migrationDatabaseUrl: env.MIGRATION_DATABASE_URL ?? env.DATABASE_URL,
    keys: env.BATON_KEYS,
    host: env.HOST,
    port: env.PORT,
    metricsPort: env.METRICS_PORT,
    stopGraceMs: env.STOP_GRACE_SECONDS * 1_000,
    role: env.ROLE,
    logLevel: env.LOG_LEVEL,
    retentionDays: env.RETENTION_DAYS,
    dataDir: env.DATA_DIR,
  };
}
