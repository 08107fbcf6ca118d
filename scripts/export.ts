// `npm run export -- --portal ID --to file`: everything Baton has of one account, as one packed file.
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { migrations } from '../src/server/modules.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { StartFault } from '../src/server/platform/errors.ts';
import { createLog } from '../src/server/platform/log.ts';
import { exportPortal } from '../src/server/platform/portal-file.ts';
import { auditCommand } from '../src/server/settings/command-line.ts';
import { openStorage } from '../src/server/platform/storage.ts';
import { createLineFile } from './line-file.ts';

const USAGE = 'Usage: npm run export -- --portal ID --to account.ndjson.gz';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { portal: { type: 'string' }, to: { type: 'string' } } });
  const portalId = Number(values.portal);
  if (!Number.isSafeInteger(portalId) || portalId <= 0 || values.to === undefined) throw new StartFault('The command is not complete.', USAGE);
  const storage = await openStorage(readConfig(process.env), migrations, createLog('warn', process.stderr));
  try {
    const file = createLineFile(values.to);
    const counts = await exportPortal(storage.db, { portalId, migrationNames: Object.keys(migrations) }, file.write).catch((error: unknown) => {
      rmSync(values.to!, { force: true });
      throw error;
    });
    await file.close();
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    await storage.db.withPortal(portalId, (tx) =>
      auditCommand(tx, { portalId, command: 'npm run export', now: new Date(), action: 'account.exported', subject: 'account', before: null, after: { rows } }),
    );
    process.stdout.write(`${JSON.stringify(counts, null, 2)}\nWritten: ${values.to}. It holds names, e-mails and answers as plain text; what is sealed stays sealed and needs the same BATON_KEYS.\n`);
  } finally {
    await storage.db.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
