import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { buildCards } from '../../scripts/project-build.ts';
import { type OpenPage, startBrowser } from './browser.ts';
import { PUBLIC_URL } from './running-baton.ts';
import { people, startSettings } from './settings-account.ts';

/** A card or a page of Baton's in the portal. */
export interface Shown extends OpenPage {
  card: Locator;
}

/** Who reads, in which language; Ana, in English. */
interface Reader {
  user?: number;
  lang?: 'pt-BR' | 'en';
  size?: { width: number; height: number };
}

/** Long forms, as whole pictures show them. */
export const TALL = { width: 1440, height: 3200 };

/**
 * An account of three people with Baton in it and a browser to look at it: the project's own cards and pages, built by
 * HubSpot's bundler, and a server of Baton's that is asked for what they show. @param prepare fills the CRM before Baton reads it.
 */
export async function openBrowserAccount(prepare: Parameters<typeof startSettings>[1]) {
  const bundlesDir = mkdtempSync(join(tmpdir(), 'baton-browser-'));
  await buildCards({ variables: { SERVER_URL: PUBLIC_URL }, outputDir: bundlesDir });
  const [baton, browser] = await Promise.all([startSettings({ bundlesDir }, prepare), startBrowser()]);

  /** @param path of a page of the portal that shows the card. */
  async function show(uid: string, path: string, { user = people.ana, lang = 'en', size }: Reader = {}): Promise<Shown> {
    const opened = await browser.open(`${baton.sandbox.url}/portal/${path}${path.includes('?') ? '&' : '?'}lang=${lang}&user=${user}`, size);
    return { ...opened, card: opened.page.locator(`[data-card=${uid}]`) };
  }

  return {
    baton, show,
    home: (tab = '', reader?: Reader) => show('baton-home', `home${tab === '' ? '' : `/${tab}`}`, reader),
    /** Goes to the app's settings as its users do. */
    async settings(reader: Reader = {}): Promise<Shown> {
      const shown = await show('baton-settings', 'companies', reader);
      await shown.page.getByRole('link', { name: reader.lang === 'pt-BR' ? 'Configurações do app' : 'App settings' }).click();
      return shown;
    },
    async close(): Promise<void> {
      await browser.close();
      await baton.close();
      rmSync(bundlesDir, { recursive: true, force: true });
    },
  };
}

export type BrowserAccount = Awaited<ReturnType<typeof openBrowserAccount>>;
