/**
 * What a new set begins with: the complete example of docs/authoring.md, a written question and an optimizer with a solution and a
 * sample. The browser begins with it, and so does `stepwise new`.
 */

const WEEK_MS = 7 * 86_400_000;

export interface NewSet {
  title: string;
  /** As it is printed on the sheet. */
  course: string;
  timeZone: string;
  now: Date;
}

/** An `assignment.yaml` under another title, and without its short name: no two sets of a course share either. */
export const retitled = (yaml: string, title: string): string =>
  yaml.replace(/^short:.*\n/m, '').replace(/^title: .*$/m, () => `title: ${JSON.stringify(title)}`);

/** Path inside the folder → text; `check` finds nothing wrong with it. */
export const newSetFiles = ({ title, course, timeZone, now }: NewSet): Record<string, string> => ({
  'assignment.yaml': `title: ${JSON.stringify(title)}
course: ${JSON.stringify(course)}
due: ${new Date(now.getTime() + WEEK_MS).toISOString().slice(0, 10)} 14:30
timeZone: ${timeZone}
submission: { file: optim, languages: [python] }
blocks:
  - questions: [idea, rmsprop]
`,
  'questions/idea/question.yaml': `id: idea
kind: written
label: "1"
title: The idea of RMSProp
points: 1
rubric:
  - { text: Correct, points: 0 }
  - { text: The update rule is missing or wrong, points: -0.5 }
  - { text: Does not say why the average forgets, points: -0.25 }
maxWords: 120
`,
  'questions/idea/statement.md': String.raw`What does RMSProp change about AdaGrad, and why? Give its update of $\theta$.
`,
  'questions/idea/solution.md': String.raw`AdaGrad's sum of squares only grows, so that its steps die out. RMSProp averages with a weight that decays:

$$r \leftarrow \rho r + (1-\rho)\, g \odot g, \qquad \theta \leftarrow \theta - \frac{\eta}{\sqrt{r} + \epsilon} \odot g$$
`,
  'questions/rmsprop/question.yaml': `id: rmsprop
kind: optimizer
label: "2"
title: RMSProp
points: 1
entry: rmsprop
optimizer: rmsprop
accepts: [epsilon-outside-root, epsilon-inside-root]
defaults: { learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8 }
partialCredit:
  - { faults: [missing-root], points: 0.25 }
tests:
  - id: given-hyperparameters
    kind: trajectory
    title: Twenty steps with the hyperparameters of the config
    points: 0.5
    hyperparameters: { learning_rate: 0.05, decay_rate: 0.9, epsilon: 0.01 }
  - id: defaults
    kind: trajectory
    title: Three steps without a config
    points: 0.25
    gradients: [[1, -20], [0.2, 0.5], [0, 3]]
    hyperparameters: null
  - id: two-parameters
    kind: trajectory
    title: Two parameters in turn, down the Rosenbrock valley
    points: 0.25
    visibility: after_due_date
    mode: closed-loop
    objective: rosenbrock
    parameters: 2
  - id: recovery
    kind: property
    title: Recovers after large early gradients
    points: 0
    property: rmsprop-recovery
    hyperparameters: { learning_rate: 0.01, decay_rate: 0.98, epsilon: 1e-8 }
`,
  'questions/rmsprop/statement.md': String.raw`Write ${'`'}rmsprop(w, dw, config=None)${'`'}: accumulate $r \leftarrow \rho r + (1-\rho)\, g \odot g$ and return
${'`'}(next_w, config)${'`'}.
`,
  'solution/optim.py': `import numpy as np


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    config["cache"] = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    step = config.get("learning_rate", 1e-2) * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8))
    return w - step, config
`,
  'questions/rmsprop/samples/partially_accepted/no-root.py': `# diagnosis: missing-root
import numpy as np


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    config["cache"] = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    return w - config.get("learning_rate", 1e-2) * dw / (config["cache"] + config.get("epsilon", 1e-8)), config
`,
});
