/** Tasks for the tests of the pool. */
import { readFileSync } from 'node:fs';

export const echo = (value: unknown): unknown => value;

export function spin(): never {
  for (;;);
}

export function hoard(): number {
  const kept: number[][] = [];
  for (;;) kept.push(new Array<number>(10_000).fill(kept.length));
}

export function fail(): never {
  throw new TypeError('our fault');
}

export function leave(): void {
  process.exit(3);
}

/** Long arrays that are copied whole: V8 gives up at once where it would end a thread late. */
export function copy(): number {
  const kept: string[] = Array.from({ length: 3_000_000 }, (_, i) => `abc${i}`);
  for (;;) kept.push(...kept.slice(0, 100_000));
}

export const mayRead = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').slice(0, 10);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? '';
  }
};

export const environment = (): string[] => Object.keys(process.env);

export function deep(depth: number): number {
  return depth === 0 ? 0 : 1 + deep(depth - 1);
}

export const ownId = (): number => process.pid;
