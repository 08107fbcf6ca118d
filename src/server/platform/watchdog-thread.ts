import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { beats, silenceMs } = workerData as { beats: Int32Array; silenceMs: number };
const STEP_MS = 500;
let last = -1;
let silentMs = 0;

// Counted in steps of this thread, not by the clock: a suspended machine suspends the count, too.
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  silentMs = beat === last ? silentMs + STEP_MS : 0;
  last = beat;
  if (silentMs < silenceMs) return;
  // Written to the descriptor: process.stderr of a thread goes through the main thread, which hangs.
  writeSync(2, `Baton's event loop was silent for ${silenceMs} ms: the process is killed so that it can start afresh.\n`);
  process.kill(process.pid, 'SIGKILL');
}, STEP_MS);
