import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCard } from '../../scripts/project-build.ts';
import { buildInstalledSandbox, type InstalledSandbox } from './sandbox.ts';

export interface SeenCall {
  method: string;
  url: string;
  body: string;
  headers: IncomingMessage['headers'];
}

/** A portal with one company, two contacts and the probe card, and a companion server that writes down its calls. */
export interface PortalStage {
  sandbox: InstalledSandbox;
  companyId: string;
  calls: SeenCall[];
  close(): Promise<void>;
}

async function startCompanion(calls: SeenCall[]): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      calls.push({ method: request.method ?? '', url: request.url ?? '', body, headers: request.headers });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ call: calls.length }));
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

/** Starts the stage; `withCard` also builds the probe card with HubSpot's bundler. */
export async function buildPortalStage({ withCard = false } = {}): Promise<PortalStage> {
  const bundlesDir = mkdtempSync(join(tmpdir(), 'probe-card-'));
  const calls: SeenCall[] = [];
  const companion = await startCompanion(calls);
  if (withCard) await buildProbeCard(bundlesDir);
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
    async close() {
      await sandbox.close();
      companion.close();
      rmSync(bundlesDir, { recursive: true, force: true });
    },
  };
}
