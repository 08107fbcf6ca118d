import { join } from 'node:path';
import { readSandboxApp } from './app-file.ts';
import { startSandbox } from './server.ts';

/** The sandbox as a process: reads the environment, prints one line, stops on SIGINT and SIGTERM. */
async function main(): Promise<void> {
  const { SANDBOX_PORT = '4000', HOST = '127.0.0.1', DATA_DIR = '.baton', PORT = '3000' } = process.env;
  const publicUrl = process.env['PUBLIC_URL'] ?? 'https://baton.sandbox.test';
  const root = join(import.meta.dirname, '..');
  const sandbox = await startSandbox({
    port: Number(SANDBOX_PORT), host: HOST, dataDir: DATA_DIR, seed: 'demo', indexDelayMs: 2_000, rotateRefreshTokens: true,
    app: readSandboxApp(DATA_DIR, join(root, 'src/app/app-hsmeta.json'), publicUrl),
    permittedOrigins: { [publicUrl]: `http://127.0.0.1:${PORT}` },
    bundlesDir: join(root, 'dist/cards'),
  });
  console.log(`Sandbox HubSpot at ${sandbox.url} (portal ${sandbox.core.demo().portalId}, data in ${DATA_DIR})`);
  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
