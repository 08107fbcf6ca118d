// The door of every npm script. Plain JavaScript for any Node: installs what is missing, then hands over to the
// Node 24 that came with the project (the server's TypeScript runs without a build step only there).
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [22, 18];

const envFile = existsSync(join(root, '.env')) ? ['--env-file=.env'] : [];

// Each task is one command or several, run in order until one fails.
const tasks = {
  start: [[...envFile, 'scripts/start.ts']],
  test: [['node_modules/vitest/vitest.mjs', 'run']],
  bench: [['bench/main.ts']],
  torture: [['torture/main.ts']],
  source: [[...envFile, 'scripts/source.ts']],
  export: [[...envFile, 'scripts/export.ts']],
  import: [[...envFile, 'scripts/import.ts']],
  erase: [[...envFile, 'scripts/erase.ts']],
  reconcile: [[...envFile, 'scripts/reconcile.ts']],
  'rotate-keys': [[...envFile, 'scripts/rotate-keys.ts']],
  'usage-key': [[...envFile, 'scripts/usage-key.ts']],
  'project:build': [['scripts/project-build.ts']],
  'project:stage': [['scripts/project-stage.ts']],
  types: [['node_modules/typescript/bin/tsc', '-p', '.'], ['node_modules/typescript/bin/tsc', '-p', 'sandbox/portal/page']],
  lint: [['node_modules/eslint/bin/eslint.js', '.']],
};

const [task = 'start', ...rest] = process.argv.slice(2);
const commands = tasks[task];
if (commands === undefined) stop(`There is no task "${task}". Known: ${Object.keys(tasks).join(', ')}.`);

if (!isInstalled()) install();
const node = findNode();
for (const command of commands) {
  const code = await run(node, [...command, ...rest]);
  if (code !== 0) process.exit(code);
}

/** True when every package of the lockfile is there in its version (packages for other platforms aside). */
function isInstalled() {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link || entry.optional || !path.startsWith('node_modules/')) return true;
    if (entry.dev && process.env.NODE_ENV === 'production') return true;
    return installed[path]?.version === entry.version;
  });
}

function install() {
  console.log('Installing packages (once; needs the npm registry) …');
  // npm tells its own path to the scripts it runs; run by hand, npm stands beside this node.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) stop('The packages could not be installed. Check the network, then run `npm ci --ignore-scripts` to see why.');
}

function findNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(root, 'node_modules', `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`, 'bin', name);
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return process.execPath;
  return stop(`Baton needs Node ${OLDEST_NODE.join('.')} or newer here (this is ${process.version}). Install Node 24, then try again.`);
}

/** Runs a command to its end; resolves with its exit code. */
function run(node, args) {
  const path = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`;
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  // Ctrl-C reaches the child through the terminal; it stops in order, and this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
    child.on('error', (error) => stop(`Node could not be started: ${error.message}`));
  });
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
