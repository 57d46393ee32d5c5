/** A small right assignment as files, to put mistakes into. */
import type { AssignmentFiles } from '../../../grader/assignment/load.ts';

export const ASSIGNMENT_YAML = `title: Optimizers
course: A course
due: 2021-02-17 14:30
timeZone: America/New_York
submission:
  file: optim
  languages: [python]
blocks:
  - directions: directions.md
    questions: [rmsprop, idea]
`;

export const RMSPROP_YAML = `id: rmsprop
kind: optimizer
title: RMSProp
points: 1
entry: rmsprop
optimizer: rmsprop
accepts: [epsilon-inside-root]
defaults: { learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8 }
tests:
  - id: ten-steps
    kind: trajectory
    title: Ten steps
    points: 0.75
    steps: 10
  - id: written-out
    kind: trajectory
    title: Written-out gradients
    points: 0.25
    gradients: [[1, 2], [3, 4]]
`;

export const IDEA_YAML = `id: idea
kind: written
title: The idea
points: 2
`;

export const FILES: Readonly<Record<string, string>> = {
  'assignment.yaml': ASSIGNMENT_YAML,
  'introduction.md': 'Hand in one file.\n',
  'directions.md': 'Read chapter 8.\n',
  'questions/rmsprop/question.yaml': RMSPROP_YAML,
  'questions/rmsprop/statement.md': 'Write `rmsprop`.\n',
  'questions/idea/question.yaml': IDEA_YAML,
  'questions/idea/statement.md': 'Explain.\n',
  'starter/optim.py': 'def rmsprop(w, dw, config=None):\n    return w, config\n',
};

/** The files with some of them replaced, or left out where null. */
export function filesWith(changes: Readonly<Record<string, string | null>>): AssignmentFiles {
  const files = Object.entries({ ...FILES, ...changes });
  return new Map(files.filter((file): file is [string, string] => file[1] !== null));
}
