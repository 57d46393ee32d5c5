/**
 * Runs of one program that are asked for at the same moment, as those of a submission's questions are, share a process: to
 * fork one, to put it behind its walls and to take it down again costs more than most of them. Each is a part that is loaded anew
 * (`runner.py`); where its result could be another than that of a run of its own (`parts.ts`), it gets that run.
 */
import { availableParallelism } from 'node:os';
import type { LoadOutcome, RunResult } from '../../episode.ts';
import type { RunRequest } from '../sandbox.ts';
import type { Turns } from '../turns.ts';
import type { RunParts } from './frames.ts';
import type { PartResults } from './parts.ts';

interface Asked {
  request: RunRequest;
  resolve: (result: RunResult) => void;
  reject: (error: unknown) => void;
}

/** Steps that take as long as to load a program. */
const STEPS_TO_LOAD = 100;

const stepsOf = ({ request }: Asked): number =>
  request.episodes.reduce((sum, { steps }) => sum + steps, STEPS_TO_LOAD);

/** In groups that take about as long as each other, none empty. */
function divided(asked: readonly Asked[], count: number): Asked[][] {
  const groups = Array.from({ length: Math.min(count, asked.length) }, () => ({
    steps: 0,
    members: [] as Asked[],
  }));
  for (const one of [...asked].sort((a, b) => stepsOf(b) - stepsOf(a))) {
    const shortest = groups.reduce((least, other) => (other.steps < least.steps ? other : least));
    shortest.steps += stepsOf(one);
    shortest.members.push(one);
  }
  return groups.map(({ members }) => members);
}

/** A file that does not load does so for every run of it. */
function withoutLoading({ episodes }: RunRequest, load: LoadOutcome): RunResult | null {
  if (load.status === 'loaded' || load.status === 'entry-missing' || load.status === 'entry-unusable')
    return null;
  return { load, episodes: episodes.map(() => ({ status: 'not-run' })), output: '' };
}

export class Together {
  readonly #turns: Turns;
  readonly #play: (parts: RunParts) => Promise<PartResults>;
  #asked: Asked[] = [];

  constructor(turns: Turns, play: (parts: RunParts) => Promise<PartResults>) {
    this.#turns = turns;
    this.#play = play;
  }

  run(request: RunRequest): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      if (this.#asked.length === 0) setImmediate(() => this.#begin());
      this.#asked.push({ request, resolve, reject });
    });
  }

  #begin(): void {
    const asked = this.#asked;
    this.#asked = [];
    const alike = Map.groupBy(asked, ({ request }) => request.program);
    for (const ofProgram of alike.values())
      for (const together of Map.groupBy(ofProgram, ({ request }) => request.limits).values()) {
        // As many at a time as processors have nothing to do: while others wait, one process is the cheapest.
        const idle = availableParallelism() - this.#turns.running;
        for (const group of divided(together, Math.max(1, idle))) void this.#playGroup(group);
      }
  }

  async #playGroup(group: Asked[]): Promise<void> {
    const [first, ...others] = group.map(({ request }) => request);
    const { program } = first!;
    try {
      const results = await this.#turns.use(program, () => this.#play([first!, ...others]));
      const [{ load }] = results;
      for (const [part, { request, resolve, reject }] of group.entries()) {
        const result = results[part] ?? withoutLoading(request, load);
        if (result) resolve(result);
        else this.#turns.use(program, () => this.#play([request])).then(([own]) => resolve(own), reject);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
