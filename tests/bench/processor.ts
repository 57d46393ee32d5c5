/** What a bench has cost the processors, whatever else the machine does. */
import { readFileSync } from 'node:fs';

/** Clock ticks are 10 ms on every Linux. */
const TICK_MS = 10;

/**
 * Milliseconds of processors that a process has used, and that its children have that have ended: unlike times of the
 * clock they are hardly longer on a machine that does other things. NaN where there is no /proc.
 */
export function usedBy(process: number | 'self'): { own: number; children: number } {
  try {
    // The name of the program, in brackets, may hold spaces.
    const fields = readFileSync(`/proc/${process}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [user, system, childrensUser, childrensSystem] = fields.slice(11, 15) as [
      number,
      number,
      number,
      number,
    ];
    return { own: (user + system) * TICK_MS, children: (childrensUser + childrensSystem) * TICK_MS };
  } catch {
    return { own: NaN, children: NaN };
  }
}
