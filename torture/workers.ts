import { join } from 'node:path';
import { atLeast, atMost, type Figure, type Machine, onPostgresOnly, pause, type Reading, until } from './figure.ts';
import { seededRandom } from '../sandbox/random.ts';
import { surveyAnswers } from './messages.ts';
import { ask, judge, readingsOf } from './oracle.ts';
import { openPlace, type Place } from './place.ts';
import { sendAll } from './senders.ts';
import { install, type Server, startServer } from './supervisor.ts';

/** B1: kill -9 of the worker in the middle of jobs; another takes them over. One web process stays. PostgreSQL only. */
export const workers: Figure = {
  title: 'B1 kill -9 of the worker in the middle of jobs',
  run: (machine) => onPostgresOnly('B1.postgres', machine, () => killWorkers(machine)),
};

async function killWorkers(machine: Machine): Promise<Reading[]> {
  const kills = machine.quick ? 1 : 50;
  const jobs = machine.quick ? 400 : 5_000;
  const random = seededRandom(machine.seed + 3);
  const place = await openPlace('postgres', machine);
  const ledger = join(place.folder, 'acknowledged');
  // Any other role than web would work the jobs, too.
  const web = startServer(machine.node, { ...place.env, ROLE: 'web' });
  const start = (): Server => startServer(machine.node, { ...place.env, ROLE: 'worker', METRICS_PORT: '0' });
  let worker = start();
  try {
    await install(place, web);
    const recoveryMs: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      // The worker sleeps while the jobs gather, so that it is in the middle of them when it dies.
      process.kill(worker.pid, 'SIGSTOP');
      await sendAll({ messages: surveyAnswers(place, `b${kill}`, random), count: Math.ceil(jobs / kills), lanes: 8, ledger, random });
      process.kill(worker.pid, 'SIGCONT');
      const { held, next } = await killHolding(worker, place, start, random);
      worker = next;
      recoveryMs.push(await recovered(place, held));
    }
    await place.drained(120_000);
    const verdict = await judge(place, ledger);
    const sorted = [...recoveryMs].sort((a, b) => a - b);
    machine.log(`  recoveries: ${sorted.map((ms) => (ms / 1_000).toFixed(1)).join(', ')} s`);
    return [
      atLeast('B1.postgres.kills-in-the-middle', recoveryMs.length, kills),
      ...readingsOf('B1.postgres.jobs', verdict, jobs),
      atMost('B1.postgres.recovery-median-s', sorted[Math.floor(sorted.length / 2)]! / 1_000, 30),
      atMost('B1.postgres.recovery-max-s', sorted.at(-1)! / 1_000, 60),
    ];
  } finally {
    await worker.end('SIGKILL');
    await web.end('SIGTERM');
    await place.close();
  }
}

/** Kills the worker while it holds jobs, and starts another at once. */
async function killHolding(worker: Server, place: Place, start: () => Server, random: () => number): Promise<{ held: string[]; next: Server }> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    await pause(random() * 100);
    process.kill(worker.pid, 'SIGSTOP');
    // A job without a retry (a poll) is not taken over: the next minute brings the next one.
    const held = (await ask<{ id: string }>(place, `select id from pgboss.job where state = 'active' and retry_limit > 0`)).map((row) => row.id);
    if (held.length > 0) {
      await worker.end('SIGKILL');
      return { held, next: start() };
    }
    process.kill(worker.pid, 'SIGCONT');
  }
  throw new Error('The worker was never met in the middle of a job.');
}

/** Milliseconds from now until all of these jobs are done. */
async function recovered(place: Place, held: string[]): Promise<number> {
  const begun = performance.now();
  const list = held.map((id) => `'${id}'`).join(',');
  await until('the jobs of the killed worker are done', async () => {
    const [row] = await ask<{ open: number }>(place, `select count(*)::int as open from pgboss.job where id in (${list}) and state not in ('completed')`);
    return row?.open === 0;
  }, 300_000);
  return performance.now() - begun;
}
