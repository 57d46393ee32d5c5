import { describe, expect, test } from '@jest/globals';
import { diagnosisOf, unknownDiagnosis } from '../../../grader/core/diagnosis.ts';
import { READS_RIGHTLY } from '../../../grader/core/match.ts';
import type { Match } from '../../../grader/core/match.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';

const rmsprop = findOptimizer('rmsprop')!;
const adagrad = findOptimizer('adagrad')!;
const match = (changes: Partial<Match>): Match => ({
  optimizer: rmsprop,
  point: rmsprop.point,
  faults: [],
  ...READS_RIGHTLY,
  ...changes,
});

describe('what was found', () => {
  test('a right one is named with its conventions', () => {
    expect(diagnosisOf(match({}), rmsprop)).toEqual({
      optimizer: 'rmsprop',
      conventions: ['epsilon-outside-root'],
      faults: [],
      message: 'This is RMSProp with epsilon outside the root.',
    });
  });

  test('another optimizer is named as such', () => {
    expect(diagnosisOf(match({ optimizer: adagrad, point: adagrad.point }), rmsprop).message).toBe(
      'This is AdaGrad, not RMSProp. Compare the second moment with the question’s.',
    );
  });

  test('of another optimizer it is said what it has too much, what it lacks, and what to compare', () => {
    const said = (other: string, asked: string) => {
      const optimizer = findOptimizer(other)!;
      return diagnosisOf(match({ optimizer, point: optimizer.point }), findOptimizer(asked)!).message;
    };
    expect(said('nesterov', 'momentum')).toMatch(
      /^This is Nesterov momentum, not .*\. Compare the velocity with/,
    );
    expect(said('adam', 'rmsprop')).toMatch(
      /The question has no first moment and no bias correction\. Compare/,
    );
    expect(said('rmsprop', 'adam')).toMatch(/It has no first moment and no bias correction\./);
    expect(said('sign-sgd', 'sgd')).toBe('This is signSGD, not SGD.');
  });

  test('one that remembers nothing where something should be remembered is told so', () => {
    const sgd = findOptimizer('sgd')!;
    expect(diagnosisOf(match({ optimizer: sgd, point: sgd.point }), rmsprop).message).toBe(
      'This is SGD, not RMSProp. Nothing of one step reaches the next: what must outlive a call, in the config that you return or in your object?',
    );
  });

  test('where no step is a number, it is no more than a guess', () => {
    const { message } = diagnosisOf(match({ faults: ['ascent'] }), rmsprop, false);
    expect(message).toMatch(
      /^No step leads to a number\. One mistake that does so: This is RMSProp, but it moves/,
    );
    expect(message).toMatch(/Any other division by zero, or a name that has no value, looks the same\.$/);
  });

  test('a fault is said as a difference, with something to think about and no line of code', () => {
    const { message, faults } = diagnosisOf(match({ faults: ['missing-root', 'ascent'] }), rmsprop);
    expect(faults).toEqual(['missing-root', 'ascent']);
    expect(message).toMatch(
      /^This is RMSProp, but it divides by the second moment itself, without the square root and it moves along/,
    );
    expect(message).toMatch(/\?$/);
    expect(message).not.toContain('sqrt');
  });

  test('a wrong default has its value', () => {
    const wrong = match({ faults: ['wrong-default'], wrongDefaults: { decay_rate: 0.9 } });
    expect(diagnosisOf(wrong, rmsprop).message).toBe(
      'This is RMSProp, but decay_rate is 0.9 when it is not given. Compare the defaults with those of the question.',
    );
  });

  test('a zero that counts as missing is said of every hyperparameter, beside the faults', () => {
    expect(diagnosisOf(match({ zerosMissed: ['decay_rate'] }), rmsprop).message).toBe(
      'This is RMSProp, but a 0 given for decay_rate is replaced by the default. Zero counts as false, and is below any lower bound: ask whether the name is there, and take the value as it is.',
    );
    const both = match({ faults: ['ascent'], zerosMissed: ['learning_rate', 'decay_rate'] });
    expect(diagnosisOf(both, rmsprop).message).toMatch(
      /^This is RMSProp, but it moves along .* and a 0 given for learning_rate and decay_rate is replaced/,
    );
  });

  test('a learning rate that stays as it was is named', () => {
    expect(diagnosisOf(match({ keepsRate: true }), rmsprop).message).toBe(
      'This is RMSProp, but learning_rate stays as it was at the first step. It may change: read it from the config at every step.',
    );
  });

  test('a hyperparameter that the config cannot change comes with its value', () => {
    expect(diagnosisOf(match({ fixedValues: { epsilon: 1e-8 } }), rmsprop).message).toBe(
      'This is RMSProp, but epsilon is 1e-8 whatever the config says. Under which name does the config have it, and is it read there?',
    );
  });

  test('a decay that is fixed where one minus it would be right may be two weights exchanged', () => {
    expect(diagnosisOf(match({ fixedValues: { decay_rate: 0.01 } }), rmsprop).message).toContain(
      'decay_rate is 0.01 whatever the config says. An average with 0.99 in its place and its two weights exchanged takes the same steps.',
    );
    expect(diagnosisOf(match({ fixedValues: { decay_rate: 0.02 } }), rmsprop).message).not.toContain(
      'exchanged',
    );
  });

  test('corrections of the power 1 may be averages that leave out their factor', () => {
    const adam = findOptimizer('adam')!;
    const fixed = (first: number, second: number) =>
      diagnosisOf(
        match({
          optimizer: adam,
          point: { ...adam.point, fixedPower: { first, second } },
          faults: ['time-not-counted'],
        }),
        adam,
      ).message;
    expect(fixed(1, 1)).toMatch(/without a correction takes the same steps\.$/);
    expect(fixed(1, 2)).not.toContain('the same steps');
  });

  test('a rule that loses what it was given is asked for it', () => {
    expect(diagnosisOf(match({ losesGiven: true }), rmsprop).message).toMatch(
      /^This is RMSProp, but from the second step on with its default hyperparameters\. .*\?$/,
    );
  });

  test('a hyperparameter that the question does not have comes with its value', () => {
    const own = match({ ownValues: { decay_rate: 0.9 } });
    expect(diagnosisOf(own, adagrad).message).toBe(
      'This is RMSProp, not AdaGrad: with decay_rate 0.9, which the question does not have. Take it out.',
    );
  });

  test('weights that have changed places are said to have', () => {
    const second = { ...rmsprop.point.second!, complement: 'exchanged' as const };
    expect(
      diagnosisOf(match({ point: { ...rmsprop.point, second }, faults: ['weights-exchanged'] }), rmsprop)
        .message,
    ).toMatch(/^This is RMSProp, but the two weights of a moving average have changed places\. .*\?$/);
  });

  test('without epsilon, the question is what takes its place', () => {
    const message = diagnosisOf(match({ point: { ...rmsprop.point, epsilon: 'none' } }), rmsprop).message;
    expect(message).toBe('This is RMSProp with no epsilon. What keeps its divisor away from zero?');
  });

  test('a rule that ignores its config is told to read it', () => {
    expect(diagnosisOf(match({ ignoresGiven: true }), rmsprop).message).toMatch(
      /default hyperparameters, whatever the config says\. Read them from the config\.$/,
    );
  });
});

