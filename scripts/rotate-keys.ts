// `npm run rotate-keys`: seals every stored secret with the first key of BATON_KEYS, beside a working server.
import { parseArgs } from 'node:util';
import { createLog } from '../src/server/platform/log.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { StartFault } from '../src/server/platform/errors.ts';
import { rotateKeys } from '../src/server/platform/rotate-keys.ts';
import { createInstalls } from '../src/server/hubspot/installs.ts';
import { sealedColumns } from '../src/server/sealed.ts';
import { auditCommand } from '../src/server/settings/command-line.ts';
import { withTools } from '../src/server/tool.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { portal: { type: 'string', multiple: true, default: [] } } });
  const config = readConfig(process.env);
  const count = await withTools(config, createLog('warn', process.stderr), async ({ db, secrets, now }) => {
    // --portal names an account that has sources here but was never installed.
    const known = [...new Set([...(await createInstalls({ db, now }).portalIds()), ...values.portal.map(Number)])];
    const counts = await rotateKeys({ db, secrets, config, columns: sealedColumns }, known);
    for (const [portalId, sealed] of counts) {
      if (portalId === 0) continue;
      const entry = { portalId, command: 'npm run rotate-keys', now: now(), action: 'account.keys-rotated', subject: 'secrets', before: null, after: { key: config.keys[0]!.id, sealed } };
      await db.withPortal(portalId, (tx) => auditCommand(tx, entry));
    }
    return [...counts.values()].reduce((sum, sealed) => sum + sealed, 0);
  });
  process.stdout.write(`Sealed anew with the key "${config.keys[0]!.id}": ${count}. Run it once more: when it says 0, the older keys can go.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
