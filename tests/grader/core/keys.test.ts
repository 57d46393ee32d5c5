import { describe, expect, test } from '@jest/globals';
import { distance, otherKey } from '../../../grader/core/keys.ts';
import { HYPERPARAMETER_NAMES } from '../../../grader/terms.ts';

describe('the name under which a program asks', () => {
  test.each([
    ['learning_rate', 'config.get("lr", 0.01)', 'lr'],
    ['learning_rate', "config['learning rate']", 'learning rate'],
    ['learning_rate', 'config["learningRate"]', 'learningRate'],
    ['learning_rate', 'const { x } = config; const rate = config.lr ?? 0.01;', 'lr'],
    ['learning_rate', 'const rate = config?.alpha ?? 0.01;', 'alpha'],
    [
      'learning_rate',
      'const cfg: Settings = config ?? {};\nconst rate = cfg.learningRate ?? 0.01;',
      'learningRate',
    ],
    ['learning_rate', 'function sgd(w: A, dw: A, given?: B) { return given?.lr; }', 'lr'],
    ['learning_rate', 'const { lr = 0.01, mu } = config;', 'lr'],
    ['epsilon', 'export const adam = (w, g, { eps = 1e-8 } = {}) => w', 'eps'],
    ['epsilon', 'c.get("eps", 1e-8)', 'eps'],
    ['epsilon', 'c.get("epsilom", 1e-8)', 'epsilom'],
    ['decay_rate', 'config.get("rho", 0.99)', 'rho'],
    ['beta1', 'config.get("beta_1", 0.9)', 'beta_1'],
    ['momentum', 'config.get(`mu`)', 'mu'],
    ['learning_rate', 'config.setdefault("learning_rate", 0.01)\nlr = config.get("lr", 0.01)', 'lr'],
  ] as const)('%s in %s', (name, source, key) => {
    expect(otherKey(name, source)).toBe(key);
  });

  test.each([
    ['the right name is there as well', 'learning_rate', 'config.get("learning_rate", config.get("lr"))'],
    ['it is asked with a default', 'epsilon', 'eps = config.setdefault("epsilon", 1e-8)  # not "eps"'],
    ['nothing is asked', 'epsilon', 'eps = 1e-8'],
    ['the name asked for is none like it', 'momentum', 'config.get("velocity")'],
    ['another object is asked in JavaScript', 'learning_rate', 'this.lr = 0.01; options.lr'],
    ['another hyperparameter is near', 'beta1', 'config.get("beta2", 0.999)'],
    ['it is written', 'learning_rate', 'config.lr = 0.01'],
    ['what is called is a function', 'momentum', 'const state = config.state; state.m(w)'],
  ] as const)('is not guessed where %s', (_, name, source) => {
    expect(otherKey(name, source)).toBeNull();
  });

  test('by a law: the right name is never said to be another, whatever stands beside it', () => {
    for (const name of HYPERPARAMETER_NAMES) {
      for (const other of ['lr', 'eps', 'beta', 'decay', 'mu', name.toUpperCase()]) {
        expect(otherKey(name, `config.get("${other}"); config.get("${name}")`)).toBeNull();
      }
    }
  });
});

describe('the distance of two words', () => {
  const WORDS = ['', 'adam', 'adma', 'Adagrad', 'adagard', 'epsilon', 'epsilom', 'rmsprop'];

  test.each([
    ['adagrad', 'adagrad', 0],
    ['adagrad', 'adagrd', 1],
    ['adagrad', 'adagard', 2],
    ['', 'sgd', 3],
  ])('%s and %s: %p', (a, b, letters) => expect(distance(a, b)).toBe(letters));

  test('by a law: it is a distance', () => {
    for (const a of WORDS) {
      for (const b of WORDS) {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b) === 0).toBe(a === b);
        for (const c of WORDS) expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c));
      }
    }
  });
});
