import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiDocument, liveRoutes, PURPOSES } from '../scripts/api-doc.ts';
import { variables } from '../src/server/platform/config.ts';
import { filesUnder, root } from './support/source-tree.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', ...filesUnder('docs').filter((path) => path.endsWith('.md'))];

/** First cells of a Markdown table's rows that are written as code. */
function codeCells(text: string): string[] {
  return [...text.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]!);
}

describe('docs/configuration.md', () => {
  const table = read('docs/configuration.md').split('## The trial')[0]!;

  it('has a row for every variable of the server, in its order, and no other', () => {
    expect(codeCells(table)).toEqual(Object.keys(variables.shape));
  });

  it('says of each whether it is required, or its default', () => {
    for (const [name, shape] of Object.entries(variables.shape)) {
      const cell = new RegExp(`^\\| \`${name}\` \\| ([^|]+) \\|`, 'm').exec(table)![1]!;
      const result = shape.safeParse(undefined);
      if (!result.success) expect(cell, name).toBe('required');
      else if (result.data !== undefined) expect(cell, name).toBe(`\`${String(result.data)}\``);
      else expect(cell, name).not.toBe('required');
    }
  });
});

describe('docs/api.md', () => {
  it('is what scripts/api-doc.ts writes from the routes (node_modules/.bin/node scripts/api-doc.ts)', async () => {
    expect(read('docs/api.md')).toBe(apiDocument(await liveRoutes()));
  });

  it('tells of every route what it is for, and of no other', async () => {
    const open = (await liveRoutes()).filter((route) => route.kind !== 'card').map((route) => `${route.method} ${route.path}`);
    expect(Object.keys(PURPOSES).sort()).toEqual(open.sort());
  });
});

describe('docs/connect-hubspot.md', () => {
  const { config } = JSON.parse(read('src/app/app-hsmeta.json')) as { config: { auth: { requiredScopes: string[]; optionalScopes: string[] } } };
  const rows = [...read('docs/connect-hubspot.md').matchAll(/^\| `([^`]+)` \| (required|optional) \|/gm)].map((match) => [match[1], match[2]]);

  it('has a row for every scope the app asks for, required and optional as in the app file', () => {
    const { requiredScopes, optionalScopes } = config.auth;
    expect(rows).toEqual([...requiredScopes.map((scope) => [scope, 'required']), ...optionalScopes.map((scope) => [scope, 'optional'])]);
  });

  it('names every card as HubSpot shows it', () => {
    for (const path of filesUnder('src/app/cards').filter((file) => file.endsWith('-hsmeta.json'))) {
      const { config: card } = JSON.parse(read(path)) as { config: { name: string } };
      expect(read('docs/connect-hubspot.md')).toContain(`**${card.name}**`);
    }
  });
});

describe('docs/privacy.md', () => {
  const tables = filesUnder('src/server').flatMap((path) => [...read(path).matchAll(/create table (\w+)/g)].map((match) => match[1]!));

  it('names every table of the database, and no other: one with something of people by its row, the others in one sentence', () => {
    const [stored] = read('docs/privacy.md').split('Sealed is AES-256-GCM');
    expect([...stored!.matchAll(/`([a-z_]+)`/g)].map((match) => match[1]).sort()).toEqual(tables.sort());
  });
});

describe('every document', () => {
  it.each(documents)('%s links only to what is there', (path) => {
    const links = [...read(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1]!).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });

  it.each(documents)('%s names only npm scripts that exist', (path) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(path).matchAll(/npm run ([a-z:-]+)/g)].map((match) => match[1]!);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
