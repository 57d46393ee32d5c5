// Runs on any Node from 20 on: installs the dependencies where they are missing, then hands over to Node 24.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const OLDEST_NODE = 20;
const PARENT_MS = 500;
/** With Argon2 in node:crypto. */
const MODERN_NODE = [24, 7];

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/**
 * Signals go to the child, whose exit code becomes ours. Under `npm start` a shell or npm itself may be killed without our
 * hearing of it; nobody could stop us then, so the child is told to end.
 */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const parent = process.ppid;
    if (process.env.npm_lifecycle_event) {
      setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_MS).unref();
    }
    const pass = (signal) => child.kill(signal);
    // A terminal sends Ctrl-C to the child itself; here it must only not end us first.
    const ignore = () => undefined;
    process
      .on('SIGTERM', pass)
      .on('SIGHUP', pass)
      .on('SIGINT', process.stdin.isTTY ? ignore : pass);
    child.once('error', (error) => fail(`${command} cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

/** Whether node_modules is what package-lock.json asks for; npm leaves its own copy there when it is done. */
function areDependenciesInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const lock = join(root, 'package-lock.json');
  if (statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return true;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const present = packagesOf(installed);
  return Object.entries(packagesOf(lock)).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

async function installDependencies() {
  process.stdout.write('Installing dependencies (npm ci), about half a minute …\n');
  try {
    accessSync(root, constants.W_OK);
  } catch {
    fail(`Cannot write to ${root}: copy Stepwise to a directory you may write to.`);
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const code = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) fail('npm ci failed: see above, and check the network.');
}

/** The Node 24 of the dependencies; this one when it is new enough. */
function modernNode() {
  const own = join(root, 'node_modules/.bin/node');
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [modern, with_] = MODERN_NODE;
  if (major > modern || (major === modern && minor >= with_)) return process.execPath;
  return fail(
    `Node ${MODERN_NODE.join('.')} or later is needed on ${process.platform}-${process.arch}: install it from https://nodejs.org.`,
  );
}

/** @param {string} script TypeScript, relative to the root; gets our arguments. */
export async function bootstrap(script) {
  const version = process.versions.node;
  if (Number(version.split('.')[0]) < OLDEST_NODE) {
    fail(
      `This is Node ${version}; Stepwise needs ${OLDEST_NODE} or later: install one from https://nodejs.org.`,
    );
  }
  if (!areDependenciesInstalled()) await installDependencies();
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(
    process.platform === 'win32' ? ';' : ':',
  );
  const args = ['--disable-warning=ExperimentalWarning', join(root, script), ...process.argv.slice(2)];
  process.exitCode = await run(modernNode(), args, {
    env: { ...process.env, PATH: path },
    // The channel breaks when this process dies, which the other takes for its own end.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
}
