export type Engine = 'embedded' | 'postgres';

/** What every figure gets: nothing is read from the environment outside main.ts. */
export interface Machine {
  /** The program that runs the server. */
  node: string;
  /** A PostgreSQL whose login may create databases; figures on it are not run without. */
  databaseUrl: string | undefined;
  /** The engine to try alone; undefined: both. */
  engine: Engine | undefined;
  seed: number;
  /** Small sizes for every push; the figures of record need the full run. */
  quick: boolean;
  log(line: string): void;
}

/** One line of the result. Undefined `value`: not run, with the reason. */
export interface Reading {
  name: string;
  value: number | undefined;
  bar: string;
  ok: boolean;
  note?: string;
}

export interface Figure {
  title: string;
  run(machine: Machine): Promise<Reading[]>;
}

/** A reading that must not exceed its bar. */
export function atMost(name: string, value: number, bar: number, note?: string): Reading {
  return { name, value, bar: `<=${bar}`, ok: value <= bar, ...(note && { note }) };
}

/** A reading that must be reached, such as how much was tried: a run that tried nothing proves nothing. */
export function atLeast(name: string, value: number, bar: number): Reading {
  return { name, value, bar: `>=${bar}`, ok: value >= bar };
}

/** A figure that was not looked at, with the reason. */
export function notRun(name: string, bar: string, note: string): Reading {
  return { name, value: undefined, bar, ok: true, note };
}

/** `name=value bar=… pass|fail|not-run`. */
export function lineOf({ name, value, bar, ok, note }: Reading): string {
  const verdict = value === undefined ? 'not-run' : ok ? 'pass' : 'fail';
  const shown = value === undefined ? '-' : Number.isInteger(value) ? value : value.toFixed(2);
  return `${name}=${shown} bar=${bar} ${verdict}${note === undefined ? '' : ` (${note})`}`;
}

/** What a figure reads on each engine that is asked for, one after the other; `<name>.postgres` not run where there is none. */
export async function onEachEngine(name: string, machine: Machine, run: (engine: Engine) => Promise<Reading[]>): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const engine of ['embedded', 'postgres'] as const) {
    if (machine.engine !== undefined && machine.engine !== engine) continue;
    if (engine === 'postgres' && machine.databaseUrl === undefined) readings.push(notRun(`${name}.postgres`, '-', NO_POSTGRES));
    else readings.push(...(await run(engine)));
  }
  return readings;
}

/** What a figure reads that takes several processes, or a database with connections; not run on the embedded engine. */
export async function onPostgresOnly(name: string, machine: Machine, run: () => Promise<Reading[]>): Promise<Reading[]> {
  if (machine.engine === 'embedded') return [notRun(name, '-', 'the embedded engine takes one process and no connections')];
  return machine.databaseUrl === undefined ? [notRun(name, '-', NO_POSTGRES)] : run();
}

/** The same as on each engine, but in small on one: PostgreSQL where there is one, if none is asked for. */
export function smallOnOneEngine(name: string, machine: Machine, run: (engine: Engine) => Promise<Reading[]>): Promise<Reading[]> {
  const small: Engine = machine.databaseUrl === undefined ? 'embedded' : 'postgres';
  return onEachEngine(name, machine.quick ? { ...machine, engine: machine.engine ?? small } : machine, run);
}

const NO_POSTGRES = 'no PostgreSQL was named: set TORTURE_DATABASE_URL';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it holds. @throws after limitMs, naming what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain until ${what}.`);
    await pause(50);
  }
}
