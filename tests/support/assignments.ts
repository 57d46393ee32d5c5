/** Two small assignments as files: a prep sheet for groups of three, and one with code whose tests differ in visibility. */

export const SHEET_FILES: Record<string, string> = {
  'assignment.yaml': `title: A sheet
course: Course
due: 2026-12-01 14:30
timeZone: America/New_York
group: { max: 3 }
blocks:
  - questions: [one, two]
`,
  'questions/one/question.yaml': `kind: written
id: one
label: '1'
title: First
points: 1
`,
  'questions/one/statement.md': 'Explain $\\theta$.\n',
  'questions/two/question.yaml': `kind: written
id: two
label: '2'
title: Second
points: 2
rubric:
  - { text: Correct, points: 0 }
  - { text: No formula, points: -1.5 }
`,
  'questions/two/statement.md': 'Explain more.\n',
};

const test = (id: string, visibility: string, points: number) =>
  `  - { kind: trajectory, id: ${id}, title: "Test ${id}", points: ${points}, visibility: ${visibility}, steps: 5, start: [1.25, -0.5], hyperparameters: { learning_rate: 0.0625 } }\n`;

export const CODE_FILES: Record<string, string> = {
  'assignment.yaml': `title: Code
course: Course
due: 2026-12-01 14:30
timeZone: America/New_York
group: { max: 2 }
submission: { file: optim, languages: [python, javascript] }
blocks:
  - questions: [sgd]
`,
  'questions/sgd/question.yaml': `kind: optimizer
id: sgd
title: SGD
points: 4
entry: sgd
optimizer: sgd
defaults: { learning_rate: 0.01 }
tests:
${test('shown', 'visible', 1)}${test('later', 'after_due_date', 1)}${test('released', 'after_published', 1)}${test('secret', 'hidden', 1)}`,
  'questions/sgd/statement.md': 'Write `sgd`.\n',
  'starter/optim.js': 'export function sgd(w, dw, config) {}\n',
};

export const SGD_SOURCE = `export function sgd(w, dw, config = null) {
  config = config ?? {};
  const rate = config.learning_rate ?? 1e-2;
  return [w.map((value, i) => value - rate * dw[i]), config];
}
`;

/** The same under another title and without a short name, which no two sets of a course share. */
export const titled = (title: string, files: Record<string, string>): Record<string, string> => ({
  ...files,
  'assignment.yaml': files['assignment.yaml']!.replace(/^short: .*\n/m, '').replace(
    /^title: .*$/m,
    () => `title: ${title}`,
  ),
});
