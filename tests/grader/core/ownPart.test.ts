import { describe, expect, test } from '@jest/globals';
import { otherKey } from '../../../grader/core/keys.ts';
import { ownPart } from '../../../grader/core/ownPart.ts';
import { takesCaretForPower } from '../../../grader/core/signs.ts';

const PYTHON = `import numpy as np

RATE = 0.01


def root(v, eps):
    return np.sqrt(v) + eps


def sgd(w, dw, config=None):
    """Plain descent.

At the margin, as some write it.
    """
    return w - (config or {}).get("lr", RATE) * dw, config


@cached
def adagrad(w, dw, config):
    r = config["r"] = config.get("r", 0) + dw ^ 2
    return w - config["learning_rate"] * dw / root(
        r,
        config["eps"],
), config


Adam = make(root)
`;

const JAVASCRIPT = `const zeros = (w) => w.map(() => 0);
class Base {
  rate() { return this.config.eta; }
}
export class Adam extends Base {
  update(w, dw) { return w; }
}
export const rmsprop = (w, dw, config) => {
  return [w, config.lr];
};
export function sgd(w, dw, config) {
  return [zeros(w), config];
}
`;

/** The names of what is left. */
const left = (source: string, entry: string) =>
  [
    'RATE =',
    'def root',
    'def sgd',
    '@cached',
    'def adagrad',
    'zeros =',
    'class Base',
    'class Adam',
    'const rmsprop',
    'function sgd',
  ].filter((begin) => ownPart(source, entry).includes(begin));

describe('what of a program belongs to a rule', () => {
  test('is the rule with what it names, and what that names', () => {
    expect(left(PYTHON, 'sgd')).toEqual(['RATE =', 'def sgd']);
    expect(left(PYTHON, 'adagrad')).toEqual(['def root', '@cached', 'def adagrad']);
    expect(left(PYTHON, 'adam')).toEqual(['def root']);
    expect(left(JAVASCRIPT, 'adam')).toEqual(['class Base', 'class Adam']);
    expect(left(JAVASCRIPT, 'rmsprop')).toEqual(['const rmsprop']);
    expect(left(JAVASCRIPT, 'sgd')).toEqual(['zeros =', 'function sgd']);
  });

  test('is everything where nothing has its name', () => {
    expect(ownPart(PYTHON, 'nadam')).toBe(PYTHON);
  });

  test('is all of its own lines, wherever they begin', () => {
    expect(ownPart(PYTHON, 'sgd')).toContain('At the margin');
    expect(ownPart(PYTHON, 'adagrad')).toContain('), config');
  });

  test('what another rule asks for or writes is not its own', () => {
    expect(otherKey('epsilon', ownPart(PYTHON, 'sgd'))).toBeNull();
    expect(otherKey('learning_rate', ownPart(PYTHON, 'sgd'))).toBe('lr');
    expect(takesCaretForPower(ownPart(PYTHON, 'sgd'))).toBe(false);
    expect(takesCaretForPower(ownPart(PYTHON, 'adagrad'))).toBe(true);
  });

  test('a file with the line ends of Windows is taken apart as well', () => {
    expect(left(PYTHON.replaceAll('\n', '\r\n'), 'sgd')).toEqual(['RATE =', 'def sgd']);
  });
});
