import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCards, bundleCard } from '../../scripts/project-build.ts';
import { buildInstalledSandbox, type InstalledSandbox } from './sandbox.ts';

export interface SeenCall {
  method: string;
  url: string;
  body: string;
  headers: IncomingMessage['headers'];
}

/** What the companion server answers to a path; default: how many calls there were. */
export type Answer = (path: string, calls: number) => { status?: number; body: unknown };

/** A portal with one company, two contacts and cards, and a companion server that writes down its calls. */
export interface PortalStage {
  sandbox: InstalledSandbox;
  companyId: string;
  calls: SeenCall[];
  /** From now on the companion answers so. */
  answerWith(answer: Answer): void;
  close(): Promise<void>;
}

async function startCompanion(calls: SeenCall[], answer: () => Answer): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      calls.push({ method: request.method ?? '', url: request.url ?? '', body, headers: request.headers });
      const { status = 200, body: answered } = answer()(new URL(request.url ?? '/', 'http://x').pathname, calls.length);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, close: () => server.close() };
}

async function buildProbeCard(bundlesDir: string): Promise<void> {
  await bundleCard({ cardsDir: join(import.meta.dirname, '../fixtures/portal-card'), entry: 'ProbeCard.tsx', outputDir: bundlesDir, variables: {} });
  const card = { uid: 'probe', name: { 'pt-BR': 'Sonda', en: 'Probe' }, location: 'crm.record.tab', objectTypes: ['companies'], file: 'ProbeCard.js' };
  writeFileSync(join(bundlesDir, 'cards.json'), JSON.stringify([card]));
}

/** Starts the stage. `cards`: the probe card or the project's own, built by HubSpot's bundler; absent: none. */
export async function buildPortalStage({ cards }: { cards?: 'probe' | 'own' } = {}): Promise<PortalStage> {
  const bundlesDir = mkdtempSync(join(tmpdir(), 'probe-card-'));
  const calls: SeenCall[] = [];
  let answer: Answer = (_path, count) => ({ body: { call: count } });
  const companion = await startCompanion(calls, () => answer);
  if (cards === 'probe') await buildProbeCard(bundlesDir);
  if (cards === 'own') await buildCards({ variables: {}, outputDir: bundlesDir });
  const sandbox = await buildInstalledSandbox({ bundlesDir, permittedOrigins: { 'https://baton.sandbox.test': companion.url } });
  const { store } = sandbox;
  const company = store.create('companies', { name: 'Padaria Aurora', city: 'Recife', domain: 'aurora.example', lifecyclestage: 'customer' });
  for (const [firstname, email] of [['Marina', 'marina@aurora.example'], ['Davi', 'davi@aurora.example']] as const) {
    const contact = store.create('contacts', { firstname, email, jobtitle: 'CFO' });
    store.associate('contacts', contact.id, 'companies', company.id, true);
  }
  sandbox.world.demo.hooks = ['webhook', 'csv'].map((kind) => ({ kind, name: kind, url: `https://baton.sandbox.test/hooks/101/${kind}/secret` }));
  return {
    sandbox,
    companyId: company.id,
    calls,
    answerWith(next) {
      answer = next;
    },
    async close() {
      await sandbox.close();
      companion.close();
      rmSync(bundlesDir, { recursive: true, force: true });
    },
  };
}
