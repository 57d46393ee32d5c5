import { describe, expect, test } from '@jest/globals';
import {
  cutsOff,
  drawsByChance,
  losesDigits,
  outlivesCalls,
  takesCaretForPower,
} from '../../../grader/core/signs.ts';

describe('the sign ^ in a program', () => {
  test.each(['1 - beta1 ^ t', 'dw[i]^2', 'dw[i]! ^ 2', '(1 - b)^(t + 1)'])(
    'stands for a power in %s',
    (source) => {
      expect(takesCaretForPower(source)).toBe(true);
    },
  );
  test.each(['v ** 2  # v^2', '// β^t\nMath.pow(b, t)', '"x^2" + y', '/* a ^ b */ a'])(
    'is not looked at in %s',
    (source) => {
      expect(takesCaretForPower(source)).toBe(false);
    },
  );
});

describe('chance', () => {
  test.each([
    ['def f(w, dw):\n    return dw + np.random.normal(0, 1, dw.shape)', 'np.random.normal'],
    ['f = lambda w, dw: w + np.random.randn()', 'np.random.randn'],
    ['rng = np.random.default_rng(0)\ndef f(w):\n    return rng.normal()', 'np.random.default_rng'],
    ['export const f = (w) => w.map((x) => x + Math.random());', 'Math.random'],
  ])('is where a rule draws: %j', (source, draws) => expect(drawsByChance(source)).toBe(draws));

  test.each([
    ['a seed is set', 'np.random.seed(0)\ndef f(w):\n    np.random.seed(1)\n    return w'],
    ['something is tried out below', 'def f(w, dw):\n    return w\nw = np.random.randn(3)\nprint(f(w, w))'],
    ['a comment mentions it', 'def f(w):\n    return w  # np.random.randn()'],
  ])('is not where %s', (_, source) => expect(drawsByChance(source)).toBeNull());
});

describe('what outlives a call', () => {
  test.each([
    ['v = 0\ndef f(w, dw):\n    global v\n    v = v + dw', 'v'],
    ['CACHE = {}\ndef f(w, dw):\n    CACHE["v"] = CACHE.get("v", 0) + dw', 'CACHE'],
    ['history = []\ndef f(w, dw):\n    history.append(dw)', 'history'],
    [
      'let velocity: Float64Array | null = null;\nexport function f(w) {\n  velocity = w.map(() => 0);\n}',
      'velocity',
    ],
    ['let t = 0;\nexport function f(w) {\n  t++;\n}', 't'],
    ['const state = new Map();\nexport function f(w) {\n  state.set(w.length, w);\n}', 'state'],
    ['const kept = {};\nexport function f(w) {\n  kept.v ??= w;\n}', 'kept'],
  ])('is found: %j', (source, name) => expect(outlivesCalls(source)).toBe(name));

  test.each([
    [
      'DEFAULTS = {"lr": 0.1}\ndef f(w, dw, config):\n    lr = config.get("lr", DEFAULTS["lr"])\n    return w - lr * dw',
    ],
    ['const DEFAULTS = { lr: 0.1 };\nexport function f(w, dw, config) {\n  config.v ??= DEFAULTS.lr;\n}'],
    ['let t = 0;\nexport function f(w, dw, { t = 0 } = {}) {\n  t += 1;\n}'],
    ['v = []\ndef f(w, v):\n    v.append(w)'],
  ])('is not said of what is only read, or has a name of its own inside: %j', (source) =>
    expect(outlivesCalls(source)).toBeNull(),
  );
});

describe('what becomes of numbers', () => {
  test.each([
    ['def f(w):\n    v = np.round(w, 6)', 'np.round'],
    ['def f(w):\n    return round(w, 6)', 'round'],
    ['def f(w):\n    return w.round(6)', 'round'],
    ['def f(w):\n    m = w.astype(np.float16)', 'np.float16'],
    ['def f(w):\n    m = np.zeros(3, dtype=int)', 'dtype=int'],
    ['export function f(w) {\n  return w.map((x) => Math.fround(x));\n}', 'Math.fround'],
    ['export function f(w) {\n  return new Float32Array(w);\n}', 'Float32Array'],
    ['def f(w):\n    print(round(w, 3))\n    return w.astype("float32")  # round(w)', '"float32"'],
    ["def f(w):\n    return np.zeros(3, dtype='float16')", "'float16'"],
  ])('digits are lost in %j', (source, found) => expect(losesDigits(source)).toBe(found));

  test.each([
    'def f(w):\n    return np.interp(w, w, w)',
    'def f(w):\n    around = w\n    return w  # np.round',
    'print(np.round(1.5))',
    'def f(w):\n    print("w", np.round(w, 3))\n    return w',
    'export function f(w) {\n  console.log(w[0].toFixed(3));\n  return w;\n}',
  ])('and not in %j', (source) => expect(losesDigits(source)).toBeNull());

  test.each([
    ['def f(v):\n    return np.clip(v, -1, 1)', 'np.clip'],
    ['export const f = (v) => Math.max(-1, v) + Math.min(1, v)', null],
    ['export const f = (v) => Math.min(Math.max(v, -1), 1)', 'Math.min'],
  ])('they are kept within bounds in %j: %s', (source, found) => expect(cutsOff(source)).toBe(found));
});
