/** Types are taken away character for character as the server's Node takes them away, or not at all. */
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { blankTypes } from '../../../client/src/trials/blankTypes.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FILES = globSync(['grader/**/*.ts', 'tests/corpus/*/*/*.ts', 'assignments/**/*.ts'], { cwd: ROOT });

/** A program that is tried imports nothing. */
const withoutImports = (source: string): string =>
  source.replaceAll(/^(?:import|export)\s[^;]*?from '[^']*';/gm, (each) => each.replaceAll(/[^\n]/g, ' '));

test('of every file of the grader and of every program', () => {
  let left = 0;
  for (const file of FILES) {
    const source = withoutImports(readFileSync(join(ROOT, file), 'utf8'));
    const blanked = blankTypes(source);
    if (blanked === null) left += 1;
    else if (blanked !== stripTypeScriptTypes(source, { mode: 'strip' })) throw new Error(file);
  }
  expect(FILES.length).toBeGreaterThan(300);
  expect(left / FILES.length).toBeLessThan(0.1);
});

test.each([
  'enum A { B }',
  'class A { constructor(public x: number) {} }',
  'let x: number = = 1;',
  'import { A } from "./a.ts";',
  'let a = 1 as number\n(a);',
  'let a = 1\ntype X = 3\n(a);',
  'const f = async <T>(x: T) => x;',
  'const x = <number>y;',
  'namespace N { export const x = 1; }',
  'function f(this: number) {}',
  '@d class A {}',
  'let x: "𝜃";',
])('%s is left to the server', (source) => {
  expect(blankTypes(source)).toBeNull();
});

test.each([
  'let x: "θ — né" = a! as unknown as number; // π',
  'class A<T> extends B<T> implements C, D { private readonly x?: number = 1; static y!: string; abstract: 1 }',
  'export interface A { x: 1 }\nexport type B = A;\nexport function f(a?: number, ...r: number[]): r is B { return !a! && new Map<string, B>(); }',
  'if (!a) { const { b }: { b: number } = c satisfies D; }',
])('%s', (source) => {
  expect(blankTypes(source)).toBe(stripTypeScriptTypes(source, { mode: 'strip' }));
});
