/** Reads the corpus of written rules and scores the reader on it; used by the test and by benches. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CONVENTIONS, FAULTS } from '../../../grader/terms.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';
import type { RuleResult } from '../../../grader/rules/result.ts';

const Entry = z.strictObject({
  id: z.string(),
  optimizer: z.string().optional(),
  asked: z.string().optional(),
  notation: z.enum(['ordinary', 'odd']),
  conventions: z.array(z.enum(CONVENTIONS)).default([]),
  faults: z.array(z.enum(FAULTS)).default([]),
  verdict: z.enum(['differs', 'incomplete']).optional(),
  note: z.string().optional(),
  rule: z.string(),
});

const CorpusFile = z.strictObject({ optimizer: z.string(), rules: z.array(Entry) });

export type CorpusEntry = z.infer<typeof Entry> & {
  /** The optimizer that the rule is or wants to be. */
  optimizer: string;
  /** Such as `adam.yaml`. */
  file: string;
};

const FOLDER = join(import.meta.dirname, 'corpus');

export function readCorpus(): CorpusEntry[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
  return names.flatMap((name) => {
    const { optimizer, rules } = CorpusFile.parse(parse(readFileSync(join(FOLDER, name), 'utf8')));
    return rules.map((rule) => ({ ...rule, optimizer: rule.optimizer ?? optimizer, file: name }));
  });
}

/** Whether the rule was written before the reader met it; the others came with the mends that they are about. */
export const wasWrittenBefore = ({ file }: CorpusEntry): boolean =>
  file === 'answers.yaml' ||
  file === 'sheets.yaml' ||
  findOptimizer(file.replace(/\.yaml$/, '')) !== undefined;

export function isFaulty(entry: CorpusEntry): boolean {
  const isOther = entry.asked !== undefined && entry.asked !== entry.optimizer;
  return entry.faults.length > 0 || entry.verdict !== undefined || isOther;
}

const sorted = (ids: readonly string[]): string => [...ids].sort().join(', ');

/** What a result says, in one line; the same line is made of what the corpus expects. */
export function summary(
  result: Pick<RuleResult, 'understood' | 'optimizer' | 'conventions' | 'faults'>,
): string {
  if (!result.understood) return 'not understood';
  return `${result.optimizer ?? 'no known optimizer'} [${sorted(result.conventions)}] faults [${sorted(result.faults)}]`;
}

export function expected(entry: CorpusEntry): string {
  if (entry.verdict === 'incomplete') return 'not understood';
  const optimizer = entry.verdict === 'differs' ? null : entry.optimizer;
  return summary({ understood: true, optimizer, conventions: entry.conventions, faults: entry.faults });
}

export interface Score {
  /** By notation: how many were understood as the corpus says, of how many. */
  ordinary: { right: number; total: number };
  odd: { right: number; total: number };
  /** One line an entry. */
  misses: string[];
  /** Ids of faulty rules that were called right. */
  falselyRight: string[];
  /** Ids of rules that are something else once their optimizer is asked for; one that is none may then be misread. */
  swayed: string[];
  /** Duration of each check in milliseconds, in the order of the corpus. */
  durations: number[];
}

/** @param now a clock in milliseconds */
export function scoreCorpus(entries: readonly CorpusEntry[], now: () => number): Score {
  const score: Score = {
    ordinary: { right: 0, total: 0 },
    odd: { right: 0, total: 0 },
    misses: [],
    falselyRight: [],
    swayed: [],
    durations: [],
  };
  for (const entry of entries) {
    const start = now();
    const result = judgeRule(entry.rule, entry.asked === undefined ? {} : { expect: entry.asked });
    score.durations.push(now() - start);
    const count = score[entry.notation];
    count.total += 1;
    if (summary(result) === expected(entry)) count.right += 1;
    else
      score.misses.push(
        `${entry.id}: expected ${expected(entry)}, found ${summary(result)}. ${result.message}`,
      );
    const expect = entry.asked ?? entry.optimizer;
    const asked = judgeRule(entry.rule, { expect });
    const isNotJudged = result.optimizer === null && !asked.understood;
    if (summary(asked) !== summary(result) && !isNotJudged) score.swayed.push(entry.id);
    const calledRight = isRight(asked, { expect }) || (entry.asked === undefined && isRight(result, {}));
    if (isFaulty(entry) && calledRight) score.falselyRight.push(entry.id);
  }
  return score;
}
