// `npm run source -- add|list|pause|resume|mend|run-again`: a real account's survey sources, until the settings page has them.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/server/platform/config.ts';
import type { Tx } from '../src/server/platform/db.ts';
import type { Deps } from '../src/server/platform/deps.ts';
import { StartFault } from '../src/server/platform/errors.ts';
import { createLog } from '../src/server/platform/log.ts';
import { auditCommand, type CommandEntry } from '../src/server/settings/command-line.ts';
import { auditOf } from '../src/server/settings/source-changes.ts';
import { loadProviders } from '../src/server/surveys/providers/index.ts';
import { rerunDeliveries } from '../src/server/surveys/deliveries.ts';
import { addSource, mendSource, pauseSource, showSources } from '../src/server/surveys/source-commands.ts';
import { tell } from '../src/server/surveys/wording.ts';
import { withTools } from '../src/server/tool.ts';

const USAGE = `Usage:
  npm run source -- add --portal ID --provider csv|webhook|typeform --name "NPS file" [--id nps-file] [--settings settings.json] [--trust-ids]
  npm run source -- list --portal ID
  npm run source -- pause --portal ID --id nps-file
  npm run source -- resume --portal ID --id nps-file
  npm run source -- mend --portal ID --id nps-file --settings settings.json
  npm run source -- run-again --portal ID --id nps-file
A signing secret is read from the variable SIGNING_SECRET, so that it stays out of the shell's history.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    portal: { type: 'string' },
    provider: { type: 'string' },
    name: { type: 'string' },
    id: { type: 'string' },
    settings: { type: 'string' },
    'trust-ids': { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  const [task] = positionals;
  const portalId = Number(values.portal);
  const run = tasks[task ?? ''];
  if (!Number.isSafeInteger(portalId) || portalId <= 0 || run === undefined) throw new StartFault('The command is not complete.', USAGE);
  const config = readConfig(process.env);
  const print = await withTools(config, createLog('warn', process.stderr), (deps) => run(portalId, deps));
  process.stdout.write(`${print}\n`);
}

const tasks: Record<string, (portalId: number, deps: Deps) => Promise<string>> = {
  add,
  list,
  pause: (portalId, deps) => setPaused(portalId, deps, true),
  resume: (portalId, deps) => setPaused(portalId, deps, false),
  mend,
  'run-again': runAgain,
};

async function list(portalId: number, deps: Deps): Promise<string> {
  const sources = await deps.db.withPortal(portalId, showSources);
  return JSON.stringify(sources.map((source) => ({ ...source, lastError: source.lastError && tell(source.lastError, 'en') })), null, 2);
}

function sourceId(): string {
  if (values.id === undefined) throw new StartFault('--id is missing.', USAGE);
  return values.id;
}

function settings(): unknown {
  return values.settings === undefined ? undefined : (JSON.parse(readFileSync(values.settings, 'utf8')) as unknown);
}

async function find(tx: Tx, id: string) {
  return (await showSources(tx)).find((source) => source.sourceId === id);
}

/** Writes a change to the audit trail, in its own transaction. */
function audit(tx: Tx, portalId: number, now: Date, entry: Pick<CommandEntry, 'action' | 'subject' | 'before' | 'after'>): Promise<void> {
  return auditCommand(tx, { ...entry, portalId, now, command: 'npm run source' });
}

async function setPaused(portalId: number, { db, enqueue, now }: Deps, paused: boolean): Promise<string> {
  const task = { portalId, sourceId: sourceId(), paused, now: now() };
  const known = await db.withPortal(portalId, async (tx) => {
    const before = await find(tx, task.sourceId);
    if (before === undefined) return false;
    await pauseSource(tx, { enqueue }, task);
    await audit(tx, portalId, task.now, { action: paused ? 'source.paused' : 'source.resumed', subject: task.sourceId, before: { paused: before.paused }, after: { paused } });
    return true;
  });
  if (!known) throw new StartFault(`There is no source "${task.sourceId}".`, 'List the sources to see their ids.');
  return paused ? 'Paused: what arrives is kept and read when the source is resumed.' : 'Resumed: what came meanwhile is read now.';
}

async function mend(portalId: number, { db, now }: Deps): Promise<string> {
  const task = { sourceId: sourceId(), settings: settings() ?? {} };
  const providers = await loadProviders();
  const mended = await db.withPortal(portalId, async (tx) => {
    const before = await find(tx, task.sourceId);
    const made = await mendSource(tx, { providers }, task);
    if (made.ok) await audit(tx, portalId, now(), { action: 'source.mended', subject: task.sourceId, before: { settings: before?.settings }, after: { settings: task.settings } });
    return made;
  });
  if (!mended.ok) throw new StartFault('The source was not changed.', tell(mended.reason, 'en'));
  return 'The source has its new settings. What failed under the old ones: run it again with run-again.';
}

async function runAgain(portalId: number, { db, enqueue, now }: Deps): Promise<string> {
  const task = { portalId, sourceId: sourceId() };
  const count = await db.withPortal(portalId, async (tx) => {
    const deliveries = await rerunDeliveries(tx, { enqueue }, task);
    if (deliveries > 0) await audit(tx, portalId, now(), { action: 'source.rerun', subject: task.sourceId, before: null, after: { deliveries } });
    return deliveries;
  });
  return `Deliveries that wait or failed, and are read again now: ${count}.`;
}

async function add(portalId: number, deps: Deps): Promise<string> {
  if (values.provider === undefined || values.name === undefined) throw new StartFault('--provider or --name is missing.', USAGE);
  const source = {
    portalId,
    provider: values.provider,
    name: values.name,
    sourceId: values.id,
    settings: settings(),
    trustedIds: values['trust-ids'],
    signingSecret: process.env.SIGNING_SECRET,
  };
  const providers = await loadProviders();
  const added = await deps.db.withPortal(portalId, async (tx) => {
    const made = await addSource(tx, { ...deps, providers }, source, deps.now());
    if (made.ok) await audit(tx, portalId, deps.now(), { action: 'source.added', subject: made.sourceId, before: null, after: auditOf((await find(tx, made.sourceId))!) });
    return made;
  });
  if (!added.ok) throw new StartFault('The source was not added.', tell(added.reason, 'en'));
  return added.hookPath === null
    ? `Added ${added.sourceId}.`
    : `Added ${added.sourceId}. Its address holds the secret and is shown this once:\n${deps.config.publicUrl}${added.hookPath}`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
