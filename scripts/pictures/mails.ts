import type { Browser } from 'playwright-core';
import { keep } from './keep.ts';

/** CSS pixels: a mail as programs show it beside their list, and the bulletin's page at its full width. */
const widths = { mail: 700, page: 1040 };
const schemes = ['light', 'dark'] as const;
/** Whom the demo sends the bulletin of the week. */
const READER = 'diretoria@zarvanti.example';
const WAIT_MS = 180_000;
const EVERY_MS = 2_000;

interface Mail {
  id: string;
  subject: string;
  to: string;
}

/** Waits for a mail of the mailbox, the newest that fits. @throws when none comes. */
async function mailOf(address: string, fits: (mail: Mail) => boolean, what: string): Promise<Mail> {
  for (let waited = 0; waited < WAIT_MS; waited += EVERY_MS) {
    const { mails } = (await (await fetch(`${address}/_sandbox/mailbox`)).json()) as { mails: Mail[] };
    const found = mails.find(fits);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  throw new Error(`There is no ${what} in the mailbox: take the pictures on a fresh trial, once it has read its account.`);
}

const htmlOf = (address: string, { id }: Mail): string => `${address}/_sandbox/mailbox/${id}/html`;

/** The whole of a page, light and dark. */
async function takeWhole(browser: Browser, url: string, name: string, width: number): Promise<void> {
  for (const colorScheme of schemes) {
    const page = await browser.newPage({ viewport: { width, height: 600 }, deviceScaleFactor: 2, colorScheme });
    await page.goto(url);
    keep(`docs/images/${name}${colorScheme === 'dark' ? '.dark' : ''}.png`, await page.screenshot({ fullPage: true }));
    await page.close();
  }
}

/** The alert of an unhappy customer; Baton writes alerts in Portuguese. */
export async function takeAlert(browser: Browser, address: string): Promise<void> {
  const mail = await mailOf(address, ({ subject }) => subject.startsWith('Detrator'), 'alert of a detractor');
  await takeWhole(browser, htmlOf(address, mail), 'alert-mail.pt-BR', widths.mail);
}

/**
 * The bulletin of a week, its mail and its page, in Portuguese. Then its reader chooses English, and a week goes by: what is
 * taken after it is of another week.
 */
export async function takeBulletin(browser: Browser, address: string): Promise<void> {
  const portuguese = await mailOf(address, ({ to, subject }) => to === READER && subject.startsWith('Boletim'), 'bulletin in Portuguese');
  const link = await takeIssue(browser, address, portuguese, 'pt-BR');
  await fetch(`${link}/preferences`, { method: 'POST', body: new URLSearchParams({ frequency: 'weekly', language: 'en', confirm: '1' }) });
  await fetch(`${address}/_sandbox/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ days: 7 }) });
  const english = await mailOf(address, ({ to, subject }) => to === READER && subject.startsWith('Weekly'), 'bulletin in English');
  await takeIssue(browser, address, english, 'en');
}

/** @returns the address of the issue's page. */
async function takeIssue(browser: Browser, address: string, mail: Mail, language: string): Promise<string> {
  const html = await (await fetch(htmlOf(address, mail))).text();
  const link = /href="([^"]+\/b\/[^"/]+)"/.exec(html)![1]!;
  await takeWhole(browser, htmlOf(address, mail), `bulletin-mail.${language}`, widths.mail);
  await takeWhole(browser, link, `bulletin.${language}`, widths.page);
  return link;
}
