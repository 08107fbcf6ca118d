import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoHook } from '../../sandbox/core.ts';
import { demoPortal } from '../../sandbox/seed/demo-people.ts';
import { readConfig } from '../../src/server/platform/config.ts';
import { createLog } from '../../src/server/platform/log.ts';
import { loadProviders } from '../../src/server/surveys/providers/index.ts';
import { addSource, type NewSource } from '../../src/server/surveys/source-commands.ts';
import { withTools } from '../../src/server/tool.ts';
import type { TrialSettings } from './settings.ts';

/** One source of each kind that has a hook; HubSpot's own surveys need none. */
const SOURCES: Omit<NewSource, 'portalId'>[] = [
  { provider: 'webhook', sourceId: 'webhook-demo', name: 'Webhook de pesquisa (demo)', settings: { type: 'nps', kind: 'relational' } },
  { provider: 'csv', sourceId: 'csv-demo', name: 'Arquivo CSV (demo)', settings: { type: 'nps', kind: 'relational' } },
];

/**
 * Adds the demo account's survey sources before Baton starts (the embedded database takes one process at a time)
 * and keeps their hooks, secrets included, in a file only its owner reads, because Baton itself tells them once.
 */
export async function addDemoSources(environment: NodeJS.ProcessEnv, settings: TrialSettings): Promise<DemoHook[]> {
  const file = join(settings.dataDir, 'trial-hooks.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoHook[];
  const { portalId } = demoPortal();
  const providers = await loadProviders();
  const hooks = await withTools(readConfig(environment), createLog('error', process.stderr), async (deps) => {
    const added: DemoHook[] = [];
    for (const source of SOURCES) {
      const outcome = await deps.db.withPortal(portalId, (tx) => addSource(tx, { ...deps, providers }, { ...source, portalId }, deps.now()));
      if (!outcome.ok || outcome.hookPath === null) throw new Error(`The demo source ${source.sourceId} was not added: ${outcome.ok ? 'it has no hook' : outcome.reason}`);
      added.push({ kind: source.provider, name: source.name, url: settings.publicUrl + outcome.hookPath });
    }
    return added;
  });
  writeFileSync(file, JSON.stringify(hooks, null, 2), { mode: 0o600 });
  return hooks;
}
