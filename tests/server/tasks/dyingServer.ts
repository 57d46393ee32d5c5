/** A server with a task that has no end; it says which process does it. */
import { fileURLToPath } from 'node:url';
import { POOL_LIMITS, TaskPool } from '../../../server/tasks/pool.ts';

const pool = new TaskPool(fileURLToPath(new URL('./hostileTasks.ts', import.meta.url)), POOL_LIMITS);
const limits = { timeMs: 600_000, failure: 'It failed', advice: '' };
const id = await pool.run('ownId', null, 'ada', limits);
process.send!(id);
await pool.run('spin', null, 'ada', limits);
