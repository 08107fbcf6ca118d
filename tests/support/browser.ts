import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

/** Debian's place; CHROMIUM names another. */
export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether browser tests can run here; where they cannot, they are skipped and say why. */
export const hasChromium = existsSync(chromiumPath);
export const withoutChromium = `Chromium is not at ${chromiumPath}: install it (apt-get install chromium) or set CHROMIUM to its path.`;
if (!hasChromium) console.warn(`Browser tests are skipped. ${withoutChromium}`);

/** --no-sandbox: the tests may run as root; the rest keeps Chromium from looking for hosts outside. */
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export interface OpenPage {
  page: Page;
  /** Errors of the page and of its console, as they come. */
  errors: string[];
}

export interface TestBrowser {
  /** A page in a fresh profile: nothing remembered. Sizes in CSS pixels. */
  open(url: string, size?: { width: number; height: number }): Promise<OpenPage>;
  close(): Promise<void>;
}

/** Starts Chromium with an empty profile. */
export async function startBrowser(): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'browser-'));
  const browser = await chromium.launch({ executablePath: chromiumPath, headless: true, args: [...flags, `--disk-cache-dir=${profile}`] });
  const contexts: BrowserContext[] = [];
  return {
    async open(url, size = { width: 1440, height: 900 }) {
      // Colours that are on their way to others have whatever contrast they have.
      const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      await page.goto(url);
      return { page, errors };
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Faults that axe finds, as `rule: place`. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  });
}
