// Takes the documents' pictures from a running trial: `npm start`, then `node_modules/.bin/node scripts/pictures.ts [address [part …]]`.
// Run it on a fresh trial: some pictures answer a survey, begin handoffs and move the clock. Without parts it takes all.
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { demoPortal } from '../sandbox/seed/demo-people.ts';
import { keep } from './pictures/keep.ts';
import { takeAlert, takeBulletin } from './pictures/mails.ts';

const [address = 'http://127.0.0.1:4000', ...asked] = process.argv.slice(2);
const languages = ['en', 'pt-BR'] as const;
type Language = (typeof languages)[number];

const screen = { width: 1440, height: 900 };
/** So high that no card has to be scrolled to, which would bring it under the page's head. */
const wholeCard = { width: 1440, height: 3200 };
/** CSS pixels. */
const previewHeight = 560;

const settingsTabs = ['connection', 'sources', 'health', 'cases', 'causes', 'playbooks', 'roles'] as const;

/** What the pictures press and write, in the words of the page. */
const words = {
  en: {
    handoff: {
      start: 'Start the handoff', read: /^Read on /, submit: 'Submit to CS', accept: 'Accept', hold: 'Kick-off held', expectations: 'Expectations', kept: 'Kept', planned: 'In the plan',
      texts: { whyBought: 'They close the month in spreadsheets, in 11 days, and were fined twice.', objective: 'Close the month in 5 days by March 2027.', promises: 'Import customers and suppliers before the first close\nTrain 12 people within two weeks\nMargin report by product' },
    },
    tryIt: 'Try it', send: 'Send answer', comment: 'Two weeks without a reply, and our month-end close has stopped.',
    cases: { see: 'See the cases', all: "Everybody's", open: 'Open', results: 'Results', steps: 'Record the answer' },
    settings: { link: 'App settings', connection: 'Connection', sources: 'Sources', health: 'Health', cases: 'Cases and SLA', causes: 'Causes', playbooks: 'Playbooks', roles: 'Roles', rerunOne: 'Read this one again' },
  },
  'pt-BR': {
    handoff: {
      start: 'Começar a passagem', read: /^Lido em /, submit: 'Enviar para CS', accept: 'Aceitar', hold: 'Kick-off realizado', expectations: 'Expectativas', kept: 'Cumprida', planned: 'No plano',
      texts: { whyBought: 'Fecham o mês em planilhas, em 11 dias, e já pagaram multa duas vezes.', objective: 'Fechar o mês em 5 dias até março de 2027.', promises: 'Importar clientes e fornecedores antes do primeiro fechamento\nTreinar 12 pessoas em duas semanas\nRelatório de margem por produto' },
    },
    tryIt: 'Experimentar', send: 'Enviar resposta', comment: 'Duas semanas sem retorno, e o nosso fechamento do mês parou.',
    cases: { see: 'Ver os casos', all: 'De todos', open: 'Abrir', results: 'Resultados', steps: 'Registrar a resposta' },
    settings: { link: 'Configurações do app', connection: 'Conexão', sources: 'Fontes', health: 'Saúde', cases: 'Casos e prazos', causes: 'Causas', playbooks: 'Playbooks', roles: 'Perfis', rerunOne: 'Ler esta de novo' },
  },
};

