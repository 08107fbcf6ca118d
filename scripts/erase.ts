// `npm run erase -- --portal ID --email X`: erases a person from an account, for who asks elsewhere than in HubSpot.
import { parseArgs } from 'node:util';
import { readConfig } from '../src/server/platform/config.ts';
import { StartFault } from '../src/server/platform/errors.ts';
import { createLog } from '../src/server/platform/log.ts';
import { auditCommand } from '../src/server/settings/command-line.ts';
import { withTools } from '../src/server/tool.ts';

const USAGE = `Usage:
  npm run erase -- --portal ID --email ana@acme.com.br
  npm run erase -- --portal ID --contact 12345
Erases the person from answers, deliveries, contacts and cards of this account, for good. In HubSpot, delete the contact
yourself: Baton does not write there.`;

const { values } = parseArgs({ options: { portal: { type: 'string' }, email: { type: 'string' }, contact: { type: 'string' } } });

async function main(): Promise<void> {
  const portalId = Number(values.portal);
  const contactId = Number(values.contact ?? 1);
  const complete = values.email !== undefined || values.contact !== undefined;
  if (!Number.isSafeInteger(portalId) || portalId <= 0 || !Number.isSafeInteger(contactId) || !complete) throw new StartFault('The command is not complete.', USAGE);
  const person = { contactIds: values.contact === undefined ? [] : [contactId], emails: values.email === undefined ? [] : [values.email] };
  await withTools(readConfig(process.env), createLog('warn', process.stderr), ({ now }, { privacy }) =>
    privacy.erase(portalId, person, {
      actor: 'operator',
      note: (tx, erased) => auditCommand(tx, { portalId, command: 'npm run erase', now: now(), action: 'privacy.person-erased', subject: 'person', before: null, after: erased }),
    }),
  );
  process.stdout.write('Erased. The cards forget within the minute once the server runs; copies that arrive later are not taken.\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
