/** What JavaScript says of programs by running them. */
import { runInNewContext } from 'node:vm';
import { STATES } from './parts.ts';
import type { Program } from './parts.ts';

const STEPS = 5;
const START = [0.7, -0.4];
const slope = (w: readonly number[]): number[] => w.map((x) => 1.7 * x + Math.sin(3 * x + 0.4));

/** A step of one parameter with its states m and v, at its gradient and the number of the step. */
type Rule = (w: number, g: number, kept: { m: number; v: number }, t: number) => number;

const adaptive = (w: number, g: number, v: number): number => w - (0.01 * g) / (Math.sqrt(v) + 1e-8);
const RULES: Readonly<Record<string, Rule>> = {
  sgd: (w, g) => w - 0.01 * g,
  momentum: (w, g, kept) => w - 0.01 * (kept.v = 0.9 * kept.v + g),
  rmsprop: (w, g, kept) => adaptive(w, g, (kept.v = 0.9 * kept.v + 0.1 * g ** 2)),
  adagrad: (w, g, kept) => adaptive(w, g, (kept.v += g ** 2)),
  adam(w, g, kept, t) {
    kept.m = 0.9 * kept.m + 0.1 * g;
    kept.v = 0.999 * kept.v + 0.001 * g ** 2;
    return w - (0.001 * (kept.m / (1 - 0.9 ** t))) / (Math.sqrt(kept.v / (1 - 0.999 ** t)) + 1e-8);
  },
};

function reference(optimizer: string): number[] {
  let w = [...START];
  const kept = w.map(() => ({ m: 0, v: 0 }));
  for (let t = 1; t <= STEPS; t++) {
    const g = slope(w);
    w = w.map((x, i) => RULES[optimizer]!(x, g[i]!, kept[i]!, t));
  }
  return w;
}

type Step = (...given: unknown[]) => number[];
type Optimizer = new (params: number[]) => { params: number[]; step: (grads: number[]) => void };

function ran({ form, optimizer, code }: Program): number[] {
  const made: unknown = runInNewContext(
    `'use strict';\n${code}\n${form === 'object' ? 'Optimizer' : 'step'};`,
  );
  const w = [...START];
  if (form === 'object') {
    const object = new (made as Optimizer)(w);
    for (let t = 1; t <= STEPS; t++) object.step(slope(object.params));
    return object.params;
  }
  const step = made as Step;
  const states = STATES[optimizer]!.map(() => w.map(() => 0));
  for (let t = 1; t <= STEPS; t++) {
    const count = optimizer === 'adam' ? [t] : [];
    const g = slope(w);
    if (form === 'lists') step(w, g, ...states, ...count);
    else
      for (const i of START.keys()) {
        const [moved, ...kept] = step(w[i], g[i], ...states.map((each) => each[i]), ...count);
        w[i] = moved!;
        states.forEach((each, k) => (each[i] = kept[k]!));
      }
  }
  return w;
}

/** Where a loop over the steps or an object that moves what it is given ends. */
function ranWhole(form: Program['form'], code: string): number {
  const slopeAt = (w: number): number => slope([w])[0]!;
  const names = { grad: slopeAt, steps: STEPS, w: 0.7 };
  const last = form === 'loop' ? 'w' : 'Optimizer';
  const made: unknown = runInNewContext(`'use strict';\n${code}\n${last};`, names);
  if (form === 'loop') return names.w;
  const object = new (made as new () => { step: (w: number, g: number) => number })();
  let { w } = names;
  for (let t = 1; t <= STEPS; t++) w = object.step(w, slopeAt(w));
  return w;
}

/** Does it take the steps of its optimizer? */
export function isRightInJavaScript(program: Program): boolean {
  const { form, code, original, optimizer } = program;
  const expected = original === undefined ? reference(optimizer) : [ranWhole(form, original)];
  let w: number[];
  try {
    w = original === undefined ? ran(program) : [ranWhole(form, code)];
  } catch {
    return false;
  }
  return expected.every((x, i) => Math.abs(x - w[i]!) < 1e-9);
}
