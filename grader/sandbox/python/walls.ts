/** The walls, tried from the inside. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { GraderFault } from '../../terms.ts';
import { DEFAULT_LIMITS } from '../sandbox.ts';
import type { Zygote } from './zygote.ts';

/** What `walls.py` prints, and how each is named for people. */
const NAMES = {
  files: "the host's files are out of sight",
  writing: 'only a small private /tmp can be written',
  processes: "the host's processes are out of sight",
  network: 'no network',
  limits: 'memory, processor time, files and threads are bounded',
  privileges: 'no privileges',
  calls: 'system calls are filtered',
} as const;
const KEYS = Object.keys(NAMES) as (keyof typeof NAMES)[];
const Report = z.record(z.enum(KEYS), z.boolean());

/** Runs `walls.py` as if a student had handed it in. Student code is only safe where all of them stand. */
export async function tryWalls(zygote: Zygote): Promise<{ name: string; stands: boolean }[]> {
  const source = await readFile(new URL('./walls.py', import.meta.url), 'utf8');
  const program = { language: 'python', fileName: 'walls.py', source } as const;
  const [{ load, output }] = await zygote.run([{ program, episodes: [], limits: DEFAULT_LIMITS }]);
  if (load.status !== 'loaded') {
    throw new GraderFault(`the walls of the Python sandbox could not be tried: ${JSON.stringify(load)}`);
  }
  const report = Report.parse(JSON.parse(output));
  return KEYS.map((key) => ({ name: NAMES[key], stands: report[key] }));
}

/** In words what does not stand, empty when all is well. */
export function describeFallen(walls: readonly { name: string; stands: boolean }[]): string {
  const fallen = walls.filter(({ stands }) => !stands).map(({ name }) => name);
  return fallen.length === 0 ? '' : `these walls do not stand: ${fallen.join('; ')}`;
}
