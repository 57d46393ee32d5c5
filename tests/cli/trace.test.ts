import { describe, expect, test } from '@jest/globals';
import { stepwise } from './stepwise.ts';

describe('trace', () => {
  test('three steps of SGD down the quadratic bowl, by hand', async () => {
    const { code, stdout, stderr } = await stepwise(
      ...'trace sgd --objective quadratic --start 1,2 --steps 3 --set learning_rate=0.125 --json'.split(' '),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // x ← (1 − η) x and y ← (1 − 10 η) y, all of it exact in binary.
    expect(JSON.parse(stdout)).toEqual({
      optimizer: 'sgd',
      objective: 'quadratic',
      hyperparameters: { learning_rate: 0.125 },
      trajectory: [
        [1, 2],
        [0.875, -0.5],
        [0.765625, 0.125],
        [0.669921875, -0.03125],
      ],
    });
  });

  test('for people: step, coordinates and loss; no steps print the start', async () => {
    const { stdout } = await stepwise(...'trace adam --objective rosenbrock --steps 0'.split(' '));
    expect(stdout).toBe('0\t-1.2\t1\tf=24.2\n');
  });

  test.each([
    ['sgd --objective quadratic --set beta1=0.9', /--set: sgd has no beta1; it has learning_rate$/],
    ['sgd --objective quadratic --set learning_rate=0.1=2', /--set: learning_rate=0\.1=2 is not of the form/],
    ['sgd --objective quadratic --start 1,2,3', /--start: 2 numbers expected, found 3$/],
    ['sgdd --objective quadratic', /no optimizer sgdd; there are sgd, momentum/],
    ['sgd', /required option '--objective <name>' not specified/],
  ])('%s: exit 2', async (args, message) => {
    const { code, stdout, stderr } = await stepwise('trace', ...args.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toMatch(message);
  });
});
