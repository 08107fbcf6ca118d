import { createWriteStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { shouldIgnoreFile } from '@hubspot/local-dev-lib/ignoreRules';
import { collectFileDependencies, collectWorkspaceDirectories, findAndParsePackageJsonFiles } from '@hubspot/project-parsing-lib/workspaces';
import { archiveWorkspacesAndDependencies, getLockfilePathsToUpdate, getPackageJsonPathsToUpdate } from '@hubspot/cli/lib/projects/workspaces.js';

// The archiver that `hs project upload` itself uses, whatever else is installed beside it.
const archiver = createRequire(import.meta.resolve('@hubspot/cli/package.json'))('archiver') as (format: 'zip') => Archiver;

interface Archiver {
  pipe(output: Writable): void;
  directory(dir: string, destination: false, filter: (file: { name: string }) => false | { name: string }): void;
  finalize(): Promise<void>;
}

/**
 * Writes the zip that `hs project upload` would send, in the steps and with the modules of HubSpot's CLI.
 * Runs as a process of its own inside the project's folder: the CLI finds .hsignore from there, once.
 */
async function zipProject(zipPath: string): Promise<void> {
  const { srcDir } = JSON.parse(readFileSync('hsproject.json', 'utf8')) as { srcDir: string };
  const source = join(process.cwd(), srcDir);
  const packages = await findAndParsePackageJsonFiles(source);
  const workspaces = await collectWorkspaceDirectories(packages);
  const fileDependencies = await collectFileDependencies(packages);
  const rewritten = new Set([
    ...getPackageJsonPathsToUpdate(source, workspaces, fileDependencies),
    ...getLockfilePathsToUpdate(source, workspaces, fileDependencies),
  ]);
  const archive = archiver('zip');
  const output = createWriteStream(zipPath);
  archive.pipe(output);
  archive.directory(source, false, (file) => (rewritten.has(file.name) || shouldIgnoreFile(file.name, true) ? false : file));
  await archiveWorkspacesAndDependencies(archive as never, source, workspaces, fileDependencies);
  await archive.finalize();
  await finished(output);
}

await zipProject(process.argv[2] ?? 'project.zip');
