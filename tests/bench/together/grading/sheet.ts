/** The set as the play publishes it, version after version: what is asked, and what a program gets for it. */
import { SHEET_FILES } from '../../../support/assignments.ts';
import { GROUP_MAX } from '../stage.ts';

export const WRITTEN = ['one', 'two', 'three'] as const;
export type QuestionId = (typeof WRITTEN)[number] | 'sgd';
export const COUNTING = ['last', 'first', 'last_before_due', 'best'] as const;

export interface Sheet {
  /** Of the written questions that are asked. The second always is: it has a rubric. */
  points: Partial<Record<(typeof WRITTEN)[number], number>>;
  /** A point each. Without any, no program is asked for. */
  tests: readonly { id: string; steps: number }[];
  /** Milliseconds. */
  due: number;
  counts: (typeof COUNTING)[number];
}

/** As the writing had it. */
export const firstSheet = (due: number): Sheet => ({
  points: { one: 1, two: 2 },
  tests: [],
  due,
  counts: 'last',
});

export const pointsOf = ({ points, tests }: Sheet): Partial<Record<QuestionId, number>> => ({
  ...points,
  ...(tests.length > 0 && { sgd: tests.length }),
});

export const FILE = 'optim.js';

/** Plain gradient descent, and after so many steps twice as far. */
export const program = (rightSteps: number): string => `// right for ${rightSteps} steps
export function sgd(w, dw, config) {
  const t = (config?.t ?? 0) + 1;
  const rate = (config?.learning_rate ?? 0.01) * (t > ${rightSteps} ? 2 : 1);
  return [w.map((value, i) => value - rate * dw[i]), { ...config, t }];
}
`;

const rightStepsOf = (text: string): number => Number(/^\/\/ right for (\d+)/.exec(text)?.[1] ?? 0);

/** Whether a file is one of the programs, with nothing but comments below it: what people bring along is put there. */
export function isProgram(text: string): boolean {
  const whole = program(rightStepsOf(text));
  return text.startsWith(whole) && /^(?:\/\/.*\n|\n)*$/.test(text.slice(whole.length));
}

/** What the tests of a sheet give a program: all or nothing each. */
export function pointsForProgram(text: string, { tests }: Sheet): number {
  const right = rightStepsOf(text);
  return tests.filter(({ steps }) => steps <= right).length;
}

export function filesOf({ points, tests, counts }: Sheet): Record<string, string> {
  const asked = [...Object.keys(points), ...(tests.length > 0 ? ['sgd'] : [])];
  const files: Record<string, string> = {
    'assignment.yaml': `title: A sheet
course: Course
due: 2026-12-01 14:30
timeZone: America/New_York
group: { max: ${GROUP_MAX} }
resubmission: { counts: ${counts} }
${tests.length > 0 ? 'submission: { file: optim, languages: [javascript] }\n' : ''}blocks:
  - questions: [${asked.join(', ')}]
`,
  };
  for (const [id, worth] of Object.entries(points)) {
    const path = `questions/${id}`;
    const had = SHEET_FILES[`${path}/question.yaml`] ?? `kind: written\nid: ${id}\ntitle: ${id}\npoints: 1\n`;
    files[`${path}/question.yaml`] = had.replace(/^points: .*$/m, `points: ${worth}`);
    files[`${path}/statement.md`] = SHEET_FILES[`${path}/statement.md`] ?? `Explain ${id}.\n`;
  }
  if (tests.length === 0) return files;
  const lines = tests.map(
    ({ id, steps }) =>
      `  - { kind: trajectory, id: ${id}, title: "Test ${id}", points: 1, visibility: visible, steps: ${steps}, start: [${1 + id.charCodeAt(0) / 8}, -0.5], hyperparameters: { learning_rate: 0.0625 } }\n`,
  );
  files['questions/sgd/question.yaml'] = `kind: optimizer
id: sgd
title: SGD
points: ${tests.length}
entry: sgd
optimizer: sgd
defaults: { learning_rate: 0.01 }
tests:
${lines.join('')}`;
  files['questions/sgd/statement.md'] = 'Write `sgd`.\n';
  return files;
}

/** Another sheet than before, by one change. */
export function changed(
  sheet: Sheet,
  { random, times }: { random: () => number; times: readonly number[] },
): Sheet {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const next = { ...sheet, points: { ...sheet.points } };
  const what = pick(['points', 'question', 'tests', 'tests', 'due', 'due', 'counts'] as const);
  if (what === 'points')
    next.points[pick(Object.keys(sheet.points) as (keyof Sheet['points'])[])] = pick([1, 2, 3, 4]);
  if (what === 'question') {
    const id = pick(['one', 'three'] as const);
    if (id in next.points) delete next.points[id];
    else next.points[id] = pick([1, 2, 3]);
  }
  // Some were handed in before it and some after.
  if (what === 'due') next.due = pick(times) + pick([-1, 1]);
  if (what === 'counts') next.counts = pick(COUNTING);
  if (what === 'tests' || sheet.tests.length === 0) {
    const tests = ['a', 'b', 'c', 'd'].filter(() => random() < 0.7);
    next.tests = (tests.length > 0 ? tests : ['a']).map((id) => ({ id, steps: pick([2, 4, 6]) }));
  }
  return next;
}
