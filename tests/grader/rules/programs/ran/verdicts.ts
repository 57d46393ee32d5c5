/** What the reader calls programs, beside what they do when they run. */
import { isRight, judgeRule } from '../../../../../grader/rules/judge.ts';
import { isRightInJavaScript } from './inJavaScript.ts';
import { rightInPython } from './inPython.ts';
import { changedOrder } from './orders.ts';
import type { Program } from './parts.ts';
import { programOf } from './programs.ts';
import { JAVASCRIPT, PYTHON } from './syntax.ts';
import type { Syntax } from './syntax.ts';

export interface Verdict {
  code: string;
  does: 'right' | 'wrong';
  called: 'right' | 'wrong' | 'unread';
}

/** By what their seeds choose. */
export const FAMILIES = { 'lists of parameters': programOf, 'lines in another order': changedOrder };

export const LANGUAGES = {
  Python: { syntax: PYTHON, rightOf: rightInPython },
  JavaScript: {
    syntax: JAVASCRIPT,
    rightOf: (programs: readonly Program[]) => Promise.resolve(programs.map(isRightInJavaScript)),
  },
};

function called({ optimizer, code }: Program, { fence }: Syntax): Verdict['called'] {
  const options = { expect: optimizer };
  const result = judgeRule(`\`\`\`${fence}\n${code}\n\`\`\``, options);
  return result.understood ? (isRight(result, options) ? 'right' : 'wrong') : 'unread';
}

/** Of the programs of these seeds, each once. */
export async function verdictsOn(
  family: keyof typeof FAMILIES,
  language: keyof typeof LANGUAGES,
  { from, count }: { from: number; count: number },
): Promise<Verdict[]> {
  const { syntax, rightOf } = LANGUAGES[language];
  const all = Array.from({ length: count }, (_, i) => FAMILIES[family](from + i, syntax));
  const programs = [...new Map(all.map((program) => [program.code, program])).values()];
  const areRight = await rightOf(programs);
  return programs.map((program, i) => ({
    code: program.code,
    does: areRight[i] ? 'right' : 'wrong',
    called: called(program, syntax),
  }));
}

export const isFalse = ({ does, called: said }: Verdict): boolean => said !== 'unread' && said !== does;
