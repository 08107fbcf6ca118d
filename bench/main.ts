import { parseArgs } from 'node:util';
import type { Bench, BenchOptions, Row } from './bench.ts';
import { reportOf, tableOf } from './report.ts';

const FILES = ['card-read', 'webhooks', 'hubspot-calls', 'recompute', 'bundles', 'first-paint'] as const;
const USAGE = `npm run bench [-- ${FILES.join(' ')}] [--json] [--quick] [--seed n]`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const unknown = positionals.filter((name) => !(FILES as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`There is no bench called ${unknown.join(', ')}. Use: ${USAGE}`);
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed must be a whole number. Use: ${USAGE}`);

  const options: BenchOptions = {
    quick: values.quick,
    databaseUrl: process.env.BENCH_DATABASE_URL || 'postgres://root@127.0.0.1/test',
    seed,
    // The document alone goes to standard output, so that it can be piped.
    log: (line) => void process.stderr.write(`${line}\n`),
  };
  const rows: Row[] = [];
  for (const name of FILES) {
    if (positionals.length === 0 || positionals.includes(name)) rows.push(...(await runOne(name, options)));
  }
  const report = reportOf(rows, { at: new Date(), quick: options.quick, seed });
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${tableOf(rows)}\n`);
  if (options.quick) options.log('Small sizes: this shows that the benches work, not how fast Baton is.');
  // Small sizes miss bars for reasons of their own, so only a full run fails by them.
  process.exitCode = report.ok || options.quick ? 0 : 1;
}

async function runOne(name: string, options: BenchOptions): Promise<Row[]> {
  const { bench } = (await import(`./${name}.ts`)) as { bench: Bench };
  const started = performance.now();
  options.log(`${bench.title} …`);
  const rows = await bench.run({ ...options, log: (line) => options.log(`  ${line}`) });
  options.log(`  done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return rows;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
