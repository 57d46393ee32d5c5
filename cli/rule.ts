import { readFile, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { findOptimizer, OPTIMIZERS } from '../grader/optimizers/index.ts';
import { isRight, judgeRule } from '../grader/rules/judge.ts';
import { EXIT, UsageError } from './exit.ts';

const MAX_RULE_BYTES = 200 * 1024;

export const ruleCommand = () =>
  new Command('rule')
    .description('read an update rule in LaTeX and say which optimizer it is')
    .argument('<file>', 'Markdown or LaTeX file, or - for standard input')
    .option('--expect <optimizer>', 'the optimizer it should be')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit: 0 right, 1 differs, 2 usage or unreadable input, 3 not understood.')
    .action(async (file: string, { expect, json }: { expect?: string; json?: boolean }) => {
      if (expect !== undefined && !findOptimizer(expect)) {
        throw new UsageError(
          `--expect: no optimizer ${expect}; there are ${OPTIMIZERS.map(({ name }) => name).join(', ')}`,
        );
      }
      const options = { expect };
      const result = judgeRule(await readInput(file), options);
      process.stdout.write(`${json ? JSON.stringify(result, null, 2) : result.message}\n`);
      if (!json)
        for (const line of [...result.assumptions, ...result.notices]) process.stdout.write(`  ${line}\n`);
      process.exitCode = !result.understood ? EXIT.fault : isRight(result, options) ? EXIT.ok : EXIT.less;
    });

async function readInput(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  const stats = await stat(file).catch(() => null);
  if (!stats?.isFile()) throw new UsageError(`${file} is not a file`);
  if (stats.size > MAX_RULE_BYTES) throw new UsageError(`${file} is larger than 200 kB`);
  return readFile(file, 'utf8');
}
