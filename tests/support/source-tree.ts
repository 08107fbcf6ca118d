import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The repository's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Import {
  specifier: string;
  /** True when nothing of it is left at run time. */
  typeOnly: boolean;
  /** Repository path of a relative import; undefined for packages. */
  target: string | undefined;
}

export interface Source {
  /** From the repository's root, with slashes. */
  path: string;
  text: string;
  lines: number;
  ast: ts.SourceFile;
  imports: Import[];
}

const CODE = /\.(ts|tsx|mts|mjs|js)$/;
const SKIPPED = new Set(['node_modules', 'dist', 'fixtures']);

/** Paths of all files below a folder of the repository, sorted. Empty where the folder is absent. */
export function filesUnder(folder: string): string[] {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name) && !entry.name.startsWith('.'))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
}

/** Every code file below the given folders, parsed. */
export function readSources(...folders: string[]): Source[] {
  return folders.flatMap(filesUnder).filter((path) => CODE.test(path)).map(readSource);
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const ast = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, lines: text.split('\n').length - 1, ast, imports: importsOf(path, ast) };
}

function importsOf(path: string, ast: ts.SourceFile): Import[] {
  const found: Import[] = [];
  visit(ast, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]) add(node.arguments[0], false);
  });
  return found;

  function add(node: ts.Node, typeOnly: boolean): void {
    if (!ts.isStringLiteralLike(node)) return;
    const target = node.text.startsWith('.') ? relative(root, resolve(root, dirname(path), node.text)) : undefined;
    found.push({ specifier: node.text, typeOnly, target });
  }
}

function isTypeOnly(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return clause.name === undefined && named !== undefined && ts.isNamedImports(named) && named.elements.length > 0 && named.elements.every((one) => one.isTypeOnly);
}

/** Calls back for a node and everything below it. */
export function visit(node: ts.Node, callback: (node: ts.Node) => void): void {
  callback(node);
  ts.forEachChild(node, (child) => visit(child, callback));
}

/** `path:line` of a node, as editors open it. */
export function placeOf(source: Source, node: ts.Node): string {
  return `${source.path}:${source.ast.getLineAndCharacterOfPosition(node.getStart(source.ast)).line + 1}`;
}

/** Places of every node that a test picks out, over many files. */
export function placesWhere(sources: Source[], picks: (node: ts.Node, source: Source) => boolean): string[] {
  const places: string[] = [];
  for (const source of sources) {
    visit(source.ast, (node) => {
      if (picks(node, source)) places.push(placeOf(source, node));
    });
  }
  return places;
}

/** `file -> what it imports`, for every import that breaks a rule. */
export function importsWhere(sources: Source[], breaks: (one: Import, source: Source) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports.filter((one) => breaks(one, source)).map((one) => `${source.path} -> ${one.target ?? one.specifier}`),
  );
}

/** The first import cycle found, as a list of paths; undefined when there is none. */
export function findCycle(sources: Source[]): string[] | undefined {
  const edges = new Map(sources.map((source) => [source.path, source.imports.flatMap((one) => one.target ?? [])]));
  const done = new Set<string>();

  function walk(path: string, trail: string[]): string[] | undefined {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of edges.get(path) ?? []) {
      const cycle = walk(next, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  }

  for (const path of edges.keys()) {
    const cycle = walk(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
