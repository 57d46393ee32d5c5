import { readFile, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { CONVENTIONS } from '../grader/terms.ts';
import type { Convention } from '../grader/terms.ts';
import { findOptimizer, OPTIMIZERS } from '../grader/optimizers/index.ts';
import { isRight, judgeRule } from '../grader/rules/judge.ts';
import type { JudgeOptions } from '../grader/rules/judge.ts';
import type { RuleResult } from '../grader/rules/result.ts';
import { EXIT, UsageError } from './exit.ts';

const MAX_RULE_BYTES = 200 * 1024;

interface RuleOptions {
  expect?: string;
  accept?: string;
  json?: boolean;
}

/** A file with what its rule was found to be, or why it could not be read. */
type Row = { file: string } & ({ result: RuleResult; error: null } | { result: null; error: string });

export const ruleCommand = () =>
  new Command('rule')
    .description('read update rules in LaTeX, text or code and say which optimizer each is')
    .argument('<files...>', 'Markdown or LaTeX files, or - for standard input')
    .option('--expect <optimizer>', 'the optimizer it should be')
    .option('--accept <conventions>', 'conventions that are right beside its own, with commas between them')
    .option('--json', 'print the result as JSON; of several files a list, each with its file')
    .addHelpText(
      'after',
      '\nExit: 0 right, 1 differs, 2 usage or unreadable input, 3 not understood or not judged; of several files the highest.',
    )
    .action(async (files: string[], { expect, accept, json }: RuleOptions) => {
      if (expect !== undefined && !findOptimizer(expect)) {
        throw new UsageError(
          `--expect: no optimizer ${expect}; there are ${OPTIMIZERS.map(({ name }) => name).join(', ')}`,
        );
      }
      const options = { expect, accepts: accept === undefined ? undefined : conventionsIn(accept) };
      const isOne = files.length === 1;
      const rows: Row[] = [];
      for (const file of files) {
        const row = await rowOf(file, options);
        if (isOne && row.error !== null) throw new UsageError(row.error);
        rows.push(row);
        if (!json) process.stdout.write(isOne ? textOf(row) : headed(row));
      }
      if (json)
        process.stdout.write(`${JSON.stringify(isOne ? rows[0]!.result : rows.map(jsonOf), null, 2)}\n`);
      process.exitCode = Math.max(...rows.map((row) => exitCodeOf(row, options)));
    });

async function rowOf(file: string, options: JudgeOptions): Promise<Row> {
  try {
    return { file, result: judgeRule(await readInput(file), options), error: null };
  } catch (error) {
    if (error instanceof UsageError) return { file, result: null, error: error.message };
    throw error;
  }
}

function exitCodeOf({ result }: Row, options: JudgeOptions): number {
  if (!result) return EXIT.usage;
  if (!result.understood) return EXIT.fault;
  return isRight(result, options) ? EXIT.ok : EXIT.less;
}

function textOf({ result, error }: Row): string {
  if (!result) return `${error}\n`;
  return [result.message, ...[...result.assumptions, ...result.notices].map((line) => `  ${line}`), ''].join(
    '\n',
  );
}

/** The name of the file, and what is said of it below. */
function headed(row: Row): string {
  return `${row.file}\n${textOf(row).replace(/^(?=.)/gm, '  ')}`;
}

const jsonOf = ({ file, result, error }: Row) => (result ? { file, ...result } : { file, error });

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
