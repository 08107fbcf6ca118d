import { startApp } from './app.ts';
import { readConfig } from './platform/config.ts';
import { StartFault } from './platform/errors.ts';
import { createLog } from './platform/log.ts';

/** How long a stopping process may take before it goes at once. */
const STOP_MS = 15_000;

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const app = await startApp({ config, log });
  let stopping = false;

  function stop(signal: string): void {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'Baton stops');
    // Whoever presses Ctrl-C waits for nobody.
    const graceMs = signal === 'SIGTERM' ? config.stopGraceMs : 0;
    setTimeout(() => process.exit(1), graceMs + STOP_MS).unref();
    app.stop(graceMs).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'Baton did not stop in order');
        process.exit(1);
      },
    );
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
  // A process in an unknown state does not go on: it says why and lets its supervisor start a new one.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, 'Something was thrown that nobody caught; the process ends');
      process.exitCode = 1;
      setTimeout(() => process.exit(1), 200);
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
