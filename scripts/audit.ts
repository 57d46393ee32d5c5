/**
 * `npm run audit`: is a version that we depend on known to be dangerous? The registry is asked; where it does not answer,
 * the lock file is compared with what `docs/known-advisories.json` kept of the last answers.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT } from '../server/config.ts';
import { reportFatal } from '../server/errors.ts';
import { isAffected, KnownAdvisories, LockFile } from './lib/advisories.ts';

const run = promisify(execFile);
/** Of npm's report; an answer that says nothing of vulnerabilities is an error. */
const Report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), isDirect: z.boolean() })),
});

async function askRegistry(): Promise<z.infer<typeof Report> | null> {
  const options = { cwd: ROOT, maxBuffer: 64 * 2 ** 20, timeout: 60_000 };
  // npm's exit code says that it found something, too; what counts is what it says.
  const { stdout } = await run('npm', ['audit', '--json', '--package-lock-only'], options).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
  );
  try {
    return Report.parse(JSON.parse(stdout));
  } catch {
    return null;
  }
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(ROOT, path), 'utf8'));
}

async function main(): Promise<void> {
  const report = await askRegistry();
  const bad: string[] = [];
  if (report) {
    for (const [name, { severity }] of Object.entries(report.vulnerabilities))
      if (severity === 'high' || severity === 'critical') bad.push(`${name}: ${severity}`);
  } else {
    const lock = LockFile.parse(await readJson('package-lock.json'));
    for (const advisory of KnownAdvisories.parse(await readJson('docs/known-advisories.json')))
      for (const found of isAffected(lock, advisory)) bad.push(`${found}: ${advisory.reason}`);
  }
  const asked = report ? 'the registry' : 'the known list, since the registry does not answer';
  process.stdout.write(
    `${bad.length} dangerous versions by ${asked}\n${bad.map((line) => `  ${line}\n`).join('')}`,
  );
  process.exitCode = bad.length > 0 ? 1 : 0;
}

main().catch(reportFatal);
