/** Which linear algebra NumPy multiplies with: the plain one makes experiments take four times as long. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What is mapped into a process that has multiplied; where there is no /proc, nothing can be said. */
const ASK = `
import numpy
numpy.ones((2, 2)) @ numpy.ones((2, 2))
for line in open('/proc/self/maps'):
    print(line.rsplit(' ', 1)[-1].strip())
`;

const QUICK = /(openblas|mkl|blis|atlas)/i;

export interface Blas {
  name: string;
  isQuick: boolean;
}

/** Of the libraries that a process has loaded; null where none is known. */
export function blasAmong(paths: readonly string[]): Blas | null {
  const quick = paths.map((path) => QUICK.exec(path)?.[1]).find((name) => name !== undefined);
  if (quick !== undefined) return { name: quick.toLowerCase(), isQuick: true };
  return paths.some((path) => /\/libblas\.so/.test(path)) ? { name: 'reference BLAS', isQuick: false } : null;
}

export async function findBlas(python: string): Promise<Blas | null> {
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', ASK], { cwd: '/' });
    return blasAmong(stdout.split('\n'));
  } catch {
    return null;
  }
}
