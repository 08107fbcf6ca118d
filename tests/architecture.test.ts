import { basename } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesUnder, findCycle, importsWhere, placeOf, placesWhere, readSources, type Source, visit } from './support/source-tree.ts';

const server = readSources('src/server');
const app = readSources('src/app');
const extensions = readSources('extensions');
const sandbox = readSources('sandbox');
const others = readSources('scripts', 'bench', 'torture');
const tests = readSources('tests');
const product = [...server, ...app, ...extensions, ...sandbox];

/** The parts of the server that are no rooms. */
const FLOORS = ['lib', 'platform', 'http'];
/** Where everything is put together: the server, and the command-line tools. */
const ROOTS = ['src/server/app.ts', 'src/server/compose.ts', 'src/server/tool.ts'];
const within = (sources: Source[], folder: string) => sources.filter((source) => source.path.startsWith(`${folder}/`));
const rooms = server.filter((source) => roomOf(source.path) !== undefined);

/** The room a path lies in; undefined for lib, platform, http and the files at the server's root. */
function roomOf(path: string): string | undefined {
  const room = /^src\/server\/([^/]+)\//.exec(path)?.[1];
  return room === undefined || FLOORS.includes(room) ? undefined : room;
}

/** True for `object.property`, such as Date.now. */
function isAccess(node: ts.Node, object: string, property: string): boolean {
  return ts.isPropertyAccessExpression(node) && node.name.text === property && ts.isIdentifier(node.expression) && node.expression.text === object;
}

