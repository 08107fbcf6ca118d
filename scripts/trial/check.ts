import { createServer } from 'node:net';
import { join } from 'node:path';
import { readConfig } from '../../src/server/platform/config.ts';
import { demandUnlocked, LOCK_FILE } from '../../src/server/platform/lock.ts';
import { portFault } from '../../src/server/platform/port-fault.ts';
import { readSettings, serverEnvironment, type TrialSettings } from './settings.ts';

/** Reads the trial's variables and looks whether it can start, before anything slow begins. Throws naming fault and cure. */
export async function checkedSettings(env: NodeJS.ProcessEnv): Promise<TrialSettings> {
  const settings = readSettings(env);
  readConfig(serverEnvironment(settings));
  await demandFreePort(settings.host, settings.port, 'PORT');
  await demandFreePort(settings.host, settings.sandboxPort, 'SANDBOX_PORT');
  if (settings.databaseUrl === undefined) demandUnlocked(join(settings.dataDir, LOCK_FILE));
  return settings;
}

async function demandFreePort(host: string, port: number, variable: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portFault(error, { host, port, variable })));
    server.listen(port, host, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}
