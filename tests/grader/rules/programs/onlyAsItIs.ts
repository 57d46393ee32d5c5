/** Programs in Python that are right as they are, and not with any of some changes. */
import { expect } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

export const is = (optimizer: string, code: string): boolean =>
  isRight(judgeRule('```python\n' + `${code}\n` + '```', { expect: optimizer }), { expect: optimizer });

/** Right as it is, and none of it with any of these changes. */
export function onlyAsItIs(
  optimizer: string,
  right: string,
  changes: readonly (readonly [string, string])[],
): void {
  expect(is(optimizer, right)).toBe(true);
  for (const [from, to] of changes) {
    expect(right).toContain(from);
    expect([from, to, is(optimizer, right.replace(from, to))]).toEqual([from, to, false]);
  }
}
