import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoHook } from '../../sandbox/core.ts';
import { demoPortal } from '../../sandbox/seed/demo-people.ts';
import { readConfig } from '../../src/server/platform/config.ts';
import { createLog } from '../../src/server/platform/log.ts';
import { loadProviders } from '../../src/server/surveys/providers/index.ts';
import { addSource, type NewSource } from '../../src/server/surveys/source-commands.ts';
import type { Deps } from '../../src/server/platform/deps.ts';
import { withTools } from '../../src/server/tool.ts';
import { addKey } from '../../src/server/usage/key-commands.ts';
import type { TrialSettings } from './settings.ts';

/** The kind that the demo's usage key is told under. */
export const USAGE_HOOK = 'usage';

/** One source of each kind that has a hook; HubSpot's own surveys need none. */
const SOURCES: (Omit<NewSource, 'portalId'> & { signs?: boolean })[] = [
  { provider: 'webhook', sourceId: 'webhook-demo', name: 'Webhook de pesquisa (demo)', settings: { type: 'nps', kind: 'relational' } },
  { provider: 'csv', sourceId: 'csv-demo', name: 'Arquivo CSV (demo)', settings: { type: 'nps', kind: 'relational' } },
  { provider: 'typeform', sourceId: 'typeform-demo', name: 'Typeform (demo)', signs: true },
];

/**
 * Adds the demo account's survey sources and its usage key before Baton starts (the embedded database takes one process at
 * a time) and keeps their hooks, secrets included, in a file only its owner reads, because Baton itself tells them once.
 */
export async function addDemoSources(environment: NodeJS.ProcessEnv, settings: TrialSettings): Promise<DemoHook[]> {
  const file = join(settings.dataDir, 'trial-hooks.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoHook[]) : [];
  const has = (kind: string) => known.some((hook) => hook.kind === kind);
  const missing = SOURCES.filter((source) => !has(source.provider));
  if (missing.length === 0 && has(USAGE_HOOK)) return known;
  const added = await withTools(readConfig(environment), createLog('error', process.stderr), async (deps) => {
    const hooks: DemoHook[] = [];
    for (const source of missing) hooks.push(await addDemoSource(deps, source, settings));
    if (!has(USAGE_HOOK)) hooks.push(await addDemoKey(deps, settings));
    return hooks;
  });
  const hooks = [...known, ...added];
  writeFileSync(file, JSON.stringify(hooks, null, 2), { mode: 0o600 });
  return hooks;
}

async function addDemoSource(deps: Deps, { signs, ...source }: (typeof SOURCES)[number], settings: TrialSettings): Promise<DemoHook> {
  const { portalId } = demoPortal();
  const providers = await loadProviders();
  const signingSecret = signs ? randomBytes(24).toString('base64url') : undefined;
  const outcome = await deps.db.withPortal(portalId, (tx) => addSource(tx, { ...deps, providers }, { ...source, portalId, signingSecret }, deps.now()));
  if (!outcome.ok || outcome.hookPath === null) throw new Error(`The demo source ${source.sourceId} was not added: ${outcome.ok ? 'it has no hook' : outcome.reason.code}`);
  const hook = { kind: source.provider, name: source.name, url: settings.publicUrl + outcome.hookPath };
  return signingSecret === undefined ? hook : { ...hook, keys: { signingSecret } };
}

async function addDemoKey(deps: Deps, settings: TrialSettings): Promise<DemoHook> {
  const { portalId } = demoPortal();
  const name = 'Uso do produto (demo)';
  const added = await deps.db.withPortal(portalId, (tx) => addKey(tx, deps, { portalId, name }, deps.now()));
  if (!added.ok) throw new Error(`The demo's usage key was not added: ${added.reason.en}`);
  return { kind: USAGE_HOOK, name, url: `${settings.publicUrl}/v1/usage/bulk`, keys: { apiKey: added.key } };
}
