import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pageDir = fileURLToPath(new URL('page', import.meta.url));
const rootDir = fileURLToPath(new URL('../..', import.meta.url));
const RELIED_ON = ['react', 'react-dom', '@remote-ui/core', '@remote-ui/react', '@remote-ui/rpc', 'esbuild'];

/** Where the built page stands: a folder and the file names in it (each carries a hash of its content). */
export interface BuiltPage {
  dir: string;
  hostJs: string;
  workerJs: string;
  css: string;
}

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** One hash over the page's sources and the versions of what is bundled into it. */
function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const file of sourceFiles(pageDir)) hash.update(file.slice(pageDir.length)).update(readFileSync(file));
  for (const name of RELIED_ON) hash.update(readFileSync(join(rootDir, 'node_modules', name, 'package.json')));
  return hash.digest('hex').slice(0, 16);
}

async function bundle(outdir: string): Promise<void> {
  const { build } = await import('esbuild');
  const shared = {
    outdir,
    bundle: true,
    minify: true,
    write: true,
    target: 'es2022',
    jsx: 'automatic',
    entryNames: '[name]-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfig: join(pageDir, 'tsconfig.json'),
    logLevel: 'warning',
  } as const;
  await Promise.all([
    build({ ...shared, format: 'esm', entryPoints: { host: join(pageDir, 'main.tsx') } }),
    build({ ...shared, format: 'esm', entryPoints: { page: join(pageDir, 'styles', 'page.css') } }),
    // A classic script: the cards' bundles are loaded by importScripts and use `this`.
    build({ ...shared, format: 'iife', entryPoints: { worker: join(pageDir, 'worker', 'worker.tsx') } }),
  ]);
}

function named(dir: string, start: string, end: string): string {
  const name = readdirSync(dir).find((one) => one.startsWith(start) && one.endsWith(end));
  if (!name) throw new Error(`The portal page's build left no ${start}*${end} in ${dir}: delete that folder and start again.`);
  return name;
}

function built(dir: string): BuiltPage {
  return { dir, hostJs: named(dir, 'host-', '.js'), workerJs: named(dir, 'worker-', '.js'), css: named(dir, 'page-', '.css') };
}

/**
 * Bundles the portal page into `outDir/<fingerprint>` and returns its files; sources that were built before are not
 * built again. Safe to run in several processes at once: the folder appears whole, by one rename.
 */
export async function buildPortal(outDir = join(rootDir, 'dist', 'portal')): Promise<BuiltPage> {
  const target = join(outDir, fingerprint());
  if (existsSync(target)) return built(target);
  await mkdir(outDir, { recursive: true });
  const draft = await mkdtemp(join(outDir, 'draft-'));
  try {
    await bundle(draft);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  for (const old of readdirSync(outDir)) {
    if (/^[0-9a-f]{16}$/.test(old) && join(outDir, old) !== target) rmSync(join(outDir, old), { recursive: true, force: true });
  }
  return built(target);
}
