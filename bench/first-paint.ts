import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Bench, BenchOptions, Row } from './bench.ts';
import { median } from './measure.ts';

const CARD = 'customer-health';
const TRIAL_MS = 120_000;
const PAINT_MS = 20_000;
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** A headless browser that calls nobody: no updates, no sync, no look-ups of its maker's hosts. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** How long a person looks at a spinner: a record page of the trial with its health card, loaded anew each time. */
export const bench: Bench = {
  id: 'first-paint',
  title: 'First paint of a card in the portal page (starts a trial of its own)',
  async run(options) {
    const executablePath = BROWSERS.find(existsSync);
    if (executablePath === undefined) {
      const note = `needs Chromium at ${BROWSERS.join(' or ')}`;
      options.log(`skipped: ${note}`);
      return [{ key: 'firstPaint.score', title: 'first paint of the card', value: null, unit: 'ms', note }];
    }
    const { chromium } = await import('playwright-core');
    const dataDir = mkdtempSync(join(tmpdir(), 'baton-bench-'));
    let trial: Trial | undefined;
    let browser: Browser | undefined;
    try {
      trial = await startTrial(dataDir, options);
      browser = await chromium.launch({ executablePath, args: FLAGS });
      return await measurePaints(browser, trial.url, options);
    } finally {
      await browser?.close();
      await trial?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

interface Trial {
  url: string;
  stop(): Promise<void>;
}

/** The trial as `npm start` runs it, on free ports and an empty data folder. */
async function startTrial(dataDir: string, { log }: BenchOptions): Promise<Trial> {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [join(import.meta.dirname, '../scripts/trial.ts')], {
    env: { DATA_DIR: dataDir, PORT: String(port), SANDBOX_PORT: String(sandboxPort) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
  try {
    const started = performance.now();
    const url = await opened(child);
    log(`trial open after ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the line that begins with `Open ` and returns its URL. */
function opened(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`The trial did not open:\n${said}`)), TRIAL_MS);
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /^Open (\S+)/m.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(new URL('/', url).href);
    });
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`The trial ended before it opened:\n${said}`));
    });
  });
}

async function measurePaints(browser: Browser, url: string, { quick }: BenchOptions): Promise<Row[]> {
  const demo = (await (await fetch(new URL('/_sandbox/demo.json', url))).json()) as { companies: { companyId: string; example: string }[] };
  const company = demo.companies.find((each) => each.example === 'healthy') ?? demo.companies[0];
  if (company === undefined) throw new Error('The demo account names no example company.');
  const address = new URL(`/portal/companies/${company.companyId}?tab=${CARD}`, url).href;
  const times = quick ? 3 : 15;
  const paints: Paints[] = [];
  // The first one warms the server; each of the others is a new browser profile, so nothing comes from a cache.
  for (let time = 0; time <= times; time += 1) {
    const paint = await onePaint(browser, address);
    if (time > 0) paints.push(paint);
  }
  const note = `median of ${times} loads of the record page, from the start of navigation`;
  return [
    { key: 'firstPaint.score', title: 'first paint of the health card (score from the CRM property)', value: median(paints.map((paint) => paint.first)), unit: 'ms', note },
    { key: 'firstPaint.answered', title: 'the same card with Baton\'s answer', value: median(paints.map((paint) => paint.answered)), unit: 'ms', note },
  ];
}

/** Milliseconds from the start of navigation. */
interface Paints {
  /** The card drew something of its own. */
  first: number;
  /** The card drew the server's answer: its spinner is gone. */
  answered: number;
}

async function onePaint(browser: Browser, address: string): Promise<Paints> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    // The page tells by itself: its content policy allows no evaluated text, and asking it again and again would slow it down.
    const told = new Promise<Paints>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`The card at ${address} drew no answer within ${PAINT_MS / 1000} s.`)), PAINT_MS);
      void page.exposeFunction('tellPaints', (paints: Paints) => {
        clearTimeout(late);
        resolve(paints);
      });
    });
    await page.addInitScript({ content: WATCH });
    await page.goto(address);
    return await told;
  } finally {
    await context.close();
  }
}

/** Runs in the page: notes the frame after the card's element first held something of the card, and then no spinner. */
const WATCH = `
  const paints = {};
  const seen = {};
  const note = (name) => {
    if (seen[name]) return;
    seen[name] = true;
    requestAnimationFrame(() => setTimeout(() => {
      paints[name] = performance.now();
      if (name === 'answered') tellPaints(paints);
    }));
  };
  new MutationObserver(() => {
    const card = document.querySelector('[data-card="${CARD}"]');
    const drawn = card && [...card.children].some((child) => !child.matches('.x-loading') && child.textContent.trim() !== '');
    if (!drawn) return;
    note('first');
    if (card.dataset.phase === 'ready' && !card.querySelector('.x-loading')) note('answered');
  }).observe(document, { childList: true, subtree: true, attributes: true });
`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