interface Example {
  companyId: string;
  example: string;
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

async function takeHandoffs(page: Page, language: Language): Promise<void> {
  await page.goto(`${address}/portal/home/handoffs?lang=${language}`);
  await page.locator('[data-card=baton-home] .x-table:visible').nth(1).waitFor();
  await page.waitForTimeout(500);
  keep(`docs/images/home-handoffs.${language}.png`, await page.screenshot());
}

async function takeReview(page: Page, language: Language): Promise<void> {
  await page.goto(`${address}/portal/home/review?lang=${language}`);
  await page.locator('[data-card=baton-home] select[name^=company]').first().waitFor();
  await page.waitForTimeout(500);
  keep(`docs/images/home-review.${language}.png`, await page.screenshot());
}

/** The inbox with an opened case, its figures, and the cards of the company and of the person it is about. */
async function takeCases(page: Page, admin: number, language: Language): Promise<void> {
  const said = words[language].cases;
  await page.setViewportSize(screen);
  await page.goto(`${address}/portal/home/cases?lang=${language}&user=${admin}`);
  await page.locator('select[name=scope]').selectOption({ label: said.all });
  await page.locator('select[name=owner]').waitFor();
  await page.waitForTimeout(1_500);
  await page.getByRole('button', { name: said.open, exact: true }).first().click();
  await page.getByRole('button', { name: said.steps, exact: true }).waitFor();
  await page.waitForTimeout(500);
  keep(`docs/images/home-cases.${language}.png`, await page.screenshot());
  const company = await page.locator('[data-card=baton-home] a[href*="/companies/"]').first().getAttribute('href');
  await page.getByRole('tab', { name: said.results, exact: true }).click();
  await page.locator('[data-card=baton-home] .x-table:visible').first().waitFor();
  await page.waitForTimeout(500);
  keep(`docs/images/home-case-figures.${language}.png`, await page.screenshot());

  const companyId = /companies\/(\d+)/.exec(company!)![1]!;
  await page.setViewportSize(wholeCard);
  await page.goto(`${address}/portal/companies/${companyId}?tab=nps-history&lang=${language}&user=${admin}`);
  await page.getByRole('button', { name: said.see, exact: true }).click();
  await page.getByRole('button', { name: said.steps, exact: true }).waitFor();
  keep(`docs/images/nps-cases.${language}.png`, await sheetOf(page, 'nps-history').screenshot());
  const person = await page.locator('a[href^="/portal/contacts/"]').first().getAttribute('href');
  await page.goto(`${address}${person}?tab=contact-cases&lang=${language}&user=${admin}`);
  await page.getByRole('button', { name: said.steps, exact: true }).waitFor();
  await takeCard(page, 'contact-cases', language);
  await page.setViewportSize(screen);
}

/** The settings are the admin's; the last picture is of the file that could not be read. */
async function takeSettings(page: Page, admin: number, language: Language): Promise<void> {
  const said = words[language].settings;
  await page.goto(`${address}/portal/home?lang=${language}&user=${admin}`);
  await page.getByRole('link', { name: said.link, exact: true }).click();
  for (const tab of settingsTabs) {
    await page.getByRole('tab', { name: said[tab], exact: true }).click();
    await page.locator('[data-card=baton-settings] .x-table:visible, [data-card=baton-settings] .x-status:visible, [data-card=baton-settings] .x-button:visible').first().waitFor();
    await page.waitForTimeout(500);
    keep(`docs/images/settings-${tab}.${language}.png`, await page.screenshot());
  }
  await page.getByRole('tab', { name: said.sources, exact: true }).click();
  await page.getByRole('row', { name: /CSV/ }).getByRole('button').click();
  await page.getByRole('dialog').getByText(said.rerunOne, { exact: true }).waitFor();
  await page.waitForTimeout(500);
  keep(`docs/images/settings-delivery.${language}.png`, await page.screenshot());
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

/** Presses a button that asks first, and confirms. */
async function confirm(card: Locator, name: string): Promise<void> {
  for (const _ of ['asked', 'confirmed']) {
    await card.getByRole('button', { name, exact: true }).click();
    await card.page().waitForTimeout(700);
  }
}

/** Fills fields of a card, each saved before the next. */
async function fill(card: Locator, texts: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    await card.locator(`[name="${name}"]`).fill(text);
    await card.locator(`[name="${name}"]`).blur();
    await card.page().waitForTimeout(700);
  }
}

/** Opens the first of these deals that no handoff was begun for; its start button is there when this returns. */
async function openFresh(page: Page, dealIds: string[], language: Language): Promise<Locator> {
  const start = page.locator('[data-card=handoff]').getByRole('button', { name: words[language].handoff.start, exact: true });
  for (let dealId = dealIds.shift(); dealId !== undefined; dealId = dealIds.shift()) {
    await page.goto(`${address}/portal/deals/${dealId}?tab=handoff&lang=${language}&user=${seller}`);
    await page.locator('[data-card=handoff] button:visible').first().waitFor();
    if (await start.isVisible()) return start;
  }
  throw new Error('Every deal of the demo has a handoff: take the pictures on a fresh trial.');
}

/** A handoff from the deal to its kick-off; the deal card while sales writes, the company card while promises are followed. */
async function takeHandoff(page: Page, dealIds: string[], language: Language): Promise<void> {
  const said = words[language].handoff;
  const start = await openFresh(page, dealIds, language);
  const sale = page.locator('[data-card=handoff]');
  await start.click();
  await sale.locator('textarea').first().waitFor();
  const { promises, ...others } = said.texts;
  await fill(sale, others);
  await sale.getByText(said.read).waitFor();
  await takeCard(page, 'handoff', language);
  await fill(sale, { promises });
  await confirm(sale, said.submit);
  const company = await page.locator('a[href^="/portal/companies/"]').last().getAttribute('href');
  await page.goto(`${address}${company}?tab=onboarding&lang=${language}&user=${onboarder}`);
  const onboarding = page.locator('[data-card=onboarding]');
  await confirm(onboarding, said.accept);
  await onboarding.locator('textarea').first().waitFor();
  for (const area of await onboarding.locator('textarea').all()) await fill(onboarding, { [(await area.getAttribute('name'))!]: said.texts.objective });
  await confirm(onboarding, said.hold);
  await onboarding.getByRole('tab', { name: said.expectations, exact: true }).click();
  await onboarding.getByText(said.planned, { exact: true }).first().click();
  await onboarding.getByText(said.kept, { exact: true }).first().click();
  await page.waitForTimeout(2_000);
  await takeCard(page, 'onboarding', language);
}

const { companies } = (await (await fetch(`${address}/_sandbox/demo.json`)).json()) as { companies: Example[] };
const examples = new Map(companies.map(({ example, companyId }) => [example, companyId]));
/** Who installed Baton into the demo account. */
const admin = demoPortal().users.find((user) => user.role === 'admin')!.id;
const seller = demoPortal().users.find((user) => user.role === 'sales-rep')!.id;
const onboarder = demoPortal().users.find((user) => user.role === 'cs-rep')!.id;
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});

