import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const works = new Set<() => Promise<void>>();

/** All of it at once; a second signal does not wait for it. */
function end(signal: NodeJS.Signals): void {
  hear('off');
  const done = [...works].map((work) => work());
  void Promise.allSettled(done).then(() => process.exit(128 + constants.signals[signal]));
}
function hear(how: 'on' | 'off'): void {
  for (const signal of SIGNALS) process[how](signal, end);
}

/** Where a signal ends the process, this is done first. @returns takes it back */
export function beforeSignalEnds(work: () => Promise<void>): () => void {
  if (works.size === 0) hear('on');
  works.add(work);
  return () => {
    works.delete(work);
    if (works.size === 0) hear('off');
  };
}
