/**
 * What surrounds a rule in course work is common: data, batches, gradients, lists, logs. Each of these is written in a few ways; a
 * program that puts any of them together is read, and one with a fault is never called right.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import { FAULTS } from './usualPrograms/faults.ts';
import { programGivingBack } from './usualPrograms/given.ts';
import { programInJavaScript } from './usualPrograms/javascript.ts';
import { netInNumpy } from './usualPrograms/nets.ts';
import { programInNumpy } from './usualPrograms/numpy.ts';
import { programInTorch } from './usualPrograms/torch.ts';

const FIRST = Number(process.env['SEED'] ?? 0);
const PROGRAMS = 80;
/** Of these all faults are tried. */
const BROKEN = 25;

const MAKERS = {
  NumPy: programInNumpy,
  'NumPy, of nets': netInNumpy,
  PyTorch: programInTorch,
  JavaScript: programInJavaScript,
  'what gives back new values': programGivingBack,
};

test.each(Object.entries(MAKERS))(
  'programs with %s are called right, whatever is put together',
  (_, make) => {
    const others = Array.from({ length: PROGRAMS }, (_, i) => make(FIRST + i)).flatMap(
      ({ expect: asked, text }) => {
        const judged = judgeRule(text, { expect: asked });
        return isRight(judged, { expect: asked }) ? [] : [`${judged.message}\n${text}`];
      },
    );
    expect(others).toEqual([]);
  },
);

test.each(Object.entries(MAKERS))('with a fault, none of those with %s is called right', (_, make) => {
  const tried = new Map<string, number>();
  const missed: string[] = [];
  for (let i = 0; i < BROKEN; i += 1) {
    const { expect: asked, text } = make(FIRST + i);
    for (const [fault, put] of Object.entries(FAULTS)) {
      const broken = put(text);
      if (broken === null) continue;
      tried.set(fault, (tried.get(fault) ?? 0) + 1);
      if (isRight(judgeRule(broken, { expect: asked }), { expect: asked }))
        missed.push(`${fault}:\n${broken}`);
    }
  }
  expect(missed).toEqual([]);
  expect(tried.size).toBeGreaterThan(Object.keys(FAULTS).length / 4);
});