const isClockRead = (node: ts.Node) =>
  isAccess(node, 'Date', 'now') || (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date' && (node.arguments?.length ?? 0) === 0);

describe('who may import whom', () => {
  it('lib: lib, date-fns, and packages that read a text and nothing else; no input or output', () => {
    const allowed = /^((date-fns|@date-fns\/tz|tldts|cpf-cnpj-validator)(\/|$)|node:url$)/;
    const breaks = importsWhere(within(server, 'src/server/lib'), ({ specifier, target }) => (target === undefined ? !allowed.test(specifier) : !target.startsWith('src/server/lib/')));
    expect(breaks).toEqual([]);
  });

  it('extensions/contracts: zod and other contracts', () => {
    const breaks = importsWhere(within(extensions, 'extensions/contracts'), ({ specifier, target }) => (target === undefined ? specifier !== 'zod' : !target.startsWith('extensions/contracts/')));
    expect(breaks).toEqual([]);
  });

  it('the rest of extensions: HubSpot\'s library, react and itself; contracts as types, because zod would be in every card', () => {
    const allowed = /^(@hubspot\/ui-extensions|react|@baton\/extensions)(\/|$)/;
    const breaks = importsWhere(extensions, ({ specifier, target, typeOnly }, source) => {
      if (source.path.startsWith('extensions/contracts/')) return false;
      if (/extensions\/contracts\//.test(target ?? specifier)) return !typeOnly;
      return target === undefined ? !allowed.test(specifier) : !target.startsWith('extensions/');
    });
    expect(breaks).toEqual([]);
  });

  it('src/app: the shared React code, HubSpot\'s library and react, nothing outside its folder', () => {
    const allowed = /^(@baton\/extensions|@hubspot\/ui-extensions|react)(\/|$)/;
    const breaks = importsWhere(app, ({ specifier, target }) => (target === undefined ? !allowed.test(specifier) : !target.startsWith('src/app/')));
    expect(breaks).toEqual([]);
  });

  it('platform and http: never a room', () => {
    const floors = [...within(server, 'src/server/platform'), ...within(server, 'src/server/http')];
    expect(importsWhere(floors, ({ target }) => target !== undefined && roomOf(target) !== undefined)).toEqual([]);
    expect(importsWhere(within(server, 'src/server/platform'), ({ target, typeOnly }) => !typeOnly && target !== undefined && target.startsWith('src/server/http/'))).toEqual([]);
  });

  it('a room: itself, the floors below it and the contracts, never another room', () => {
    const breaks = importsWhere(rooms, ({ target }, source) => {
      if (target === undefined) return false;
      const below = ['src/server/platform/', 'src/server/http/', 'src/server/lib/', 'extensions/contracts/', `src/server/${roomOf(source.path)}/`];
      return target !== 'src/server/events.ts' && !below.some((folder) => target.startsWith(folder));
    });
    expect(breaks).toEqual([]);
  });

  it('the server: no React, no card, nothing of the sandbox; of the app only the scopes it declares', () => {
    const allowed = /^(src\/server\/|extensions\/contracts\/|src\/app\/app-hsmeta\.json$)/;
    const breaks = importsWhere(server, ({ specifier, target }) => /^(react|@hubspot\/ui-extensions)/.test(specifier) || (target !== undefined && !allowed.test(target)));
    expect(breaks).toEqual([]);
  });

  it('the sandbox: extensions/contracts at most', () => {
    expect(importsWhere(sandbox, ({ specifier, target }) => specifier.startsWith('@baton/') || (target !== undefined && !/^(sandbox|extensions\/contracts)\//.test(target)))).toEqual([]);
  });

  it('no cycles, not even of types', () => {
    expect(findCycle([...product, ...others])).toBeUndefined();
  });
});

describe('what stands in one place only', () => {
  it('process.env: platform/config.ts (the sandbox\'s own entry apart)', () => {
    const places = placesWhere([...server, ...app, ...extensions, ...sandbox], (node, { path }) =>
      isAccess(node, 'process', 'env') && !['src/server/platform/config.ts'].includes(path));
    expect(places).toEqual([]);
  });

  it('outbound calls: hubspot/client.ts, platform/egress.ts and, for mail, platform/mail.ts; the others are handed an answer, not a fetch', () => {
    const senders = ['src/server/hubspot/client.ts', 'src/server/platform/egress.ts', 'src/server/platform/mail.ts'];
    const calls = placesWhere(server, (node, { path }) => !senders.includes(path) && ts.isCallExpression(node) && /(^|\.)fetch$/.test(node.expression.getText()));
    expect(calls).toEqual([]);
    const modules = /^(node:)?(https?|http2|net|tls|dgram)$|^(undici|axios|got|node-fetch|nodemailer)$/;
    const allowed = [...senders, 'src/server/http/server.ts'];
    expect(importsWhere(server, ({ specifier, typeOnly }, { path }) => !typeOnly && modules.test(specifier) && !allowed.includes(path))).toEqual([]);
  });

  it('the time: platform/clock.ts and the composition roots; everyone else is handed `now`', () => {
    expect(placesWhere(server, (node, { path }) => path !== 'src/server/platform/clock.ts' && !ROOTS.includes(path) && isClockRead(node))).toEqual([]);
  });

  it('randomness: handed in by the composition roots', () => {
    expect(placesWhere(server, (node, { path }) => !ROOTS.includes(path) && isAccess(node, 'Math', 'random'))).toEqual([]);
  });

  it('business time in SQL: the caller\'s `now`, never the database\'s', () => {
    const asks = /\b(now\(\)|current_timestamp|current_date|clock_timestamp\(\)|statement_timestamp\(\))/i;
    const places = placesWhere(rooms, (node) => ts.isTaggedTemplateExpression(node) && /^sql\b/.test(node.tag.getText()) && asks.test(node.template.getText()));
    expect(places).toEqual([]);
  });

  it('zod: inside extensions, contracts only', () => {
    expect(importsWhere(extensions, ({ specifier }, { path }) => specifier === 'zod' && !path.startsWith('extensions/contracts/'))).toEqual([]);
  });

  it('the cure of what is invalid is read as the server says it: in the reader\'s language, never one text for both', () => {
    const places = placesWhere(server, (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'refusal' || node.arguments[0]?.getText() !== "'invalid'") return false;
      return ts.isStringLiteralLike(node.arguments[1]!) || ts.isTemplateExpression(node.arguments[1]!);
    });
    expect(places).toEqual([]);
  });

  it('texts from outside: every zod string says how long it may be', () => {
    // What HubSpot answers, and signs, is cut as a whole; the environment is the operator's; parts are our own files.
    const trusted = /^src\/server\/(hubspot\/answers|hubspot\/webhooks\/event|platform\/config|surveys\/types\/index|health\/signals\/index)\.ts$/;
    const places = placesWhere(server.filter(({ path }) => !trusted.test(path)), (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'z.string') return false;
      return !chainOf(node).some((name) => ['max', 'length', 'regex'].includes(name));
    });
    expect(places).toEqual([]);
  });

  it('HubSpot\'s CRM data hooks: the card entrypoints, with literal arguments, which HubSpot reads without running them', () => {
    const hooks = ['useCrmProperties', 'useAssociations', 'useCrmSearch'];
    const isHook = (node: ts.Node): node is ts.CallExpression => ts.isCallExpression(node) && hooks.includes(node.expression.getText());
    expect(placesWhere(extensions, isHook)).toEqual([]);
    expect(placesWhere(app, (node) => isHook(node) && !node.arguments.every(isLiteral))).toEqual([]);
  });

  it('SQL: not in routes, views or wiring', () => {
    const pure = rooms.filter(({ path }) => ['routes.ts', 'view.ts', 'module.ts'].includes(basename(path)));
    expect(importsWhere(pure, ({ specifier, typeOnly }) => !typeOnly && specifier === 'kysely')).toEqual([]);
  });
});

/** The names of the methods called on what a call returned: max and trim in z.string().max(3).trim(). */
function chainOf(call: ts.CallExpression): string[] {
  const access = call.parent;
  if (!ts.isPropertyAccessExpression(access) || !ts.isCallExpression(access.parent)) return [];
  return [access.name.text, ...chainOf(access.parent)];
}

function isLiteral(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteral);
  if (ts.isObjectLiteralExpression(node)) return node.properties.every((property) => ts.isPropertyAssignment(property) && isLiteral(property.initializer));
  return ts.isStringLiteral(node) || ts.isNumericLiteral(node) || node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
}

describe('sizes', () => {
  const all = [...product, ...others, ...tests];

  it('a file has at most 300 lines', () => {
    expect(all.filter((source) => source.lines > 300).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('a card entrypoint and a room\'s module.ts have at most 40 lines', () => {
    const short = [...app.filter(({ path }) => path.endsWith('.tsx')), ...rooms.filter(({ path }) => basename(path) === 'module.ts')];
    expect(short.filter((source) => source.lines > 40).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('a function has at most 60 lines of its own (functions that stand inside it count for themselves; those that draw are free)', () => {
    const long = [...product, ...others].flatMap((source) => longFunctions(source, 60));
    expect(long).toEqual([]);
  });
});

function longFunctions(source: Source, limit: number): string[] {
  const found: string[] = [];
  const lineAt = (position: number) => source.ast.getLineAndCharacterOfPosition(position).line;
  const linesOf = (node: ts.Node) => lineAt(node.getEnd()) - lineAt(node.getStart(source.ast)) + 1;
  visit(source.ast, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined || draws(node)) return;
    const lines = linesOf(node) - nested(node).reduce((sum, inner) => sum + linesOf(inner), 0);
    if (lines > limit) found.push(`${placeOf(source, node)}: ${lines} lines`);
  });
  return found;
}

/** Named functions directly inside a function: a closure that holds several is this project's form of a class. */
function nested(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, function look(child): void {
    if (ts.isFunctionDeclaration(child) || ts.isMethodDeclaration(child)) found.push(child);
    else ts.forEachChild(child, look);
  });
  return found;
}

function draws(node: ts.Node): boolean {
  let jsx = false;
  visit(node, (inner) => {
    jsx ||= ts.isJsxElement(inner) || ts.isJsxSelfClosingElement(inner) || ts.isJsxFragment(inner);
  });
  return jsx;
}

describe('names', () => {
  const paths = ['src', 'extensions', 'sandbox', 'scripts', 'bench', 'torture', 'tests', 'docs'].flatMap(filesUnder);

  it('no drawer for everything: helpers, utils, common, misc, manager', () => {
    const drawer = /^(helpers?|utils?|util|common|misc|managers?)$/i;
    expect(paths.filter((path) => path.split('/').some((part) => part.replace(/\..*$/, '').split('-').some((word) => drawer.test(word))))).toEqual([]);
  });

  it('kebab-case files; PascalCase components and useX hooks', () => {
    const name = /^([a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|mjs|js)|[A-Z][A-Za-z0-9]*(\.test)?\.tsx|[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.tsx|use[A-Z][A-Za-z0-9]*\.tsx?)$/;
    expect([...product, ...others, ...tests].map(({ path }) => path).filter((path) => !name.test(basename(path)))).toEqual([]);
  });

  it('named exports only (vitest demands a default of its global setup)', () => {
    const sources = [...product, ...others, ...tests].filter(({ path }) => path !== 'tests/support/database-template.ts');
    const places = placesWhere(sources, (node) => ts.isExportAssignment(node) || (ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.DefaultKeyword)));
    expect(places).toEqual([]);
  });

  it('an exported function says in a doc line what it does', () => {
    const documented = [...server, ...extensions.filter(({ path }) => !path.endsWith('.tsx')), ...sandbox.filter(({ path }) => !path.endsWith('.tsx')), ...others];
    const places = placesWhere(documented, (node) =>
      ts.isFunctionDeclaration(node) &&
      node.parent.kind === ts.SyntaxKind.SourceFile &&
      (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.ExportKeyword) &&
      ts.getJSDocCommentsAndTags(node).length === 0);
    expect(places).toEqual([]);
  });
});
