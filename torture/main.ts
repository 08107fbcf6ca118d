// `npm run torture [-- --quick] [--seed n] [--engine embedded|postgres] [name …]`: what Baton promises when things go wrong, as figures.
import { parseArgs } from 'node:util';
import { actions } from './actions.ts';
import { answers } from './answers.ts';
import { bulletins } from './bulletins.ts';
import { businessTime } from './business-time.ts';
import { databaseStops } from './database-stops.ts';
import { disorder } from './disorder.ts';
import { edges } from './edges.ts';
import { erasure } from './erasure.ts';
import { type Engine, type Figure, lineOf, notRun, type Reading } from './figure.ts';
import { fuzz } from './fuzz.ts';
import { ingest } from './ingest.ts';
import { letters } from './letters.ts';
import { outbound } from './outbound.ts';
import { scenarios } from './scenarios.ts';
import { signatures } from './signatures.ts';
import { stops } from './stops.ts';
import { tenants } from './tenants.ts';
import { tokens } from './tokens.ts';
import { traces } from './traces.ts';
import { wonDeals } from './won-deals.ts';
import { workers } from './workers.ts';

const FIGURES: Record<string, Figure> = {
  D1: signatures, G1: outbound, A1: ingest, A2: edges, A4: databaseStops, A11: disorder, A13: answers, K1: stops, B1: workers, B2: letters,
  C1: scenarios, C6: tokens, E2: tenants, U1: erasure, F1: fuzz, T1: businessTime, T2: bulletins, W1: actions, H1: traces, H2: wonDeals,
};

/** Small figures taken at once: with more, two cores are too slow for the bars on time. */
const SMALL_LANES = 3;

/** Promised and not built: told at every run, so that nobody takes their absence for a pass. */
const MISSING: Reading[] = [notRun('power-loss', '-', 'cannot be tried on this machine')];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' }, engine: { type: 'string' } } });
  const unknown = positionals.filter((name) => FIGURES[name] === undefined);
  if (unknown.length > 0) throw new Error(`There is no figure ${unknown.join(', ')}. Known: ${Object.keys(FIGURES).join(', ')}.`);
  const names = positionals.length > 0 ? positionals : Object.keys(FIGURES);
  const machine = {
    node: process.execPath,
    databaseUrl: process.env.TORTURE_DATABASE_URL || process.env.TEST_DATABASE_URL,
    engine: engineOf(values.engine),
    seed: Number(values.seed),
    quick: values.quick,
    log: (line: string) => void process.stderr.write(`${line}\n`),
  };
  const readings: Reading[] = [];
  const tell = (given: Reading[]): void => {
    readings.push(...given);
    for (const reading of given) process.stdout.write(`${lineOf(reading)}\n`);
  };
  machine.log(`Seed ${machine.seed}${machine.quick ? ', small sizes' : ''}`);
  const runOne = async (name: string): Promise<void> => {
    const begun = performance.now();
    tell(await FIGURES[name]!.run(machine).catch((error: unknown) => [failed(name, error)]));
    machine.log(`${FIGURES[name]!.title}: ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
  };
  // In small, waiting for one figure's servers is time for another's, as far as the cores reach; figures of record are taken one by one.
  const waiting = [...names];
  const lane = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await runOne(name);
  };
  await Promise.all(Array.from({ length: machine.quick ? SMALL_LANES : 1 }, lane));
  if (positionals.length === 0) tell(MISSING);
  const count = (pick: (reading: Reading) => boolean) => readings.filter(pick).length;
  const bad = count(({ value, ok }) => value !== undefined && !ok);
  process.stdout.write(`${count(({ value, ok }) => value !== undefined && ok)} passed, ${bad} failed, ${count(({ value }) => value === undefined)} skipped\n`);
  process.exitCode = bad === 0 ? 0 : 1;
}

function engineOf(name: string | undefined): Engine | undefined {
  if (name === undefined || name === 'embedded' || name === 'postgres') return name;
  throw new Error(`There is no engine ${name}. Known: embedded, postgres.`);
}

/** A figure whose run broke has failed. */
function failed(name: string, error: unknown): Reading {
  process.stderr.write(`${String((error as Error).stack)}\n`);
  return { name, value: Number.NaN, bar: '-', ok: false, note: 'the run broke' };
}

// What a figure has started ends with it, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  },
);
