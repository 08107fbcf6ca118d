// `npm run import -- --from file`: takes an account that `npm run export` wrote into a database that does not know it.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { migrations } from '../src/server/modules.ts';
import { readConfig } from '../src/server/platform/config.ts';
import type { Tx } from '../src/server/platform/db.ts';
import type { Deps } from '../src/server/platform/deps.ts';
import { StartFault } from '../src/server/platform/errors.ts';
import { createLog } from '../src/server/platform/log.ts';
import { importPortal } from '../src/server/platform/portal-file.ts';
import { openSealed } from '../src/server/sealed.ts';
import { auditCommand } from '../src/server/settings/command-line.ts';
import { wakePortal } from '../src/server/wake.ts';
import { withTools } from '../src/server/tool.ts';
import { readLineFile } from './line-file.ts';

const USAGE = 'Usage: npm run import -- --from account.ndjson.gz';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  if (values.from === undefined) throw new StartFault('The command is not complete.', USAGE);
  if (!existsSync(values.from)) throw new StartFault(`There is no file ${values.from}.`, USAGE);
  const lines = readLineFile(values.from);
  const { portalId, counts } = await withTools(readConfig(process.env), createLog('warn', process.stderr), (deps: Deps) =>
    importPortal(deps.db, lines, {
      migrationNames: Object.keys(migrations),
      openSealed: openSealed(deps.secrets),
      async after(tx: Tx, id: number) {
        await wakePortal(tx, deps, id);
        await auditCommand(tx, { portalId: id, command: 'npm run import', now: deps.now(), action: 'account.imported', subject: 'account', before: null, after: null });
      },
    }),
  );
  process.stdout.write(`${JSON.stringify(counts, null, 2)}\nAccount ${portalId} is here, row for row as in the file. Its HubSpot data is read again and its scores are computed by the server.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
