import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TrajectoryPlot } from '../../../contract/report.ts';
import type { Tried, TryOutcome } from '../../../contract/tries.ts';
import { scaleOf, sliderName } from '../../../client/src/features/code/live/sliders.ts';
import { touchedEntry } from '../../../client/src/features/code/live/touched.ts';
import {
  askAgainAfter,
  comesBack,
  headlineOf,
  isSoon,
  notRun,
  pauseOf,
} from '../../../client/src/features/code/live/words.ts';
import { HYPERPARAMETER_NAMES } from '../../../grader/terms.ts';

describe('the function that somebody writes on', () => {
  const entries = ['sgd', 'sgd_momentum', 'adam'];
  const text = `import numpy as np

def sgd(w, dw, config):
    return w

def sgd_momentum(w, dw, config):
    return w

class adam:
    def step(self):
        pass
`;
  const changed = (from: string, to: string) => touchedEntry(text, text.replace(from, to), entries);

  test('is the one around the first change', () => {
    expect(changed('def sgd(w', 'def sgd(v')).toBe('sgd');
    expect(changed('config):\n    return w\n\nclass', 'config):\n    return 2 * w\n\nclass')).toBe(
      'sgd_momentum',
    );
    expect(changed('        pass', '        self.t = 1')).toBe('adam');
    const script = 'export function adam(w) {\n  return w;\n}\n';
    expect(touchedEntry(script, script.replace('return', 'const t = 1; return'), entries)).toBe('adam');
  });

  test('is none where the change stands outside of all of them', () => {
    expect(touchedEntry(text, text, entries)).toBeNull();
    expect(changed('import numpy as np', 'import numpy')).toBeNull();
    expect(touchedEntry(text, `${text}\nprint(1)\n`, entries)).toBeNull();
    // `sgd` is not found in `sgd_momentum`.
    expect(touchedEntry('def sgd_momentum():\n    a\n', 'def sgd_momentum():\n    b\n', ['sgd'])).toBeNull();
  });
});

describe('a slider', () => {
  test('comes back to where it was put, and goes up', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...HYPERPARAMETER_NAMES),
        fc.double({ min: 1e-8, max: 0.9999, noNaN: true }),
        (name, given) => {
          const { last, valueAt, positionOf } = scaleOf(name, given);
          for (let position = 0; position < last; position++) {
            expect(positionOf(valueAt(position))).toBe(position);
            expect(valueAt(position + 1)).toBeGreaterThan(valueAt(position));
          }
          const reached = valueAt(positionOf(given));
          const error =
            name.startsWith('beta') || name === 'momentum' || name === 'decay_rate'
              ? (1 - reached) / (1 - given)
              : reached / given;
          expect(Math.abs(Math.log10(error))).toBeLessThan(0.03);
        },
      ),
    );
  });

  test('writes rates as people do, and moves what a test leaves at 0', () => {
    const { valueAt, positionOf } = scaleOf('beta2', 0.999);
    expect([0, 20, 40, 60].map(valueAt)).toEqual([0, 0.9, 0.99, 0.999]);
    expect(positionOf(1)).toBe(80);
    expect(scaleOf('weight_decay', 0).valueAt(7)).toBe(0.07);
    expect([sliderName('learning_rate'), sliderName('beta1')]).toEqual(['learning rate', 'beta 1']);
  });
});

