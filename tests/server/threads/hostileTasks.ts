/** Tasks for the tests of the pool. */
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

export const sizeOf = ({ bytes }: { bytes: Uint8Array }): number => bytes.length;
