import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Writes the project in HubSpot's documented layout (shared code in src/app/packages/extensions, workspaces listed
 * in src/app/package.json), for `hs project upload` from there should an account refuse the repository's own layout.
 * Returns the folder.
 */
export function stageProject(outputDir = join(root, 'dist/hubspot')): string {
  const app = join(outputDir, 'src/app');
  rmSync(outputDir, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  const copied = { recursive: true, filter: (path: string) => !['node_modules', 'local.json', 'dist'].includes(basename(path)) };
  for (const file of ['hsproject.json', '.hsignore', 'src/hsprofile.dev.json', 'src/hsprofile.prod.json']) {
    cpSync(join(root, file), join(outputDir, file));
  }
  cpSync(join(root, 'src/app'), app, copied);
  cpSync(join(root, 'extensions'), join(app, 'packages/extensions'), copied);
  const workspaces = { name: 'baton-project', private: true, workspaces: ['cards', 'pages', 'settings', 'packages/*'] };
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(workspaces, null, 2)}\n`);
  return outputDir;
}

if (import.meta.main) {
  console.log(`Staged in ${stageProject()}: run "hs project upload" there.`);
}
