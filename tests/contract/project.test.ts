import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCards } from '../../scripts/project-build.ts';
import type { CardBuild } from '../../scripts/project-build.ts';
import { readCards, readComponents } from '../../scripts/project-cards.ts';
import { packProject } from '../../scripts/project-pack.ts';
import type { PackReport } from '../../scripts/project-pack.ts';
import { stageProject } from '../../scripts/project-stage.ts';
import { buildHealthView, buildNpsView, buildSummaryView } from '../support/build-views.ts';
import { runBundle } from '../support/bundle-host.ts';
import { waitFor } from '../support/wait.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const work = mkdtempSync(join(tmpdir(), 'baton-project-'));
const outputDir = join(work, 'cards');
const variables = { SERVER_URL: 'https://baton.example.com' };
let builds: CardBuild[];

beforeAll(async () => {
  builds = await buildCards({ variables, outputDir });
});

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

describe('the project as HubSpot will read it', () => {
  const app = JSON.parse(readFileSync(join(root, 'src/app/app-hsmeta.json'), 'utf8'));

  it('keeps the permanent uids and places', () => {
    expect(readCards(join(root, 'src/app/cards')).map(({ uid, location, objectTypes }) => [uid, location, ...objectTypes])).toEqual([
      ['contact-cases', 'crm.record.tab', 'contacts'],
      ['customer-health', 'crm.record.tab', 'companies'],
      ['handoff', 'crm.record.tab', 'deals'],
      ['health-sidebar', 'crm.record.sidebar', 'companies'],
      ['nps-history', 'crm.record.tab', 'companies'],
      ['onboarding', 'crm.record.tab', 'companies'],
    ]);
  });

  it('has one settings page, of a uid that stays', () => {
    const settings = readComponents(join(root, 'src/app')).filter((component) => component.folder === 'settings');
    expect(settings).toMatchObject([{ uid: 'baton-settings', location: 'settings', entry: 'Settings.tsx' }]);
  });

  it('has one home page, of a uid that stays', () => {
    const pages = readComponents(join(root, 'src/app')).filter((component) => component.folder === 'pages');
    expect(pages).toMatchObject([{ uid: 'baton-home', location: 'pages', entry: 'Home.tsx' }]);
  });

  it('asks for no sensitive scope (they would forbid hubspot.fetch) and for the read scope of every card', () => {
    const scopes: string[] = [...app.config.auth.requiredScopes, ...app.config.auth.optionalScopes];
    expect(scopes.filter((scope) => scope.includes('sensitive'))).toEqual([]);
    expect(new Set(scopes).size).toBe(scopes.length);
    expect(app.config.auth.requiredScopes).toContain('crm.objects.companies.read');
  });

  it('knows the server by one variable only', () => {
    expect(app.config.permittedUrls.fetch).toEqual(['${SERVER_URL}']);
    expect(app.config.auth.redirectUrls).toEqual(['${SERVER_URL}/oauth/callback']);
  });
});

describe('the cards in HubSpot\'s bundler', () => {
  it('are listed with place, file and size: each card under 12 kB gzip, one with a form under 20 kB, home under 32 kB, settings under 60 kB', () => {
    expect(JSON.parse(readFileSync(join(outputDir, 'cards.json'), 'utf8'))).toEqual(builds);
    for (const { uid, file, bytes, gzip, location, maxGzipBytes } of builds) {
      const pages: Record<string, number> = { pages: 32_000, settings: 60_000 };
      expect(maxGzipBytes).toBe(pages[location] ?? (['handoff', 'onboarding', 'nps-history', 'contact-cases'].includes(uid) ? 20_000 : 12_000));
      expect(statSync(join(outputDir, file)).size).toBe(bytes);
      expect(gzip).toBeLessThanOrEqual(maxGzipBytes);
    }
  });

  it('are not built again while nothing changed', async () => {
    const before = statSync(join(outputDir, 'cards.json')).mtimeMs;
    expect(await buildCards({ variables, outputDir })).toEqual(builds);
    expect(statSync(join(outputDir, 'cards.json')).mtimeMs).toBe(before);
  });

  it('let HubSpot find the CRM properties they watch', () => {
    const manifest = readFileSync(join(outputDir, 'customer-health/HealthCard-manifest.json'), 'utf8');
    for (const name of ['baton_health_score', 'baton_health_band', 'lifecyclestage']) expect(manifest).toContain(name);
  });

  it.each([
    { uid: 'customer-health', answer: buildHealthView(), path: 'health', words: 'Why this score' },
    { uid: 'nps-history', answer: buildNpsView(), path: 'nps', words: 'Latest answers' },
    { uid: 'health-sidebar', answer: buildSummaryView(), path: 'summary', words: 'Open customer health' },
  ])('$uid runs as built, with one request and the score of the record first', async ({ uid, answer, path, words }) => {
    const code = readFileSync(join(outputDir, builds.find((build) => build.uid === uid)?.file ?? ''), 'utf8');
    const card = runBundle(code, { answer, properties: { baton_health_score: '63', baton_nps: '45', baton_nps_n: '20' } });
    expect(card.words()).toContain('Loading the details');
    await waitFor(() => expect(card.words()).toContain(words));
    expect(card.requests).toEqual([`https://baton.example.com/api/1/${path}/501?lang=en&round=0`]);
  });
});

describe.each([
  { layout: 'the layout of the repository', projectDir: () => root, shared: /^_workspaces\/extensions-\w+\/views\/health\/HealthTab\.tsx$/ },
  { layout: 'the documented layout (project:stage)', projectDir: () => stageProject(join(work, 'hubspot')), shared: /^app\/packages\/extensions\/views\/health\/HealthTab\.tsx$/ },
])('an upload of $layout', ({ projectDir, shared }) => {
  let report: PackReport;

  beforeAll(async () => {
    report = await packProject(projectDir());
  });

  it('holds app, cards and shared code', () => {
    expect(report.uids).toEqual(['baton-app', 'baton-home', 'baton-settings', 'baton-webhooks', 'complete-step', 'contact-cases', 'customer-health', 'handoff', 'health-sidebar', 'nps-history', 'onboarding', 'recalculate-health', 'start-handoff']);
    for (const action of ['complete-step', 'recalculate-health', 'start-handoff']) expect(report.entries).toContain(`app/workflow-actions/${action}-hsmeta.json`);
    expect(report.entries.some((path) => shared.test(path))).toBe(true);
  });

  it('leaves the server out', () => {
    expect(report.entries.filter((path) => /server|\.test\.|local\.json/.test(path))).toEqual([]);
  });

  it('builds from the zip to the very bundles that the sandbox runs', () => {
    for (const { uid, code } of report.bundles) {
      const file = builds.find((build) => build.uid === uid)?.file ?? '';
      expect(code).toBe(readFileSync(join(outputDir, file), 'utf8'));
    }
  });
});
