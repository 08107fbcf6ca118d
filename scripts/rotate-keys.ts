// `npm run rotate-keys`: seals every stored secret with the first key of BATON_KEYS, beside a working server.
import { parseArgs } from 'node:util';
import { createLog } from '../src/server/platform/log.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { StartFault } from '../src/server/platform/errors.ts';
import { rotateKeys } from '../src/server/platform/rotate-keys.ts';
import { createInstalls } from '../src/server/hubspot/installs.ts';
import { sealedColumns } from '../src/server/sealed.ts';
import { withTools } from '../src/server/tool.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { portal: { type: 'string', multiple: true, default: [] } } });
  const config = readConfig(process.env);
  const count = await withTools(config, createLog('warn', process.stderr), async ({ db, secrets, now }) => {
    // --portal names an account that has sources here but was never installed.
    const known = [...new Set([...(await createInstalls({ db, now }).portalIds()), ...values.portal.map(Number)])];
    return rotateKeys({ db, secrets, config, columns: sealedColumns }, known);
  });
  process.stdout.write(`Sealed anew with the key "${config.keys[0]!.id}": ${count}. Run it once more: when it says 0, the older keys can go.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
