import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { beats, silenceMs } = workerData as { beats: Int32Array; silenceMs: number };
const STEP_MS = 500;
let last = -1;
let worked = process.cpuUsage();
let silentMs = 0;

// Counted by the work the process did in each step, not by the clock: a loop that spins works all the time, one that a
// suspended or overloaded machine keeps waiting does not, and would only lose what it has begun.
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  const { user, system } = process.cpuUsage(worked);
  worked = process.cpuUsage();
  silentMs = beat === last ? silentMs + Math.min(STEP_MS, (user + system) / 1_000) : 0;
  last = beat;
  if (silentMs < silenceMs) return;
  // Written to the descriptor: process.stderr of a thread goes through the main thread, which hangs.
  writeSync(2, `Baton's event loop was silent for ${silenceMs} ms of work: the process is killed so that it can start afresh.\n`);
  process.kill(process.pid, 'SIGKILL');
}, STEP_MS);
