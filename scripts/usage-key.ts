// `npm run usage-key -- add|list|revoke`: the API keys that a customer's own systems post usage with.
import { parseArgs } from 'node:util';
import { readConfig } from '../src/server/platform/config.ts';
import type { Tx } from '../src/server/platform/db.ts';
import type { Deps } from '../src/server/platform/deps.ts';
import { StartFault } from '../src/server/platform/errors.ts';
import { createLog } from '../src/server/platform/log.ts';
import { auditCommand, type CommandEntry } from '../src/server/settings/command-line.ts';
import { withTools } from '../src/server/tool.ts';
import { addKey } from '../src/server/usage/key-commands.ts';
import { listKeys, revokeKey } from '../src/server/usage/key-store.ts';

const USAGE = `Usage:
  npm run usage-key -- add --portal ID --name "Our product" [--source app]
  npm run usage-key -- list --portal ID
  npm run usage-key -- revoke --portal ID --key PREFIX
A key is baton_PREFIX_SECRET. To rotate: add a second one with the same source, change the system over, revoke the first.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { portal: { type: 'string' }, name: { type: 'string' }, source: { type: 'string' }, key: { type: 'string' } },
});

const tasks: Record<string, (portalId: number, deps: Deps) => Promise<string>> = {
  add,
  list: async (portalId, deps) => JSON.stringify(await deps.db.withPortal(portalId, listKeys), null, 2),
  revoke,
};

async function main(): Promise<void> {
  const portalId = Number(values.portal);
  const run = tasks[positionals[0] ?? ''];
  if (!Number.isSafeInteger(portalId) || portalId <= 0 || run === undefined) throw new StartFault('The command is not complete.', USAGE);
  const print = await withTools(readConfig(process.env), createLog('warn', process.stderr), (deps) => run(portalId, deps));
  process.stdout.write(`${print}\n`);
}

function audit(tx: Tx, portalId: number, now: Date, entry: Pick<CommandEntry, 'action' | 'subject' | 'before' | 'after'>): Promise<void> {
  return auditCommand(tx, { ...entry, portalId, now, command: 'npm run usage-key' });
}

async function add(portalId: number, deps: Deps): Promise<string> {
  if (values.name === undefined) throw new StartFault('--name is missing.', USAGE);
  const key = { portalId, name: values.name, source: values.source };
  const added = await deps.db.withPortal(portalId, async (tx) => {
    const made = await addKey(tx, deps, key, deps.now());
    if (made.ok) await audit(tx, portalId, deps.now(), { action: 'usage-key.added', subject: `key:${made.prefix}`, before: null, after: { name: key.name, source: made.source } });
    return made;
  });
  if (!added.ok) throw new StartFault('The key was not added.', added.reason.en);
  return `Added ${added.prefix} (source ${added.source}). The key is shown this once:\n${added.key}`;
}

async function revoke(portalId: number, deps: Deps): Promise<string> {
  // Whoever has only the key itself at hand may give it whole.
  const prefix = /^(?:baton_)?([0-9a-f]{12})(?:_|$)/.exec(values.key ?? '')?.[1];
  if (prefix === undefined) throw new StartFault('--key is missing.', USAGE);
  const revoked = await deps.db.withPortal(portalId, async (tx) => {
    const done = await revokeKey(tx, prefix, deps.now());
    if (done) await audit(tx, portalId, deps.now(), { action: 'usage-key.revoked', subject: `key:${prefix}`, before: { works: true }, after: { works: false } });
    return done;
  });
  if (!revoked) throw new StartFault(`The account has no working key ${prefix}.`, 'List the keys to see them.');
  return 'Revoked: the next request with it is refused.';
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
