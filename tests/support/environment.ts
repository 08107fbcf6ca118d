import { randomBytes } from 'node:crypto';

/** A sealing key as BATON_KEYS holds it. */
export function buildKey(id = 'first'): string {
  return `${id}:${randomBytes(32).toString('base64')}`;
}

/** A complete environment; undefined takes a variable away. */
export function buildEnv(overrides: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    HUBSPOT_APP_ID: '4242',
    HUBSPOT_CLIENT_ID: 'client-id',
    HUBSPOT_CLIENT_SECRET: 'client-secret',
    PUBLIC_URL: 'https://baton.example',
    BATON_KEYS: buildKey(),
    ...overrides,
  };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
  return env;
}
