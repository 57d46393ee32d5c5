import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Package = z.object({ version: z.string() });

/** The version of Stepwise that grades, kept with every report. */
export async function readGraderVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8');
  return Package.parse(JSON.parse(text)).version;
}