describe('what a try says', () => {
  const plot: TrajectoryPlot = {
    testId: 'bowl',
    title: 'Bowl',
    objective: 'quadratic',
    hyperparameters: {},
    yours: [
      [1, 1],
      [0.5, 0.5],
    ],
    reference: [
      [1, 1],
      [0.5, 0.5],
      [0.2, 0.2],
    ],
    loss: { yours: [1, 0.5], reference: [1, 0.5, 0.1] },
    divergedAt: null,
  };
  const passed = {
    id: 'bowl',
    title: 'Bowl',
    status: 'passed',
    score: 1,
    maxScore: 1,
    visibility: 'visible',
    message: '',
  } as const;
  const tried = (more: Partial<Tried>): Tried => ({
    kind: 'tried',
    tests: [passed],
    diagnosis: null,
    plots: [plot],
    output: '',
    withheld: { afterDueDate: 0, afterPublished: 0, hidden: 0 },
    failure: null,
    ...more,
  });

  test('is never green: a try is no success', () => {
    expect(headlineOf(tried({}), plot)).toEqual({
      kind: 'done',
      words: 'Agrees with the reference over 2 steps',
    });
  });

  test('names the first wrong step, the line of an exception, or what the test says', () => {
    expect(
      headlineOf(tried({ tests: [{ ...passed, status: 'failed' }] }), { ...plot, divergedAt: 2 }),
    ).toEqual({
      kind: 'failed',
      words: 'Leaves the reference at step 2 of 2',
    });
    const failure = { type: 'NameError', message: "name 'vw' is not defined", line: 7, step: 2 };
    expect(headlineOf(tried({ failure }), plot).words).toBe(
      "NameError in line 7, at step 2: name 'vw' is not defined",
    );
    const slow = {
      ...passed,
      status: 'error',
      message: 'step 1: it ran longer than the time limit',
    } as const;
    expect(headlineOf(tried({ tests: [slow] }), plot).words).toBe(
      'Step 1: it ran longer than the time limit',
    );
    const nameless = { ...slow, message: 'optim.py has no `sgd`.' };
    expect(headlineOf(tried({ tests: [nameless] }), plot).words).toBe('optim.py has no `sgd`.');
  });

  test('says who goes first, and comes back by itself where that helps', () => {
    expect(pauseOf({ kind: 'busy', waiting: 1, seconds: 1 })).toContain('1 submission goes first');
    expect(pauseOf({ kind: 'busy', waiting: 14, seconds: 1 })).toContain('14 submissions go first');
    expect(pauseOf({ kind: 'crowded', seconds: 4.2 })).toContain('many people are trying something');
    expect(pauseOf({ kind: 'resting', seconds: 1.2 })).toContain(
      'the 30 tries of a minute are used up, of which a run of all tests takes 3',
    );
    expect(pauseOf({ kind: 'failed', error: new Error('Out of reach.') })).toContain('Out of reach.');
    expect(pauseOf(tried({}))).toBeNull();
  });

  test.each(['crowded', 'resting'] as const)(
    '%s: the wait goes down to nothing, what is read aloud stays',
    (kind) => {
      fc.assert(
        fc.property(
          fc.double({ min: 0.1, max: 90, noNaN: true }),
          fc.double({ min: 0, max: 100, noNaN: true }),
          fc.double({ min: 0, max: 10, noNaN: true }),
          (seconds, waited, longer) => {
            const at = (after: number) =>
              Number(/ (\d+) s\.$/.exec(comesBack({ kind, seconds }, after))?.[1] ?? 0);
            expect(at(waited)).toBe(Math.max(0, Math.ceil(seconds - waited)));
            expect(at(waited + longer)).toBeLessThanOrEqual(at(waited));
            expect(pauseOf({ kind, seconds })).toBe(pauseOf({ kind, seconds: 1 }));
          },
        ),
      );
      expect(comesBack({ kind, seconds: 3 }, 3)).toBe('Asking again.');
      expect(notRun({ kind: 'resting', seconds: 3 }, 1)).toMatch(/ask again in 2 s\.$/);
      expect(notRun({ kind: 'resting', seconds: 3 }, 4)).toMatch(/ask again\.$/);
    },
  );

  test('of tests that were asked for it is said why they were not run, and never that they come by themselves', () => {
    const outcomes: TryOutcome[] = [
      { kind: 'busy', waiting: 2, seconds: 1 },
      { kind: 'crowded', seconds: 1 },
      { kind: 'replaced' },
      { kind: 'resting', seconds: 1.2 },
      { kind: 'lost' },
    ];
    for (const outcome of outcomes) {
      expect(notRun(outcome, 0)).toMatch(/^The tests were not run: /);
      expect(notRun(outcome, 0)).not.toContain('itself');
    }
    expect(notRun(tried({}), 0)).toBeNull();
  });

  test('says nothing of what is over soon, unless it comes again and again', () => {
    const soon = { kind: 'crowded', seconds: 1.5 } as const;
    expect([isSoon(soon, 0), isSoon(soon, 5), isSoon({ ...soon, seconds: 5 }, 0)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isSoon({ kind: 'lost' }, 0)).toBe(false);
  });

  test('asks again when the server has said, and what was our fault without another key', () => {
    const promised = fc.double({ min: 0, max: 60, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom('busy', 'crowded', 'resting'), promised, (kind, seconds) => {
        const again = askAgainAfter({ kind, seconds, waiting: 1 } as TryOutcome)!;
        expect(again).toBeGreaterThanOrEqual(1000 * seconds);
        expect(again).toBeLessThan(1000 * seconds + 5);
      }),
    );
    expect(askAgainAfter(tried({}))).toBeNull();
    expect(askAgainAfter({ kind: 'lost' })).toBeGreaterThan(0);
    expect(askAgainAfter({ kind: 'unavailable', message: 'No JavaScript here.' })).toBeNull();
  });
});
