/** What a schema cannot say of a question: names that must exist, points that must add up, tests that must make sense. */
import type {
  ExperimentQuestion,
  ObjectiveFile,
  OptimizerQuestion,
  Problem,
  QuestionFile,
  TrajectoryTest,
  WrittenQuestion,
} from '../../contract/assignment.ts';
import { hasItemForFaults } from '../answers/advice.ts';
import { mistakesOf } from '../experiments/claims.ts';
import type { Hyperparameters } from '../terms.ts';
import { placeOf } from './words.ts';
import { addPoints } from '../numbers.ts';
import { findObjective, OBJECTIVES } from '../objectives/index.ts';
import { conventionsOf } from '../optimizers/conventions.ts';
import { findOptimizer, OPTIMIZERS } from '../optimizers/index.ts';
import { findProperty, PROPERTIES } from '../properties/index.ts';

type LineOf = (path: readonly PropertyKey[]) => number;
type Report = (path: readonly PropertyKey[], message: string) => void;

const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(', ');

/** @param own the author's own objectives */
export function checkQuestion(
  file: string,
  question: QuestionFile,
  lineOf: LineOf,
  own: readonly ObjectiveFile[] = [],
): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message) =>
    problems.push({ severity: 'error', file, line: lineOf(path), message: `${placeOf(path)}: ${message}` });
  const warn: Report = (path, message) =>
    problems.push({
      severity: 'warning',
      file,
      line: lineOf(path),
      message: `${placeOf(path)}: ${message}`,
    });
  if (question.kind === 'written') checkRule(question, report, warn);
  else if (question.kind === 'experiment') checkExperiment(question, report);
  else checkOptimizerQuestion(question, own, report);
  return problems;
}

function checkRule({ rule, rubric }: WrittenQuestion, report: Report, warn: Report): void {
  if (!rule) return;
  const optimizer = findOptimizer(rule.optimizer);
  if (!optimizer) {
    report(['rule', 'optimizer'], `no optimizer ${rule.optimizer}; there are ${names(OPTIMIZERS)}`);
    return;
  }
  if (optimizer.isWrapped) {
    report(['rule', 'optimizer'], `${rule.optimizer} is asked for in code alone: its rule is not read`);
    return;
  }
  if (conventionsOf(optimizer.point).length === 0 && rule.accepts.length > 0) {
    report(['rule', 'accepts'], `${optimizer.name} has no conventions to choose from`);
  }
  if (rule.deduct && !hasItemForFaults(rubric)) {
    warn(
      ['rule', 'deduct'],
      'no rubric item takes points for a rule that is wrong, so none will ever be applied; write one such as “The update rule is wrong”',
    );
  }
}

function checkExperiment(question: ExperimentQuestion, report: Report): void {
  const { rules, variants, points, epochs, closeUp } = question;
  for (const [index, rule] of rules.entries()) {
    const optimizer = findOptimizer(rule.optimizer);
    if (!optimizer) {
      report(['rules', index, 'optimizer'], `no optimizer ${rule.optimizer}; there are ${names(OPTIMIZERS)}`);
      continue;
    }
    if (optimizer.point.clips === 'norm')
      report(
        ['rules', index, 'optimizer'],
        `${rule.optimizer} needs the whole gradient, and an experiment is judged by some of its coordinates`,
      );
    for (const name of Object.keys(optimizer.defaults)) {
      if (!(name in rule.hyperparameters))
        report(['rules', index, 'hyperparameters'], `${optimizer.name} needs ${name}`);
    }
    for (const name of Object.keys(rule.hyperparameters)) {
      if (!(name in optimizer.defaults))
        report(['rules', index, 'hyperparameters', name], `${optimizer.name} has no ${name}`);
    }
    if (conventionsOf(optimizer.point).length === 0 && rule.accepts.length > 0)
      report(['rules', index, 'accepts'], `${optimizer.name} has no conventions to choose from`);
    for (const [at, credit] of rule.partialCredit.entries()) {
      if (credit.points >= rule.points)
        report(
          ['rules', index, 'partialCredit', at, 'points'],
          `a fault cannot earn all of the rule's ${rule.points}`,
        );
    }
  }
  const total = addPoints(rules.map((rule) => rule.points));
  if (total !== points)
    report(['rules'], `the rules' points add up to ${total}, not to the question's ${points}`);
  checkUnique(['rules'], 'entry', rules, report);
  checkUnique(['variants'], 'id', variants, report);
  if (closeUp > epochs) report(['closeUp'], `there are only ${epochs} epochs`);
  for (const { path, message } of mistakesOf(question)) report(path, message);
}

function checkUnique<Key extends string>(
  path: readonly PropertyKey[],
  key: Key,
  list: readonly Record<Key, string>[],
  report: Report,
): void {
  for (const [index, each] of list.entries()) {
    if (list.findIndex((other) => other[key] === each[key]) < index)
      report([...path, index, key], `${each[key]} is used twice`);
  }
}

