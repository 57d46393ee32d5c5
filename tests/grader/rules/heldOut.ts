/**
 * Rules as people really write them, gathered from public material before the reader met them, each with faulty twins that
 * differ from it in one meaningful place; scored for a test and for the bench.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

/** What a twin changes: the kinds of things that a careless reader passes over. */
const CHANGES = ['point', 'bound', 'chain', 'index', 'parameter', 'left-out', 'counter'] as const;

const File = z.strictObject({
  origin: z.string(),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      /** What is asked for, and what the rule is. */
      optimizer: z.string(),
      rule: z.string(),
      /** Each puts `to` in the one place where `from` stands. */
      twins: z.array(z.strictObject({ changes: z.enum(CHANGES), from: z.string(), to: z.string() })).min(1),
    }),
  ),
});

const FOLDER = join(import.meta.dirname, '../../corpus/rules');

export interface HeldOut {
  id: string;
  origin: string;
  optimizer: string;
  rule: string;
  /** Null for a right rule. */
  changes: (typeof CHANGES)[number] | null;
}

export function readHeldOut(): HeldOut[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
  return names.sort().flatMap((name) => {
    const { origin, rules } = File.parse(parse(readFileSync(join(FOLDER, name), 'utf8')));
    return rules.flatMap(({ twins, ...right }) => [
      { ...right, origin, changes: null },
      ...twins.map(({ changes, from, to }, i) => {
        if (right.rule.split(from).length !== 2)
          throw new Error(`${name}: “${from}” must stand in ${right.id} exactly once`);
        const rule = right.rule.split(from).join(to);
        return { ...right, origin, id: `${right.id}-twin-${i + 1}`, changes, rule };
      }),
    ]);
  });
}

export interface HeldOutScore {
  origin: string;
  right: number;
  calledRight: number;
  /** Ids. */
  calledWrong: string[];
  notUnderstood: string[];
  faulty: number;
  falselyRight: string[];
}

/** One line an origin. */
export function scoreHeldOut(entries: readonly HeldOut[]): HeldOutScore[] {
  const lines = new Map<string, HeldOutScore>();
  for (const { id, origin, optimizer: expect, rule, changes } of entries) {
    const line = lines.get(origin) ?? {
      origin,
      right: 0,
      calledRight: 0,
      calledWrong: [],
      notUnderstood: [],
      faulty: 0,
      falselyRight: [],
    };
    lines.set(origin, line);
    const result = judgeRule(rule, { expect });
    const isCalledRight = isRight(result, { expect });
    if (changes !== null) {
      line.faulty += 1;
      if (isCalledRight) line.falselyRight.push(id);
    } else {
      line.right += 1;
      if (isCalledRight) line.calledRight += 1;
      else (result.understood ? line.calledWrong : line.notUnderstood).push(id);
    }
  }
  return [...lines.values()];
}
