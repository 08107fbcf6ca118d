import { Worker } from 'node:worker_threads';

const BEAT_MS = 500;

/**
 * Kills the process when its event loop has been silent through 10 s of work: the embedded engine can spin inside WebAssembly
 * where no timer of the main thread fires (a full disk), and a killed process recovers while a spinning one does not.
 */
export function startWatchdog(silenceMs = 10_000): { stop(): Promise<void> } {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(new URL('./watchdog-thread.ts', import.meta.url), { workerData: { beats, silenceMs } });
  thread.unref();
  const timer = setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await thread.terminate();
    },
  };
}
