import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditView } from '../../extensions/contracts/settings.ts';
import { buildSpawned } from '../support/spawned-baton.ts';
import { createAsk } from '../support/settings-account.ts';

let spawned: Awaited<ReturnType<typeof buildSpawned>>;
const ADDRESS = 'ana.privado@gmail.example';
const printed: string[] = [];

async function run(command: string, ...args: string[]): Promise<void> {
  const { code, output } = await spawned.tool(command, args);
  expect(code, output).toBe(0);
  printed.push(output);
}

beforeAll(async () => {
  spawned = await buildSpawned();
  const settings = join(spawned.folder, 'settings.json');
  writeFileSync(settings, JSON.stringify({ type: 'csat' }));
  await run('source', 'add', '--provider', 'csv', '--name', 'Planilha', '--id', 'planilha');
  await run('source', 'mend', '--id', 'planilha', '--settings', settings);
  await run('source', 'pause', '--id', 'planilha');
  await run('usage-key', 'add', '--name', 'Produto');
  await run('erase', '--email', ADDRESS);
});
afterAll(() => spawned.close());

it('changes made on the command line stand in the audit trail with what was before and after, no secret and no erased person', async () => {
  await spawned.start();
  await spawned.install();
  const as = spawned.sandbox.core.portal(spawned.portalId)!.users[0]!.id;
  const { entries } = AuditView.parse(await createAsk(spawned)('GET /api/1/settings/audit', { as, params: { area: '', before: '' } }));
  expect(entries.every((entry) => entry.commandLine && entry.who === null && entry.userId === '')).toBe(true);
  expect(entries.map(({ action, requestId }) => [action, requestId])).toEqual([
    ['privacy.person-erased', 'npm run erase'],
    ['usage-key.added', 'npm run usage-key'],
    ['source.paused', 'npm run source'],
    ['source.mended', 'npm run source'],
    ['source.added', 'npm run source'],
  ]);
  const [erased, key, paused, mended, added] = entries;
  expect(erased).toMatchObject({ subject: 'person', before: null, after: { answers: 0, companies: 0 } });
  expect(key).toMatchObject({ after: { name: 'Produto', source: 'app' } });
  expect(paused).toMatchObject({ subject: 'planilha', before: { paused: false }, after: { paused: true } });
  expect(mended).toMatchObject({ before: { settings: {} }, after: { settings: { type: 'csat' } } });
  expect(added).toMatchObject({ before: null, after: { provider: 'csv', name: 'Planilha', paused: false } });
  const secrets = printed.flatMap((output) => [...output.matchAll(/\/hooks\/\d+\/[a-z-]+\/(\S+)|baton_[0-9a-f]{12}_(\S+)/g)].map((found) => found[1] ?? found[2]!));
  expect(secrets.length).toBe(2);
  for (const secret of [...secrets, ADDRESS]) expect(JSON.stringify(entries)).not.toContain(secret);
});
