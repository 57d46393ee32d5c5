/**
 * What a program is called is what it does when it runs: one that is called right takes the steps of its optimizer, one that is called wrong
 * takes others. Python and JavaScript say which, of programs that seeds put together.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import { isRightInJavaScript } from './ran/inJavaScript.ts';
import { rightInPython } from './ran/inPython.ts';
import { programOf } from './ran/programs.ts';
import type { Program } from './ran/parts.ts';
import { JAVASCRIPT, PYTHON } from './ran/syntax.ts';
import type { Syntax } from './ran/syntax.ts';

const SEEDS = 500;
/** Of the right ones so many may be left for a person to judge. */
const MOST_UNREAD = 0.06;

const programsIn = (syntax: Syntax): Program[] => {
  const all = Array.from({ length: SEEDS }, (_, i) => programOf(i + 1, syntax));
  return [...new Map(all.map((program) => [program.code, program])).values()];
};

function called({ optimizer, code }: Program, { fence }: Syntax): 'right' | 'wrong' | 'unread' {
  const options = { expect: optimizer };
  const result = judgeRule(`\`\`\`${fence}\n${code}\n\`\`\``, options);
  return result.understood ? (isRight(result, options) ? 'right' : 'wrong') : 'unread';
}

test.each([
  ['Python', PYTHON, rightInPython],
  ['JavaScript', JAVASCRIPT, (programs: Program[]) => programs.map(isRightInJavaScript)],
] as const)('a program in %s is called what it is when it runs', async (_, syntax, rightOf) => {
  const programs = programsIn(syntax);
  const areRight = await rightOf(programs);
  const found = programs.map((program, i) => ({
    code: program.code,
    does: areRight[i] ? 'right' : 'wrong',
    called: called(program, syntax),
  }));
  expect(found.filter((each) => each.called !== 'unread' && each.called !== each.does)).toEqual([]);
  // Both kinds are there, and most of what is right is read.
  const right = found.filter(({ does }) => does === 'right');
  expect(right.length).toBeGreaterThan(found.length / 3);
  expect(found.length - right.length).toBeGreaterThan(found.length / 6);
  expect(right.filter((each) => each.called === 'unread').length).toBeLessThan(right.length * MOST_UNREAD);
});
