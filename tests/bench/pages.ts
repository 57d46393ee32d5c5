/** How long pages take over HTTP and what they cost the server that is asked; it runs as `watchedServer.ts`. */
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { percentile, timed, type Figure } from './figures.ts';
import { cpuOf } from './memory.ts';

const WARM_UP = 2;

interface Pause {
  ms: number;
  busyMs: number;
}

/** @returns asks for the longest pause since it was asked last */
function pausesOf(server: ChildProcess): () => Promise<Pause> {
  const waiting = new Map<string, (pause: Pause) => void>();
  server.on('message', (message: { longest?: Pause; id?: string }) => {
    if (message.longest) waiting.get(message.id ?? '')?.(message.longest);
  });
  return () =>
    new Promise((done) => {
      const id = randomUUID();
      waiting.set(id, done);
      server.send({ longest: id });
    });
}

/**
 * Loads each page again and again, one at a time.
 *
 * @param pages by name; a page is all that it asks for. Each time has a number, beginning with 0, for what can be done but once
 * @param suffix of the figures' ids, where pages are measured several times
 */
export async function measurePages(
  server: ChildProcess,
  pages: Record<string, (time: number) => Promise<unknown>>,
  { rounds, suffix = '' }: { rounds: number; suffix?: string },
): Promise<Figure[]> {
  const longest = pausesOf(server);
  const figures: Figure[] = [];
  for (const [name, load] of Object.entries(pages)) {
    let time = 0;
    const once = () => load(time++);
    const firstMs = await timed(once);
    while (time < WARM_UP) await once();
    await longest();
    const times: number[] = [];
    const cpuBefore = cpuOf(server.pid!);
    for (let round = 0; round < rounds; round += 1) times.push(await timed(once));
    const cpu = (cpuOf(server.pid!) - cpuBefore) / rounds;
    const { busyMs } = await longest();
    const figure = (id: string, title: string, value: number, goal: string): Figure => ({
      id: `${name}.${id}${suffix}`,
      title: `${name}, ${title}${suffix && ', grown'}`,
      value,
      unit: 'ms',
      goal,
    });
    figures.push(
      figure('first', 'the first time', firstMs, ''),
      figure('p50', 'p50', percentile(times, 0.5), ''),
      figure('p95', 'p95', percentile(times, 0.95), '≤ 150'),
      figure('cpu', 'processor time of the server', cpu, ''),
      figure('thread', 'the thread worked in a row', busyMs, '≤ 50'),
    );
  }
  return figures;
}

/** How often `measurePages` loads a page. */
export const timesLoaded = (rounds: number): number => rounds + WARM_UP;
