import { readFile, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { CONVENTIONS } from '../grader/terms.ts';
import type { Convention } from '../grader/terms.ts';
import { findOptimizer, OPTIMIZERS } from '../grader/optimizers/index.ts';
import { isRight, judgeRule } from '../grader/rules/judge.ts';
import { EXIT, UsageError } from './exit.ts';

const MAX_RULE_BYTES = 200 * 1024;

interface RuleOptions {
  expect?: string;
  accept?: string;
  json?: boolean;
}

export const ruleCommand = () =>
  new Command('rule')
    .description('read an update rule in LaTeX, text or code and say which optimizer it is')
    .argument('<file>', 'Markdown or LaTeX file, or - for standard input')
    .option('--expect <optimizer>', 'the optimizer it should be')
    .option('--accept <conventions>', 'conventions that are right beside its own, with commas between them')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit: 0 right, 1 differs, 2 usage or unreadable input, 3 not understood.')
    .action(async (file: string, { expect, accept, json }: RuleOptions) => {
      if (expect !== undefined && !findOptimizer(expect)) {
        throw new UsageError(
          `--expect: no optimizer ${expect}; there are ${OPTIMIZERS.map(({ name }) => name).join(', ')}`,
        );
      }
      const options = { expect, accepts: accept === undefined ? undefined : conventionsIn(accept) };
      const result = judgeRule(await readInput(file), options);
      process.stdout.write(`${json ? JSON.stringify(result, null, 2) : result.message}\n`);
      if (!json)
        for (const line of [...result.assumptions, ...result.notices]) process.stdout.write(`  ${line}\n`);
      process.exitCode = !result.understood ? EXIT.fault : isRight(result, options) ? EXIT.ok : EXIT.less;
    });

/** @throws UsageError naming those that are none */
function conventionsIn(list: string): Convention[] {
  const ids = list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const isConvention = (id: string): id is Convention => (CONVENTIONS as readonly string[]).includes(id);
  const unknown = ids.filter((id) => !isConvention(id));
  if (unknown.length > 0) {
    throw new UsageError(
      `--accept: no convention ${unknown.join(', ')}; there are ${CONVENTIONS.join(', ')}`,
    );
  }
  return ids.filter(isConvention);
}

async function readInput(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  const stats = await stat(file).catch(() => null);
  if (!stats?.isFile()) throw new UsageError(`${file} is not a file`);
  if (stats.size > MAX_RULE_BYTES) throw new UsageError(`${file} is larger than 200 kB`);
  return readFile(file, 'utf8');
}
