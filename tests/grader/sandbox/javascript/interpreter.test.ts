/** An interpreter that has been restored is one that no program has seen. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Interpreter } from '../../../../grader/sandbox/javascript/interpreter.ts';
import { readInterpreterParts } from '../../../../grader/sandbox/javascript/interpreterParts.ts';
import type { InterpreterParts } from '../../../../grader/sandbox/javascript/parts.ts';

const MEMORY = 64 * 2 ** 20;

let parts: InterpreterParts;
beforeAll(async () => {
  parts = await readInterpreterParts();
});

/** What a program exports as `seen`, as text; the exception where it throws. */
function seenBy(interpreter: Interpreter, source: string): string {
  const evaluated = interpreter.evaluate(source, 'optim.js');
  if ('thrown' in evaluated) return `${evaluated.thrown.type}: ${evaluated.thrown.message}`;
  const { context } = interpreter;
  const state = context.getPromiseState(evaluated.value);
  return state.type === 'fulfilled' ? context.getString(context.getProp(state.value, 'seen')) : state.type;
}

/** Everything that one program could leave to the next, and what it costs in numbers. */
const LOOK = `export const seen = [
  typeof globalThis.leak, Object.getOwnPropertyNames(globalThis).length,
  [3, 1, 2].sort().join(''), Math.random(), 'x'.padStart(2), JSON.stringify({ a: [1] }),
  typeof Object.prototype.leak, Symbol.for('leak').description.length, Function.prototype.leak,
].join(' ');`;

const SPOIL = `
globalThis.leak = new Array(10_000).fill('secret');
Array.prototype.sort = () => [6, 6, 6];
Object.prototype.leak = 1;
Function.prototype.leak = () => 2;
JSON.stringify = () => 'patched';
for (let i = 0; i < 1000; i++) Math.random();
Object.freeze(Math);
const kept = Symbol.for('leak');
new Promise((resolve) => resolve()).then(() => { globalThis.later = kept; });
export const seen = 'spoilt';
export default function leak() {}
`;

test('what a program has done to the language is gone', async () => {
  const interpreter = await Interpreter.create(MEMORY, parts);
  const untouched = seenBy(interpreter, LOOK);
  expect(interpreter.restore()).toBe(true);
  for (let run = 0; run < 5; run++) {
    expect(seenBy(interpreter, SPOIL)).toBe('spoilt');
    interpreter.missingImport = 'something';
    expect(interpreter.restore()).toBe(true);
    expect(interpreter.missingImport).toBeNull();
    expect(seenBy(interpreter, LOOK)).toBe(untouched);
    expect(interpreter.restore()).toBe(true);
  }
});

test('a program that fails leaves nothing either', async () => {
  const interpreter = await Interpreter.create(MEMORY, parts);
  const untouched = seenBy(interpreter, LOOK);
  expect(interpreter.restore()).toBe(true);
  for (const source of [
    'globalThis.leak = 1; throw new RangeError("ended");',
    'globalThis.leak = 1; (function f() { f(); })();',
    'export const = 1;',
    'import fs from "node:fs";',
  ]) {
    seenBy(interpreter, source);
    expect(interpreter.restore()).toBe(true);
    expect(seenBy(interpreter, LOOK)).toBe(untouched);
    expect(interpreter.restore()).toBe(true);
  }
});

describe('another interpreter has to be made', () => {
  test('when the memory has grown', async () => {
    const interpreter = await Interpreter.create(MEMORY, parts);
    seenBy(interpreter, 'const b = new ArrayBuffer(24 * 2 ** 20); export const seen = String(b.byteLength);');
    expect(interpreter.restore()).toBe(false);
  });

  test('after a hundred runs', async () => {
    const interpreter = await Interpreter.create(MEMORY, parts);
    const restored = Array.from({ length: 100 }, () => interpreter.restore());
    expect(restored.indexOf(false)).toBe(99);
  });
});
