import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { readComponents } from './project-cards.ts';
import type { CardMeta, Component } from './project-cards.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A component's production bundle, listed in dist/cards/cards.json. Sizes in bytes; `file` is relative to dist/cards. */
export interface CardBuild extends Omit<CardMeta, 'entry'> {
  file: string;
  bytes: number;
  gzip: number;
  /** What `gzip` may not exceed. */
  maxGzipBytes: number;
}

export interface BuildOptions {
  /** Profile variables, e.g. { SERVER_URL }; HubSpot writes them into the manifest and hands them to the card. */
  variables: Record<string, string>;
  log?: (line: string) => void;
  /** Folder for the bundles and cards.json; default dist/cards. */
  outputDir?: string;
}

/**
 * Builds every card, the home page and the settings page with HubSpot's own bundler and writes cards.json beside the bundles.
 * Returns at once when neither the sources nor the variables changed since the last build.
 * Throws when a bundle does not compile or is larger than its folder's limit.
 */
export async function buildCards({ variables, log = () => {}, outputDir = join(root, 'dist/cards') }: BuildOptions): Promise<CardBuild[]> {
  const fingerprint = sourceFingerprint(variables);
  const kept = readKeptBuild(outputDir, fingerprint);
  if (kept) return kept;

  rmSync(outputDir, { recursive: true, force: true });
  mkdirSync(outputDir, { recursive: true });
  const builds: CardBuild[] = [];
  for (const component of readComponents(join(root, 'src/app'))) {
    const { uid, entry, folder, maxGzipBytes } = component;
    await bundleCard({ cardsDir: join(root, 'src/app', folder), entry, outputDir: join(outputDir, uid), variables });
    const build = measure(component, outputDir);
    log(`${uid}: ${build.bytes} bytes, ${build.gzip} gzip`);
    if (build.gzip > maxGzipBytes) {
      throw new Error(`${uid} is ${build.gzip} bytes gzip, over the limit of ${maxGzipBytes}: import less in ${entry}.`);
    }
    builds.push(build);
  }
  writeFileSync(join(outputDir, 'cards.json'), JSON.stringify(builds, null, 2));
  writeFileSync(join(outputDir, 'fingerprint'), fingerprint);
  return builds;
}

/** Runs HubSpot's remoteBuild, the step their servers run, on one entry file of a folder. */
export async function bundleCard({ cardsDir, entry, outputDir, variables }: {
  cardsDir: string;
  entry: string;
  outputDir: string;
  variables: Record<string, string>;
}): Promise<void> {
  const { remoteBuild } = await import('@hubspot/ui-extensions-dev-server/build');
  // The bundler takes its mode from the environment; another value would pull React's development runtime in.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await remoteBuild({ root: cardsDir, entryPoint: entry, outputDir, logLevel: 'error', appConfig: { variables } });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

function measure({ entry, folder: _, ...described }: Component, outputDir: string): CardBuild {
  const file = `${described.uid}/${entry.replace(/\.tsx$/, '.js')}`;
  const code = readFileSync(join(outputDir, file));
  return { ...described, file, bytes: code.length, gzip: gzipSync(code).length };
}

function readKeptBuild(outputDir: string, fingerprint: string): CardBuild[] | null {
  const mark = join(outputDir, 'fingerprint');
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== fingerprint) return null;
  return JSON.parse(readFileSync(join(outputDir, 'cards.json'), 'utf8')) as CardBuild[];
}

function sourceFingerprint(variables: Record<string, string>): string {
  const hash = createHash('sha256').update(JSON.stringify(variables));
  const sources = ['extensions', 'src/app/cards', 'src/app/pages', 'src/app/settings'].flatMap((dir) => filesUnder(join(root, dir)));
  for (const file of [...sources, join(root, 'package.json'), join(root, 'scripts/project-cards.ts'), fileURLToPath(import.meta.url)]) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (import.meta.main) {
  const serverUrl = process.argv[2] ?? 'https://baton.sandbox.test';
  const builds = await buildCards({ variables: { SERVER_URL: serverUrl }, log: console.log });
  console.log(`${builds.length} components in dist/cards`);
}