describe('nothing was found', () => {
  const divergence = {
    step: 1,
    parameter: 0,
    coordinate: 0,
    expected: 0.5,
    found: 0.25,
    relativeError: 1,
  };
  const cause = (expected: number[], found: number[]) =>
    unknownDiagnosis(rmsprop, divergence, { expected, found }).message;

  test('where most tests are right, it does not question the rule', () => {
    const { message } = unknownDiagnosis(rmsprop, divergence, { expected: [1], found: [0] }, 'A matrix');
    expect(message).toMatch(/look at what is special in “A matrix”\.$/);
    expect(message).not.toContain('first step');
  });

  test('it says where they part', () => {
    expect(unknownDiagnosis(rmsprop, divergence, null)).toEqual({
      optimizer: null,
      conventions: [],
      faults: [],
      message:
        'Parts from RMSProp at step 1: expected 0.5, found 0.25. No optimizer that Stepwise knows, with up to three faults, takes these steps.',
    });
  });

  test('a small error suggests single precision or epsilon, and has the digits that tell', () => {
    const near = { ...divergence, found: 0.5 + 1e-8, relativeError: 2e-8 };
    const { message } = unknownDiagnosis(rmsprop, near, { expected: [0.1], found: [0.1] });
    expect(message).toContain('expected 0.5000000000000000, found 0.50000001');
    expect(message).toMatch(/The error is small: is something computed in float32 on the way, or is epsilon/);
  });

  test('an error that is small in the first step alone suggests neither of them', () => {
    const near = { ...divergence, found: 0.5 + 1e-8, relativeError: 2e-8 };
    const first = { expected: [0.1], found: [0.1] };
    const said = (found: number) =>
      unknownDiagnosis(rmsprop, near, first, null, { expected: [0.7], found: [found] }).message;
    expect(said(0.7001)).toContain('The error is small');
    expect(said(0.6)).toMatch(
      /a small error, which does not stay small: is something done with the gradient/,
    );
    expect(said(0.6)).not.toContain('float32');
  });

  test.each([
    ['a common factor', [0.1, -0.2], [0.3, -0.6], /The first step is 3 times too large in every coordinate/],
    ['no move', [0.1, -0.2], [0, 0], /does not move at all: is the new value returned\?$/],
    [
      'not finite',
      [0.1, -0.2],
      [NaN, 0],
      /not a finite number: look for a division by zero or the root of a negative number\.$/,
    ],
    ['a right first step', [0.1, -0.2], [0.1, -0.2], /look at what is kept from one step to the next\.$/],
    ['no pattern', [0.1, -0.2], [0.1, 0.4], /differs from coordinate to coordinate/],
  ])('%s suggests its cause', (_, expected, found, message) => {
    expect(cause(expected, found)).toMatch(message);
  });
});
