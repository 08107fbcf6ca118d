import { describe, expect, it } from 'vitest';
import { readConfig, variables } from '../../src/server/platform/config.ts';
import { StartFault } from '../../src/server/platform/errors.ts';
import { buildEnv, buildKey } from '../support/environment.ts';

/** The text that a start with this environment ends with; undefined when it starts. */
function faultOf(env: NodeJS.ProcessEnv): string | undefined {
  try {
    readConfig(env);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(StartFault);
    return (error as StartFault).message;
  }
}

const REQUIRED = ['HUBSPOT_APP_ID', 'HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET', 'PUBLIC_URL', 'BATON_KEYS'];

/** A value that each variable refuses, marked so that it would be noticed in the fault. */
const WRONG: Record<string, string> = {
  HUBSPOT_APP_ID: 'canary-app',
  HUBSPOT_CLIENT_ID: ' ',
  HUBSPOT_CLIENT_SECRET: ' ',
  HUBSPOT_CLIENT_SECRET_PREVIOUS: ' ',
  HUBSPOT_API_URL: 'https://canary.example',
  PUBLIC_URL: 'http://canary.example',
  DATABASE_URL: 'mysql://user:canary@host/db',
  MIGRATION_DATABASE_URL: 'mysql://user:canary@host/db',
  BATON_KEYS: `first:${Buffer.from('canary').toString('base64')}`,
  HOST: ' ',
  PORT: '65536',
  METRICS_PORT: 'canary',
  STOP_GRACE_SECONDS: '61',
  ROLE: 'canary',
  LOG_LEVEL: 'canary',
  RETENTION_DAYS: '0',
  DATA_DIR: ' ',
};

describe('a complete environment', () => {
  it('becomes a configuration with its defaults', () => {
    expect(readConfig(buildEnv())).toMatchObject({
      sandbox: false,
      hubspot: { appId: 4242, apiUrl: 'https://api.hubapi.com', authorizeUrl: 'https://app.hubspot.com/oauth/authorize', clientSecrets: ['client-secret'] },
      databaseUrl: undefined,
      host: '127.0.0.1',
      port: 3000,
      role: 'all',
      retentionDays: 30,
      dataDir: '.baton',
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig(buildEnv({ PORT: '', DATABASE_URL: '' }))).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  it('needs no trailing slash, and takes one away', () => {
    expect(readConfig(buildEnv({ PUBLIC_URL: 'https://baton.example/app//' })).publicUrl).toBe('https://baton.example/app');
  });

  it('knows the previous client secret while a rotation lasts', () => {
    expect(readConfig(buildEnv({ HUBSPOT_CLIENT_SECRET_PREVIOUS: 'older' })).hubspot.clientSecrets).toEqual(['client-secret', 'older']);
  });

  it('migrates with the server\'s login unless another is given', () => {
    const DATABASE_URL = 'postgres://app@db/baton';
    expect(readConfig(buildEnv({ DATABASE_URL })).migrationDatabaseUrl).toBe(DATABASE_URL);
    expect(readConfig(buildEnv({ DATABASE_URL, MIGRATION_DATABASE_URL: 'postgres://owner@db/baton' })).migrationDatabaseUrl).toBe('postgres://owner@db/baton');
  });
});

describe('a faulty environment', () => {
  it('has all its faults named at once, with the cure', () => {
    const text = faultOf({ PORT: 'x', PUBLIC_URL: 'http://plain.example' });
    for (const name of ['HUBSPOT_APP_ID is missing', 'HUBSPOT_CLIENT_ID is missing', 'HUBSPOT_CLIENT_SECRET is missing', 'BATON_KEYS is missing', 'PORT is not valid', 'PUBLIC_URL must be the https address']) {
      expect(text).toContain(name);
    }
    expect(text).toContain('docs/configuration.md');
  });

  it.each(REQUIRED)('without %s says that it is missing, and says nothing else', (name) => {
    const text = faultOf(buildEnv({ [name]: undefined }));
    expect(text?.match(/^ {2}\S.*$/gm)).toEqual([`  ${name} is missing`]);
  });

  it.each(Object.keys(variables.shape))('with a wrong %s names the variable and never its value', (name) => {
    const text = faultOf(buildEnv({ [name]: WRONG[name] }));
    expect(text).toContain(`  ${name} `);
    expect(text).not.toMatch(/canary/i);
    expect(text).not.toContain(Buffer.from('canary').toString('base64'));
  });
});

describe('HUBSPOT_API_URL', () => {
  it.each(['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000'])('%s is the sandbox on this machine', (url) => {
    expect(readConfig(buildEnv({ HUBSPOT_API_URL: `${url}/` }))).toMatchObject({ sandbox: true, hubspot: { apiUrl: url, authorizeUrl: `${url}/oauth/authorize` } });
  });

  it.each(['https://evil.example', 'http://127.0.0.1.evil.example', 'http://127.0.0.1@evil.example', 'http://10.0.0.1', 'nonsense'])('%s is refused: tokens would be sent there', (url) => {
    expect(faultOf(buildEnv({ HUBSPOT_API_URL: url }))).toContain('HUBSPOT_API_URL may be set in sandbox mode only');
  });
});

describe('BATON_KEYS', () => {
  it('lists the sealing key first, then older ones', () => {
    const { keys } = readConfig(buildEnv({ BATON_KEYS: `${buildKey('new')}, ${buildKey('old')}` }));
    expect(keys.map(({ id, key }) => [id, key.length])).toEqual([['new', 32], ['old', 32]]);
  });

  it.each([
    ['a short key', 'a:c2hvcnQ='],
    ['no id', `:${Buffer.alloc(32).toString('base64')}`],
    ['a stray comma', `${buildKey('a')},`],
    ['one id twice', `${buildKey('a')},${buildKey('a')}`],
    ['no base64 at all', 'a:§§§'],
  ])('with %s is refused', (_, BATON_KEYS) => {
    expect(faultOf(buildEnv({ BATON_KEYS }))).toMatch(/BATON_KEYS (has|names)/);
  });
});
