/**
 * Plays every attack of tests/attacks/python and an honest submission after each.
 * As a script (`node corpus.ts`) it prints the results as JSON, so that another user can be made to run it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createPythonSandbox } from '../../../../grader/sandbox/python/index.ts';
import {
  atRest,
  classify,
  episode,
  eventually,
  HONEST,
  isHonest,
  mounts,
  request,
  startedFromNow,
} from './support.ts';

const FOLDER = new URL('../../../attacks/python/', import.meta.url);

export interface AttackResult {
  name: string;
  expected: string[];
  found: string;
  /** More about what was found, for the message of a failing test. */
  detail: string;
  /** What the attack got through, in its own words. */
  breach: boolean;
  honestAfterwards: boolean;
  /** Whether the machine is as it was before: processes and mounts. */
  clean: boolean;
}

/** Whoever expects to be stopped by the clock need not wait long for it. */
function limitsFor(expected: string[]) {
  return {
    memoryBytes: 128 * 2 ** 20,
    ...(expected.includes('time') && { wallSeconds: 0.8, cpuSeconds: 1 }),
  };
}

export async function playCorpus(): Promise<AttackResult[]> {
  const mountsBefore = mounts();
  const started = startedFromNow();
  const sandbox = await createPythonSandbox();
  try {
    const resting = await atRest(started);
    const isClean = () => started().length === resting && mounts() === mountsBefore;

    const results: AttackResult[] = [];
    for (const file of readdirSync(FOLDER).sort()) {
      const source = readFileSync(new URL(file, FOLDER), 'utf8');
      const expected = (/^# expect: (.+)$/m.exec(source)?.[1] ?? 'nothing').split(' | ');
      const result = await sandbox.run(request(source, [episode(), episode()], limitsFor(expected)));
      const honest = await sandbox.run(request(HONEST));
      results.push({
        name: file.replace(/\.py$/, ''),
        expected,
        found: classify(result),
        detail: JSON.stringify([
          result.load,
          result.episodes.map(({ status }) => status),
          result.output,
        ]).slice(0, 600),
        breach: result.output.includes('BREACH'),
        honestAfterwards: honest.load.status === 'loaded' && isHonest(honest) && honest.output === '',
        clean: await eventually(isClean),
      });
    }
    return results;
  } finally {
    await sandbox.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(JSON.stringify(await playCorpus()));
}
