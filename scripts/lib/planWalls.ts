import { join, sep } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../../server/config.ts';
import type { Account } from '../../server/database/unprivileged.ts';
import { askProcess } from './askProcess.ts';
import type { Walls } from './walls.ts';

/** All of Stepwise that grades. What else lies beside it, such as data, settings and a repository, is not shown. */
const PROGRAM = ['package.json', 'server', 'grader', 'contract', 'prisma', 'node_modules'];

const Found = z.object({
  python: z.string().nullable(),
  torch: z.string().nullable(),
  places: z.array(z.string()),
});

/** Without those that lie in another one; never all that there is. */
function outermost(paths: readonly string[]): string[] {
  const absolute = [...new Set(paths)].filter((path) => path.startsWith(sep) && path !== sep).sort();
  return absolute.filter((path) => !absolute.some((other) => path.startsWith(`${other}${sep}`)));
}

/** What walls would be made of for this account; null where there is no Python to make them with. Whether they stand is not tried. */
export async function planWalls(
  account: Account | null,
  environment: NodeJS.ProcessEnv,
): Promise<Walls | null> {
  if (process.platform !== 'linux') return null;
  const found = Found.safeParse(
    await askProcess({ script: 'server/worker/findPython.ts', environment, account, walls: null }),
  );
  if (!found.success || found.data.python === null) return null;
  const { python, torch, places } = found.data;
  const libraries = (environment.LD_LIBRARY_PATH ?? '').split(':');
  const program = PROGRAM.map((name) => join(ROOT, name));
  return {
    python,
    show: outermost([...program, process.execPath, ...places, ...libraries]),
    environment: { STEPWISE_PYTHON: python, ...(torch !== null && { STEPWISE_TORCH_PYTHON: torch }) },
  };
}