/** Takes pictures in a page of its own for each language. */
async function each(viewport: typeof screen, take: (page: Page, language: Language) => Promise<void>): Promise<void> {
  for (const language of languages) {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 2 });
    await take(page, language);
    await page.close();
  }
}

/** The demo's deals, in the order of its list. */
async function dealIds(): Promise<string[]> {
  const page = await browser.newPage({ viewport: screen });
  await page.goto(`${address}/portal/deals?lang=en`);
  const links = page.locator('a[href^="/portal/deals/"]');
  await links.first().waitFor();
  const ids = await links.evaluateAll((all) => all.map((link) => (link as unknown as { getAttribute(name: string): string }).getAttribute('href').split('/').at(-1)!));
  await page.close();
  return ids;
}

/** In the order they are taken: each as the ones before have left the demo. */
const parts: Record<string, (browser: Browser) => Promise<void>> = {
  alert: (one) => takeAlert(one, address),
  cards: () => each(screen, (page, language) => takeCards(page, examples, language)),
  home: () => each(screen, async (page, language) => {
    await takeHome(page, language);
    await takeHandoffs(page, language);
    await takeReview(page, language);
  }),
  cases: () => each(screen, (page, language) => takeCases(page, admin, language)),
  settings: () => each(screen, (page, language) => takeSettings(page, admin, language)),
  answer: () => each(screen, (page, language) => takeAnswer(page, examples.get(language === 'en' ? 'improving' : 'too-few-answers')!, language)),
  async handoff() {
    const deals = await dealIds();
    await each(wholeCard, (page, language) => takeHandoff(page, deals, language));
  },
  bulletin: (one) => takeBulletin(one, address),
};

const unknown = asked.filter((name) => parts[name] === undefined);
if (unknown.length > 0) throw new Error(`There are no pictures called ${unknown.join(', ')}: choose of ${Object.keys(parts).join(', ')}.`);
for (const [name, take] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await take(browser);
await browser.close();
