import { reportFatal } from '../../server/errors.ts';
import { say, timeOfDay } from './progress.ts';
import { supervise } from './supervise.ts';
import type { Program, Supervised } from './supervise.ts';

/**
 * Keeps parts up until this process is told to end, or whoever started it is gone; they end with it, the last first. Where
 * one does not even start, all end: it has said why, and whatever started us, such as a service manager, tries again.
 *
 * @param last done when all have ended
 */
export function keepUp<const Programs extends readonly Program[]>(
  programs: Programs,
  last: () => Promise<void> = async () => undefined,
): { [Index in keyof Programs]: Supervised } {
  const parts = programs.map((program) => supervise(program, (line) => say(`  ! ${timeOfDay()} ${line}`)));
  let stopping: Promise<void> | null = null;
  const stopAll = (): Promise<void> =>
    (stopping ??= (async () => {
      for (const part of parts.toReversed()) await part.stop();
      await last();
    })());
  const stop = (): void => void stopAll().then(() => process.exit(0));
  process.on('disconnect', stop).on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  Promise.all(parts.map(({ ready }) => ready)).catch(async (error: unknown) => {
    if (stopping) return;
    await stopAll();
    reportFatal(error);
  });
  return parts as { [Index in keyof Programs]: Supervised };
}
