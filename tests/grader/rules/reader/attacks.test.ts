/** What attacks on the reader found, kept by what must not happen to it. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

interface Attack {
  optimizer: string;
  rule: string;
}

const attacks = parse(readFileSync(new URL('./attacks.yaml', import.meta.url), 'utf8')) as Record<
  'wrong' | 'right' | 'unread',
  Attack[]
>;

const verdictOn = ({ optimizer, rule }: Attack): 'right' | 'wrong' | 'unread' => {
  const result = judgeRule(rule, { expect: optimizer });
  if (isRight(result, { expect: optimizer })) return 'right';
  return result.understood ? 'wrong' : 'unread';
};

test('none that is wrong is called right', () => {
  expect(attacks.wrong.length).toBeGreaterThan(50);
  expect(attacks.wrong.filter((attack) => verdictOn(attack) === 'right')).toEqual([]);
});

test('those that are right are called so, or not understood where that is said', () => {
  expect(attacks.right.length).toBeGreaterThan(40);
  expect(attacks.right.filter((attack) => verdictOn(attack) !== 'right')).toEqual([]);
  expect(attacks.unread.filter((attack) => verdictOn(attack) === 'wrong')).toEqual([]);
});
