import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { SandboxApp } from './core.ts';
import { readSubscriptions } from './webhooks/subscriptions.ts';

const Keys = z.object({ appId: z.number().int(), clientId: z.string(), clientSecret: z.string() });
const AppFile = z.object({
  config: z.object({
    name: z.string(),
    auth: z.object({ redirectUrls: z.array(z.string()), requiredScopes: z.array(z.string()), optionalScopes: z.array(z.string()).default([]) }),
    permittedUrls: z.object({ fetch: z.array(z.string()) }),
  }),
});

/** The app's keys in this data directory, `sandbox-app.json`, made at random the first time (mode 0600). */
function readKeys(dataDir: string): z.infer<typeof Keys> {
  const file = join(dataDir, 'sandbox-app.json');
  if (existsSync(file)) return Keys.parse(JSON.parse(readFileSync(file, 'utf8')));
  const keys = { appId: 1_000_000 + randomBytes(3).readUIntBE(0, 3), clientId: crypto.randomUUID(), clientSecret: crypto.randomUUID() };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}

/**
 * The app as this little HubSpot knows it: keys of the data directory, and names, scopes and permitted URLs from the
 * project's app file with `${SERVER_URL}` filled in, as an upload would.
 */
export function readSandboxApp(dataDir: string, appFile: string, publicUrl: string): SandboxApp {
  const text = readFileSync(appFile, 'utf8').replaceAll('${SERVER_URL}', publicUrl);
  const { name, auth, permittedUrls } = AppFile.parse(JSON.parse(text)).config;
  const webhooks = readSubscriptions(join(dirname(appFile), 'webhooks/webhooks-hsmeta.json'), publicUrl);
  return {
    ...readKeys(dataDir), name, redirectUrls: auth.redirectUrls, requiredScopes: auth.requiredScopes,
    optionalScopes: auth.optionalScopes, permittedOrigins: permittedUrls.fetch,
    ...(webhooks && { webhooks }),
  };
}
