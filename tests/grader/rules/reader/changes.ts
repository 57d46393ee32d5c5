/** Right rules, and the same with one thing that makes them another. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const says = (rule: string, expected: string): { right: boolean; message: string } => {
  const result = judgeRule(rule, { expect: expected });
  return { right: isRight(result, { expect: expected }), message: result.message };
};

export interface Case {
  title: string;
  optimizer: string;
  right: string;
  /** What is replaced, by what, and a word of the message. */
  changes: [from: string, to: string, message: RegExp][];
}

/** Each is right as it stands, and not with one of its changes. */
export function testChanges(cases: readonly Case[]): void {
  describe.each(cases)('$title', ({ optimizer, right, changes }) => {
    test('is right as it should be', () => {
      expect(says(right, optimizer)).toEqual({ right: true, message: expect.any(String) });
    });

    test.each(changes)('%s → %s is not right', (from, to, message) => {
      expect(right.split(from)).toHaveLength(2);
      const found = says(
        right.replace(from, () => to),
        optimizer,
      );
      expect(found).toEqual({ right: false, message: expect.stringMatching(message) });
    });
  });
}
