import { FaultRule } from '../sandbox/faults.ts';
import { createDraw } from '../sandbox/random.ts';
import { disagreements } from './agreement.ts';
import { atLeast, atMost, type Engine, type Figure, type Machine, pause, type Reading, smallOnOneEngine, until } from './figure.ts';
import { openPlace, type Place } from './place.ts';
import { createStory } from './story.ts';
import { ready, startServer } from './supervisor.ts';

const FIRST_PORTAL = 1_001;
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** A process follows the sandbox's clock twice a second and looks at its schedule each second. */
const NOTICED_MS = 2_000;
/** A first start migrates; the machine may be busy. */
const START_MS = 180_000;

interface Size {
  /** Accounts that live side by side in one Baton. */
  accounts: number;
  waves: number;
  steps: number;
  rounds: number;
}

/** C1: whatever happens in HubSpot and on the way from it, once the trouble ends both say the same. */
export const scenarios: Figure = {
  title: 'C1 scenarios of faults that converge',
  run: (machine) => smallOnOneEngine('C1', machine, (engine) => converge(engine, machine, sizeOn(engine, machine))),
};

function sizeOn(engine: Engine, { quick, databaseUrl }: Machine): Size {
  if (quick) return { accounts: 4, waves: 1, steps: 60, rounds: 4 };
  const whole = { accounts: 50, waves: 4, steps: 200, rounds: 10 };
  // Beside PostgreSQL, the embedded engine takes a tenth.
  return engine === 'embedded' && databaseUrl !== undefined ? { ...whole, accounts: 20, waves: 1 } : whole;
}

async function converge(engine: Engine, machine: Machine, size: Size): Promise<Reading[]> {
  let [converged, faults, lost, violations] = [0, 0, 0, 0];
  for (let wave = 0; wave < size.waves; wave += 1) {
    const begun = performance.now();
    const seeds = Array.from({ length: size.accounts }, (_, index) => machine.seed * 1_000 + wave * size.accounts + index);
    const told = await playWave(engine, machine, seeds, size);
    converged += told.agreed.filter((faults) => faults.length === 0).length;
    faults += told.faults;
    lost += told.lost;
    violations += told.violations;
    told.agreed.forEach((differences, index) => differences.slice(0, 3).forEach((line) => machine.log(`  seed ${seeds[index]}: ${line}`)));
    machine.log(`  ${engine}, wave ${wave + 1} of ${size.waves}: ${converged} agree, ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  }
  const name = (what: string) => `C1.${engine}.${what}`;
  const scenarios = size.accounts * size.waves;
  return [
    atLeast(name('scenarios-converged'), converged, scenarios),
    atLeast(name('faults-played'), faults, scenarios),
    atLeast(name('webhooks-lost'), lost, scenarios),
    atMost(name('requests-against-the-rules'), violations, 0),
  ];
}

/** Several accounts in one Baton live through their stories at once; resolves with what HubSpot and Baton then disagree about, per account. */
async function playWave(engine: Engine, machine: Machine, seeds: readonly number[], { steps, rounds }: Size) {
  const place = await openPlace(engine, machine, { webhooks: true });
  const { sandbox } = place;
  const accounts = seeds.map((seed, index) => {
    const portalId = FIRST_PORTAL + index;
    return { portalId, seed, story: createStory(place.addAccount(portalId), seed) };
  });
  try {
    const server = startServer(machine.node, place.env);
    await ready(server, place.url, START_MS);
    for (const { portalId, seed, story } of accounts) {
      story.begin();
      sandbox.faults.script(troubles(portalId, seed));
      await place.install(portalId);
    }
    // What happens while the account is read for the first time is half of the story: the other half is what only webhooks, polls and the comparison tell.
    for (const { story } of accounts) story.goOn(Math.ceil(steps / rounds));
    sandbox.faults.clear();
    await place.drained(240_000);
    for (const { portalId, seed } of accounts) sandbox.faults.script(troubles(portalId, seed + 1_000_000));
    wayOfWebhooks(place, seeds[0]!);
    for (let round = 0; round < rounds; round += 1) {
      for (const { story } of accounts) story.goOn(Math.ceil(steps / rounds));
      sandbox.clock.move(70_000);
      await pause(NOTICED_MS / 4);
    }
    const { lost } = sandbox.webhooks.counts();
    await calmDown(place);
    await server.end('SIGTERM');
    const entries = sandbox.ledger.entries();
    const found = await disagreements(place, accounts.map(({ portalId }) => portalId));
    return {
      agreed: [...found.values()], lost,
      faults: entries.filter((entry) => entry.fault !== null).length,
      violations: entries.flatMap((entry) => entry.violations).length,
    };
  } finally {
    await place.close();
  }
}

/** What this account's calls meet, until it is cleared. */
function troubles(portalId: number, seed: number): FaultRule[] {
  const draw = createDraw(seed + 500_000);
  const kinds: Partial<FaultRule>[] = [
    { kind: 'status', status: 429, retryAfter: '1', body: { policyName: 'TEN_SECONDLY_ROLLING' } }, { kind: 'status', status: 503 }, { kind: 'status', status: 502 },
    { kind: 'html', status: 504 }, { kind: 'reset-before' }, { kind: 'reset-after' }, { kind: 'truncate' }, { kind: 'status', status: 423 }, { kind: 'drip', delayMs: 0 },
    { kind: 'status', status: 500 },
  ];
  const drawn = kinds.filter(() => draw.chance(0.6));
  return drawn.map((rule) => FaultRule.parse({ ...rule, portalId, path: '^/crm/', count: draw.whole(2, 8), chance: 0.1 + draw.unit() * 0.3, seed: draw.whole(1, 1_000_000) }));
}

/** Webhooks get lost, come twice and in disorder; the search index lags. */
function wayOfWebhooks({ sandbox }: Place, seed: number): void {
  const draw = createDraw(seed);
  Object.assign(sandbox.webhooks.rules, { loss: 0.1 + draw.unit() * 0.3, duplicates: 0.2, disorder: true, batchSize: draw.whole(1, 100) });
  sandbox.settings.indexDelayMs = draw.whole(0, 5_000);
}

/** The trouble ends; Baton gets its webhooks, its polls, its weekly comparison, and time for what is left. */
async function calmDown(place: Place): Promise<void> {
  const { sandbox } = place;
  sandbox.faults.clear();
  Object.assign(sandbox.webhooks.rules, { loss: 0, duplicates: 0, disorder: false });
  sandbox.settings.indexDelayMs = 0;
  await until('the webhooks are delivered', () => sandbox.webhooks.counts().waiting === 0, 120_000);
  await place.drained(240_000);
  for (const ms of [8 * DAY_MS, 6 * MINUTE_MS, 6 * MINUTE_MS]) {
    sandbox.clock.move(ms);
    await pause(NOTICED_MS);
    await place.drained(240_000);
  }
}
