/** What a class writes: answers to the sheet of day 8 with the rubric item that a TA finds for each, and programs. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAssignmentFolder } from '../../../grader/assignment/folder.ts';
import { ROOT } from '../../config.ts';
import { DAY_08_ANSWERS } from '../answers.ts';
import { ADAGRAD, BENEFITS, FIGURE, MOMENTUM, RMSPROP } from '../classmates.ts';
import type { Random } from './random.ts';

export interface Written {
  text: string;
  /** Of the rubric item that says how good it is. */
  key: number;
}

export interface Program {
  name: string;
  text: string;
}

const own = (label: string): string => DAY_08_ANSWERS[label] ?? '';

/** By the label that is printed before the question; better ones stand first. */
const VARIANTS: Readonly<Record<string, readonly Written[]>> = {
  '1': [
    { text: own('1'), key: 1 },
    { text: MOMENTUM.right, key: 1 },
    { text: MOMENTUM.uphill, key: 3 },
    { text: MOMENTUM.words, key: 3 },
  ],
  '2': [
    { text: own('2'), key: 1 },
    { text: ADAGRAD.right, key: 1 },
    { text: ADAGRAD.rootless, key: 3 },
    { text: ADAGRAD.words, key: 3 },
  ],
  '3': [
    { text: own('3'), key: 1 },
    { text: RMSPROP.right, key: 1 },
    { text: RMSPROP.rootless, key: 3 },
    { text: RMSPROP.rootlessToo, key: 3 },
    { text: RMSPROP.leaking, key: 3 },
  ],
  '5': [
    { text: own('5'), key: 1 },
    { text: BENEFITS.four, key: 2 },
    { text: BENEFITS.three, key: 3 },
    { text: BENEFITS.wrong, key: 4 },
  ],
  '6': [
    { text: own('6'), key: 1 },
    { text: FIGURE.noMeaning, key: 2 },
    { text: FIGURE.plot, key: 2 },
  ],
};

/** Before an answer: some begin with what they read or whom they asked, most with the matter. */
const OPENINGS = [
  'As we understood the chapter:',
  'We read this twice and talked about it.',
  'From the book, in our words.',
  'We were not sure about the notation and take the book’s.',
  'What helped us was to draw it first.',
  'After the lecture we would put it like this.',
  'One of us wrote this, the others checked it.',
];
const OPENED = 0.4;
const EMPTY = 0.02;

/** How often a better answer is meant: whoever is good has the first ones more often. */
function oneOf(random: Random, variants: readonly Written[], skill: number): Written {
  const at = Math.floor(variants.length * random.next() ** (0.5 + 2 * skill));
  return variants[at]!;
}

/**
 * Answers to the sheet, by label.
 *
 * @param skill from 0 to 1
 */
export function writeAnswers(random: Random, skill: number): Record<string, Written> {
  return Object.fromEntries(
    Object.entries(VARIANTS).map(([label, variants]) => {
      const { text, key } = oneOf(random, variants, skill);
      if (label !== '1' && random.chance(EMPTY)) return [label, { text: '', key: variants.at(-1)!.key }];
      return [label, { text: random.chance(OPENED) ? `${random.pick(OPENINGS)}\n\n${text}` : text, key }];
    }),
  );
}

const SET = join(ROOT, 'assignments/optimizers');
const LANGUAGES = ['py', 'js', 'ts'];
/** Of samples: those that end by themselves. */
const VERDICTS = /\/samples\/(accepted|wrong_answer|partially_accepted)\/[^/]+\.py$/;
const PROGRAMS = 60;

/**
 * Programs for the optimizers: the author's solution in each language, and the Python one with one or two of its functions as in the
 * samples, of which most have a fault. In Python a later definition takes the place of an earlier one.
 */
export async function readPrograms(random: Random): Promise<Program[]> {
  const files = await readAssignmentFolder(SET);
  const solutions = await Promise.all(
    LANGUAGES.map(async (ending) => ({
      name: `optim.${ending}`,
      text: await readFile(join(SET, `solution/optim.${ending}`), 'utf8'),
    })),
  );
  const samples = [...files]
    .filter(([path]) => path.startsWith('questions/') && VERDICTS.test(path))
    // The first line tells the author's tests what is to be found; a student would not.
    .map(([, text]) => text.replace(/^# diagnosis:.*\n/, ''));
  const programs = new Map(solutions.map((program) => [program.text, program]));
  while (programs.size < PROGRAMS) {
    const some = random.shuffled(samples).slice(0, random.chance(0.6) ? 1 : 2);
    const text = [solutions[0]!.text, ...some].join('\n\n');
    programs.set(text, { name: 'optim.py', text });
  }
  return [...programs.values()];
}
