#!/usr/bin/env node
// The command line. Its TypeScript wants Node 24, which comes with the dependencies: run on it if this one is older.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const own = join(root, 'node_modules', '.bin', 'node');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // What was stripped of its types and compiled once is kept: most of a start is that. In a folder of our own, since what lies
  // there is run; where that cannot be written, nothing is kept.
  nodeModule.enableCompileCache(join(root, 'node_modules', '.cache', 'stepwise'));
  await import('../cli/main.ts');
} else if (existsSync(own)) {
  const { status, signal } = spawnSync(own, process.argv.slice(1), { stdio: 'inherit' });
  process.exitCode = signal ? 3 : (status ?? 3);
} else {
  process.stderr.write('stepwise needs Node 24: run "npm ci" here first, which brings it along.\n');
  process.exitCode = 3;
}