function checkOptimizerQuestion(
  question: OptimizerQuestion,
  own: readonly ObjectiveFile[],
  report: Report,
): void {
  const optimizer = findOptimizer(question.optimizer);
  if (!optimizer) {
    report(['optimizer'], `no optimizer ${question.optimizer}; there are ${names(OPTIMIZERS)}`);
    return;
  }
  for (const name of Object.keys(optimizer.defaults)) {
    if (!(name in question.defaults)) report(['defaults'], `${optimizer.name} needs a default for ${name}`);
  }
  for (const name of Object.keys(question.defaults)) {
    if (!(name in optimizer.defaults)) report(['defaults', name], `${optimizer.name} has no ${name}`);
  }
  if (conventionsOf(optimizer.point).length === 0 && question.accepts.length > 0) {
    report(['accepts'], `${optimizer.name} has no conventions to choose from`);
  }
  const total = addPoints(question.tests.map((test) => test.points));
  if (total !== question.points) {
    report(['tests'], `the tests' points add up to ${total}, not to the question's ${question.points}`);
  }
  if (!question.tests.some((test) => test.kind === 'trajectory' && test.points > 0)) {
    report(['tests'], 'at least one trajectory test must be worth points');
  }
  const ids = new Set<string>();
  for (const [index, test] of question.tests.entries()) {
    if (ids.has(test.id)) report(['tests', index, 'id'], `the id ${test.id} is used twice`);
    ids.add(test.id);
    const checkNames = (set: Hyperparameters | null, ...path: PropertyKey[]) => {
      for (const name of Object.keys(set ?? {})) {
        if (!(name in optimizer.defaults))
          report(['tests', index, ...path, name], `${optimizer.name} has no ${name}`);
      }
    };
    checkNames(test.hyperparameters, 'hyperparameters');
    if (test.kind === 'trajectory') {
      for (const [change, { set }] of test.changes.entries()) checkNames(set, 'changes', change, 'set');
      checkTrajectoryTest(test, own, (path, message) => report(['tests', index, ...path], message));
    } else {
      const property = findProperty(test.property);
      if (!property)
        report(['tests', index, 'property'], `no property ${test.property}; there are ${names(PROPERTIES)}`);
      else if (!property.optimizers.includes(optimizer.name)) {
        report(
          ['tests', index, 'property'],
          `${test.property} is claimed of ${property.optimizers.join(', ')}, not of ${optimizer.name}`,
        );
      }
    }
  }
  checkLengths(question, report);
  for (const [index, credit] of question.partialCredit.entries()) {
    if (credit.points >= question.points)
      report(
        ['partialCredit', index, 'points'],
        `a fault cannot earn all of the question's ${question.points}`,
      );
  }
}

/** What a replay asks in its first steps, whatever it is called and worth; null where it is none, or has gradients of its own. */
function beginning(test: OptimizerQuestion['tests'][number], steps: number): string | null {
  if (test.kind !== 'trajectory' || test.mode !== 'replay' || test.gradients) return null;
  const { objective, start, parameters, shape, dtype, gradientScale, hyperparameters, visibility } = test;
  const changes = test.changes.filter(({ step }) => step <= steps);
  const asked = { objective, start, parameters, shape, dtype, gradientScale, hyperparameters, changes };
  return JSON.stringify([visibility, asked]);
}

/**
 * The gradients of a replay are in the program's hands at its begin. Where another begins alike and is longer, they tell it the
 * row that it is to give back last.
 */
function checkLengths({ tests }: OptimizerQuestion, report: Report): void {
  for (const [index, shorter] of tests.entries()) {
    if (shorter.kind !== 'trajectory') continue;
    const asked = beginning(shorter, shorter.steps);
    const longer = tests.find(
      (test) =>
        test.kind === 'trajectory' &&
        test.steps > shorter.steps &&
        asked !== null &&
        beginning(test, shorter.steps) === asked,
    );
    if (longer)
      report(
        ['tests', index, 'steps'],
        `${longer.id} is the same replay with more steps, whose gradients give the last row of this one away: leave this one out, or start it elsewhere`,
      );
  }
}

function checkTrajectoryTest(test: TrajectoryTest, own: readonly ObjectiveFile[], report: Report): void {
  const written = own.find(({ name }) => name === test.objective);
  const objective = written ? { ...written, anyDimension: false } : findObjective(test.objective);
  if (!objective) {
    report(['objective'], `no objective ${test.objective}; there are ${names([...OBJECTIVES, ...own])}`);
    return;
  }
  if (test.gradients && !test.gradients[0]?.length) {
    report(['gradients'], 'a test without steps proves nothing');
    return;
  }
  const size = test.start?.length ?? test.gradients?.[0]?.length ?? objective.start.length;
  if (!test.gradients && !objective.anyDimension && size !== objective.start.length) {
    report(['start'], `${objective.name} has ${objective.start.length} coordinates, not ${size}`);
  }
  if (test.gradients) {
    if (test.mode !== 'replay') report(['gradients'], 'written-out gradients go with mode: replay');
    for (const [row, gradient] of test.gradients.entries()) {
      if (gradient.length !== size)
        report(['gradients', row], `${size} numbers expected, found ${gradient.length}`);
    }
  }
  if (test.shape && test.shape.reduce((product, n) => product * n, 1) !== size) {
    report(['shape'], `[${test.shape.join(', ')}] does not hold the ${size} numbers of the start`);
  }
  const steps = test.gradients?.length ?? test.steps;
  for (const [index, change] of test.changes.entries()) {
    if (change.step > steps) report(['changes', index, 'step'], `the test has only ${steps} steps`);
  }
  if (test.plot && size !== 2) report(['plot'], 'only two coordinates can be drawn');
}
