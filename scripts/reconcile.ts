// `npm run reconcile -- --portal ID`: compares an account's records with HubSpot's, after webhooks were away for long.
import { parseArgs } from 'node:util';
import { RECONCILE_JOB } from '../src/server/hubspot/webhooks/jobs.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { StartFault } from '../src/server/platform/errors.ts';
import { createLog } from '../src/server/platform/log.ts';
import { auditCommand } from '../src/server/settings/command-line.ts';
import { withTools } from '../src/server/tool.ts';

const { values } = parseArgs({ options: { portal: { type: 'string' } } });

async function main(): Promise<void> {
  const portalId = Number(values.portal);
  if (!Number.isSafeInteger(portalId) || portalId <= 0) throw new StartFault('--portal is missing.', 'Usage: npm run reconcile -- --portal ID');
  await withTools(readConfig(process.env), createLog('warn', process.stderr), ({ db, enqueue, now }) =>
    db.withPortal(portalId, async (tx) => {
      await enqueue(tx, RECONCILE_JOB, [{ portalId }]);
      await auditCommand(tx, { portalId, command: 'npm run reconcile', now: now(), action: 'connection.reconciled', subject: 'records', before: null, after: null });
    }),
  );
  process.stdout.write('The comparison begins as soon as a worker is free; its log says how many records were missing.\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
