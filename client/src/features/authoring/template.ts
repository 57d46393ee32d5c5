/** What a new set begins with: a written question and an optimizer, which "check" finds nothing wrong with. */
import type { Files } from './readFiles.ts';

const WEEK_MS = 7 * 86_400_000;

export function templateFiles({ course, timeZone }: { course: string; timeZone: string }, now: Date): Files {
  const due = new Date(now.getTime() + WEEK_MS).toISOString().slice(0, 10);
  return {
    'assignment.yaml': `title: A new set
course: ${JSON.stringify(course)}
due: ${due} 14:30
timeZone: ${timeZone}
submission: { file: optim, languages: [python, javascript, typescript] }
blocks:
  - questions: [idea, rmsprop]
`,
    'questions/idea/question.yaml': `kind: written
id: idea
label: '1'
title: The idea of RMSProp
points: 1
rubric:
  - { text: Correct, points: 0 }
  - { text: The update rule is wrong, points: -0.5 }
`,
    'questions/idea/statement.md':
      'What is the idea of RMSProp? Give its update of the parameters $\\theta$.\n',
    'questions/idea/solution.md':
      'It divides by the root of a moving average of squared gradients:\n\n$$r \\leftarrow \\rho r + (1-\\rho)\\, g \\odot g, \\qquad \\theta \\leftarrow \\theta - \\frac{\\eta}{\\sqrt{r} + \\epsilon} \\odot g$$\n',
    'questions/rmsprop/question.yaml': `kind: optimizer
id: rmsprop
title: RMSProp
points: 1
entry: rmsprop
optimizer: rmsprop
accepts: [epsilon-outside-root, epsilon-inside-root]
defaults: { learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8 }
tests:
  - id: quadratic
    kind: trajectory
    title: Forty steps
    points: 1
    steps: 40
    start: [1, 2]
    hyperparameters: { learning_rate: 0.05, decay_rate: 0.9, epsilon: 1e-6 }
`,
    'questions/rmsprop/statement.md':
      'Write `rmsprop(w, dw, config)`, which takes one step and gives back the new weights and the config.\n',
  };
}
