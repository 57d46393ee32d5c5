/** What is known of a run so far, and the result it makes when the run ends, by itself or not. */
import type { Episode, EpisodeOutcome, LoadOutcome, RunResult } from '../../episode.ts';
import { unflatten } from './order.ts';
import type { Ending, Reply } from './protocol.ts';

export class RunRecord {
  #load: LoadOutcome | null = null;
  #output = '';
  readonly #outcomes: EpisodeOutcome[] = [];
  readonly #episodes: Episode[];

  constructor(episodes: Episode[]) {
    this.#episodes = episodes;
  }

  add(reply: Extract<Reply, { kind: 'loaded' | 'episode' | 'output' }>): void {
    if (reply.kind === 'loaded') this.#load = reply.load;
    else if (reply.kind === 'output') this.#output += reply.text;
    else
      this.#outcomes.push(unflatten(reply.outcome, this.#episodes[this.#outcomes.length]?.parameters ?? []));
  }

  result(ending: Ending | null): RunResult {
    const load = this.#load ??
      ending ?? { status: 'died', reason: 'the interpreter ended without an answer' };
    const episodes = load.status === 'loaded' ? [...this.#outcomes] : [];
    if (load.status === 'loaded' && ending !== null && episodes.length < this.#episodes.length) {
      episodes.push(
        ending.status === 'limit' ? { ...ending, step: null, rows: [] } : { ...ending, rows: [] },
      );
    }
    while (episodes.length < this.#episodes.length) episodes.push({ status: 'not-run' });
    return { load, episodes, output: this.#output };
  }
}
