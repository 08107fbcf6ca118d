// Takes the documents' pictures from a running trial: `npm start`, then `node_modules/.bin/node scripts/pictures.ts [address]`.
// Run it on a fresh trial: the last picture answers a survey.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Locator, type Page } from 'playwright-core';
import { smallPng } from './pictures/small-png.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const address = process.argv[2] ?? 'http://127.0.0.1:4000';
const languages = ['en', 'pt-BR'] as const;
type Language = (typeof languages)[number];

const screen = { width: 1440, height: 900 };
/** So high that no card has to be scrolled to, which would bring it under the page's head. */
const wholeCard = { width: 1440, height: 2400 };
/** CSS pixels. */
const previewHeight = 560;

/** What the picture of the drawer does, in the words of the page. */
const words = {
  en: { tryIt: 'Try it', send: 'Send answer', comment: 'Two weeks without a reply, and our month-end close has stopped.' },
  'pt-BR': { tryIt: 'Experimentar', send: 'Enviar resposta', comment: 'Duas semanas sem retorno, e o nosso fechamento do mês parou.' },
};

interface Example {
  companyId: string;
  example: string;
}

function keep(path: string, picture: Buffer): void {
  const small = smallPng(picture);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), small);
  console.log(`${path}: ${Math.round(small.length / 1000)} kB`);
}

/** Opens a company's tab; the cards' figures are there when this returns. */
async function open(page: Page, companyId: string, tab: string, language: Language): Promise<void> {
  await page.goto(`${address}/portal/companies/${companyId}?tab=${tab}&lang=${language}`);
  await page.locator('[data-card=health-sidebar] .x-chart').first().waitFor();
  await page.locator(`[data-card=${tab}] .x-table:visible`).first().waitFor();
  await page.waitForTimeout(500);
}

const sheetOf = (page: Page, card: string): Locator => page.locator('section', { has: page.locator(`[data-card=${card}]`) }).last();

async function takeCard(page: Page, card: string, language: Language): Promise<void> {
  const sheet = sheetOf(page, card);
  keep(`docs/images/${card}.${language}.png`, await sheet.screenshot());
  const box = await sheet.boundingBox();
  // HubSpot shows the upper part of a card before it is added to a record.
  if (language === 'pt-BR' && box) keep(`src/app/cards/${card}.png`, await page.screenshot({ clip: { ...box, height: Math.min(box.height, previewHeight) } }));
}

async function takeCards(page: Page, examples: Map<string, string>, language: Language): Promise<void> {
  await open(page, examples.get('sick')!, 'customer-health', language);
  keep(`docs/images/record.${language}.png`, await page.screenshot());
  await page.setViewportSize(wholeCard);
  await page.waitForTimeout(300);
  await takeCard(page, 'customer-health', language);
  await takeCard(page, 'health-sidebar', language);
  await open(page, examples.get('healthy')!, 'nps-history', language);
  await takeCard(page, 'nps-history', language);
}

async function takeHome(page: Page, language: Language): Promise<void> {
  await page.setViewportSize(screen);
  await page.goto(`${address}/portal/home?lang=${language}`);
  await page.locator('[data-card=baton-home] .x-table').first().waitFor();
  await page.waitForTimeout(500);
  keep(`docs/images/home.${language}.png`, await page.screenshot());
}

async function takeAnswer(page: Page, companyId: string, language: Language): Promise<void> {
  const said = words[language];
  await open(page, companyId, 'nps-history', language);
  await page.getByRole('button', { name: said.tryIt, exact: true }).click();
  await page.getByRole('radio', { name: '2', exact: true }).click();
  await page.locator('textarea[name=comment]').fill(said.comment);
  await page.getByRole('button', { name: said.send, exact: true }).click();
  await page.locator('[data-card=nps-history]').getByText(said.comment.slice(0, 30)).first().waitFor();
  await page.waitForTimeout(800);
  keep(`docs/images/try-it.${language}.png`, await page.screenshot());
}

const { companies } = (await (await fetch(`${address}/_sandbox/demo.json`)).json()) as { companies: Example[] };
const examples = new Map(companies.map(({ example, companyId }) => [example, companyId]));
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
for (const language of languages) {
  const page = await browser.newPage({ viewport: screen, deviceScaleFactor: 2 });
  await takeCards(page, examples, language);
  await takeHome(page, language);
  await page.close();
}
for (const [language, example] of [['en', 'improving'], ['pt-BR', 'too-few-answers']] as const) {
  const page = await browser.newPage({ viewport: screen, deviceScaleFactor: 2 });
  await takeAnswer(page, examples.get(example)!, language);
  await page.close();
}
await browser.close();
