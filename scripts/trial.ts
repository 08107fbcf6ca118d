// The trial: a sandbox HubSpot with a demo account, and Baton installed into it through the real OAuth flow.
import { join } from 'node:path';
import { startSandbox } from '../sandbox/server.ts';
import { buildPortal } from '../sandbox/portal/build.ts';
import { buildCards } from './project-build.ts';
import { postDemoAnswers } from './trial/answers.ts';
import { type RunningBaton, startBaton } from './trial/baton.ts';
import { makeDemoCases } from './trial/cases.ts';
import { addDemoChannels } from './trial/channels.ts';
import { makeDemoHandoffs } from './trial/handoffs.ts';
import { checkedSettings } from './trial/check.ts';
import { installInto, waitForScores } from './trial/install.ts';
import { addDemoReaders } from './trial/readers.ts';
import { serverEnvironment } from './trial/settings.ts';
import { addDemoSources, USAGE_HOOK } from './trial/sources.ts';
import { postDemoUsage } from './trial/usage.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const EMBEDDED = 'Database: embedded, for trial and small teams. It survives a kill, not a power loss; set DATABASE_URL for PostgreSQL.';

interface Story {
  sandbox: Awaited<ReturnType<typeof startSandbox>>;
  baton: RunningBaton;
  portalId: number;
  hooks: Awaited<ReturnType<typeof addDemoSources>>;
  settings: Awaited<ReturnType<typeof checkedSettings>>;
}

async function main(): Promise<void> {
  const closers: (() => Promise<void>)[] = [];
  let stopping = false;

  async function stop(code: number): Promise<void> {
    if (stopping) process.exit(1);
    stopping = true;
    for (const close of closers.reverse()) await close().catch((error: Error) => say(error.message));
    process.exit(code);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

  try {
    const settings = await checkedSettings(process.env);
    say('Building the cards with HubSpot\'s bundler, and the portal page …');
    const environment = serverEnvironment(settings);
    const variables = { SERVER_URL: settings.publicUrl };
    if (settings.databaseUrl === undefined) say(EMBEDDED);
    const built = Promise.all([buildCards({ variables, log: say }), buildPortal()]);
    built.catch(() => undefined); // awaited below; until then its failure must not count as unhandled
    const hooks = await addDemoSources(environment, settings);

    say('Starting the sandbox HubSpot and Baton …');
    const sandbox = await startSandbox({
      port: settings.sandboxPort,
      host: settings.host,
      dataDir: settings.dataDir,
      seed: 'demo',
      app: settings.app,
      // As HubSpot is: a search sees a write a little later, and each refresh may bring a new refresh token.
      indexDelayMs: 2_000,
      rotateRefreshTokens: true,
      permittedOrigins: { [settings.publicUrl]: settings.batonUrl },
      bundlesDir: join(import.meta.dirname, '../dist/cards'),
    });
    closers.push(() => sandbox.close());

    const baton = startBaton({ ...environment, HUBSPOT_API_URL: sandbox.url }, (code) => {
      say('Baton has stopped.');
      void stop(code);
    });
    closers.push(() => baton.stop());
    const { portalId } = sandbox.core.demo();
    if (portalId === null) throw new Error('The sandbox holds no demo account. Delete the data folder and start again.');
    sandbox.world.demo.hooks = hooks;
    await baton.ready(settings.batonUrl);
    const key = hooks.find((hook) => hook.kind === USAGE_HOOK)?.keys?.apiKey ?? '';
    await Promise.all([postDemoUsage(sandbox, portalId, settings, key), built]);
    const first = !sandbox.core.installed(portalId);
    if (first) say('Installing Baton into the demo account (OAuth) …');
    if (first) await installInto(sandbox, portalId, settings);
    await waitForScores(sandbox, portalId, settings, say);
    await addDemoChannels(sandbox, portalId, settings);
    if (first) await makeStory({ sandbox, baton, portalId, hooks, settings });
    say(`Open ${sandbox.url}/  (the sandbox portal; Ctrl-C stops everything)`);
  } catch (error) {
    say((error as Error).message);
    await stop(1);
  }
}

/** What a newcomer finds in the demo account: answers, cases, handoffs under way, readers of the bulletin. */
async function makeStory({ sandbox, baton, portalId, hooks, settings }: Story): Promise<void> {
  await postDemoAnswers(hooks, settings, sandbox.clock.now());
  await makeDemoCases(sandbox, portalId, hooks, settings);
  say('Making handoffs, each step on its day, and readers of the bulletin …');
  await backInTime(baton, settings, async () => {
    await makeDemoHandoffs(sandbox, portalId, settings);
    await addDemoReaders(sandbox, portalId, settings);
  });
}

/** Jobs would score customers by a clock that is set back: they wait until it is right again. */
async function backInTime(baton: RunningBaton, { batonUrl }: { batonUrl: string }, work: () => Promise<void>): Promise<void> {
  await baton.restart(batonUrl, { ROLE: 'web' });
  await work();
  await baton.restart(batonUrl, {});
}

await main();
