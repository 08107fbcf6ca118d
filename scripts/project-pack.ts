import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { translate } from '@hubspot/project-parsing-lib/translate';
import { Open } from 'unzipper';
import { bundleCard } from './project-build.ts';
import { readComponents } from './project-cards.ts';
import { stageProject } from './project-stage.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What packing a layout proved: the zip's entries, the translated uids and each component's bundle built from the zip. */
export interface PackReport {
  entries: string[];
  uids: string[];
  bundles: { uid: string; code: string; gzip: number }[];
}

/**
 * Does offline what an upload does: translates the project's files, packs them with the CLI's own modules, unpacks
 * the zip and builds every component from it with HubSpot's bundler. Throws where HubSpot would refuse, or would take
 * what it should not get (the server, tests, local settings).
 */
export async function packProject(projectDir: string, profile = 'dev'): Promise<PackReport> {
  const uids = await translateProject(projectDir, profile);
  const work = mkdtempSync(join(tmpdir(), 'baton-pack-'));
  try {
    const zipPath = join(work, 'project.zip');
    execFileSync(process.execPath, [join(root, 'scripts/project-zip.ts'), zipPath], { cwd: projectDir, stdio: ['ignore', 'pipe', 'pipe'] });
    const zip = await Open.file(zipPath);
    const entries = zip.files.filter((file) => file.type === 'File').map((file) => file.path).sort();
    assertOnlyTheProject(entries);
    const unpacked = join(work, 'unpacked');
    await zip.extract({ path: unpacked });
    linkDependencies(unpacked);
    return { entries, uids, bundles: await buildFromZip(unpacked, join(work, 'built')) };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The uids after HubSpot's parser; throws on invalid JSON, which the parser would drop without a word. */
async function translateProject(projectDir: string, profile: string): Promise<string[]> {
  const project = JSON.parse(readFileSync(join(projectDir, 'hsproject.json'), 'utf8')) as { srcDir: string; platformVersion: string };
  const source = join(projectDir, project.srcDir);
  const files = readdirSync(join(source, 'app'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('-hsmeta.json'));
  const declared = files.map((name) => (JSON.parse(readFileSync(join(source, 'app', name), 'utf8')) as { uid: string }).uid).sort();
  const { intermediateRepresentation, skippedHsMetaFiles } = await translate(
    { projectSourceDir: source, platformVersion: project.platformVersion, accountId: undefined },
    { skipValidation: true, profile },
  );
  const uids = Object.keys(intermediateRepresentation.intermediateNodesIndexedByUid).sort();
  if (skippedHsMetaFiles.length > 0) throw new Error(`HubSpot would skip ${skippedHsMetaFiles.join(', ')}: move them into their component folder.`);
  if (uids.join() !== declared.join()) throw new Error(`HubSpot reads [${uids.join(', ')}] of the declared [${declared.join(', ')}].`);
  return uids;
}

function assertOnlyTheProject(entries: readonly string[]): void {
  const unwanted = entries.filter((path) => /^server\/|\.test\.tsx?$|(^|\/)(dist|node_modules)\/|local\.json|\.env/.test(path));
  if (unwanted.length > 0) throw new Error(`The upload would contain ${unwanted.slice(0, 5).join(', ')}: add it to .hsignore.`);
  for (const needed of ['app/app-hsmeta.json', 'app/cards/package.json', 'app/cards/tsconfig.json', 'app/pages/package.json', 'app/pages/tsconfig.json', 'app/settings/package.json', 'app/settings/tsconfig.json']) {
    if (!entries.includes(needed)) throw new Error(`The upload lacks ${needed}: check .hsignore.`);
  }
}

interface PackageJson {
  name?: string;
  dependencies?: Record<string, string>;
}

/**
 * Stands in for the builder's `npm ci`: the packages inside the zip link to each other, and every dependency they
 * declare links to the installed one. An undeclared dependency therefore fails, as it would at HubSpot.
 */
function linkDependencies(unpacked: string): void {
  const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).filter((name) => name.split(sep).at(-1) === 'package.json');
  const packages = files.map((name) => ({
    dir: dirname(join(unpacked, name)),
    content: JSON.parse(readFileSync(join(unpacked, name), 'utf8')) as PackageJson,
  }));
  const local = new Map(packages.map(({ dir, content }) => [content.name, dir]));
  const wanted = new Set(packages.flatMap(({ content }) => Object.keys(content.dependencies ?? {})));
  for (const name of wanted) {
    const link = join(unpacked, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(local.get(name) ?? join(root, 'node_modules', name), link, 'junction');
  }
}

async function buildFromZip(unpacked: string, outputDir: string): Promise<PackReport['bundles']> {
  const bundles = [];
  for (const { uid, entry, folder, maxGzipBytes } of readComponents(join(unpacked, 'app'))) {
    const cardsDir = join(unpacked, 'app', folder);
    if (folder === 'cards' && !existsSync(join(cardsDir, `${uid}.png`))) throw new Error(`The upload lacks the preview image ${uid}.png.`);
    const target = join(outputDir, uid);
    await bundleCard({ cardsDir, entry, outputDir: target, variables: {} });
    const code = readFileSync(join(target, entry.replace(/\.tsx$/, '.js')), 'utf8');
    const gzip = gzipSync(code).length;
    if (gzip > maxGzipBytes) throw new Error(`${uid} is ${gzip} bytes gzip when built from the zip; the limit is ${maxGzipBytes}.`);
    bundles.push({ uid, code, gzip });
  }
  return bundles;
}

if (import.meta.main) {
  for (const projectDir of [root, stageProject()]) {
    const report = await packProject(projectDir);
    console.log(`${relative(process.cwd(), projectDir) || '.'}: ${report.entries.length} files in the zip, ${report.uids.join(', ')}`);
    for (const { uid, gzip } of report.bundles) console.log(`  ${uid}: ${gzip} bytes gzip from the zip`);
  }
}
