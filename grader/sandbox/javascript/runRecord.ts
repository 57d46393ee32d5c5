/** What is known of a run so far, and the result it makes when the run ends, by itself or not. */
import type { Episode, EpisodeOutcome, LoadOutcome, RunResult } from '../../episode.ts';
import { cleaned, cleanText } from '../text.ts';
import { unflatten } from './order.ts';
import type { Ending, Reply } from './protocol.ts';

export class RunRecord {
  #load: LoadOutcome | null = null;
  readonly #outcomes: EpisodeOutcome[] = [];
  readonly #episodes: Episode[];

  constructor(episodes: Episode[]) {
    this.#episodes = episodes;
  }

  add(reply: Extract<Reply, { kind: 'loaded' | 'episode' }>): void {
    if (reply.kind === 'loaded') this.#load = cleaned(reply.load);
    else {
      const parameters = this.#episodes[this.#outcomes.length]?.parameters ?? [];
      this.#outcomes.push(unflatten(cleaned(reply.outcome), parameters));
    }
  }

  result(ending: Ending | null, output: string): RunResult {
    const load = this.#load ??
      ending ?? { status: 'died', reason: 'the interpreter ended without an answer' };
    const episodes = load.status === 'loaded' ? [...this.#outcomes] : [];
    if (load.status === 'loaded' && ending !== null && episodes.length < this.#episodes.length) {
      episodes.push(
        ending.status === 'limit' ? { ...ending, step: null, rows: [] } : { ...ending, rows: [] },
      );
    }
    while (episodes.length < this.#episodes.length) episodes.push({ status: 'not-run' });
    return { load, episodes, output: cleanText(output, output.length) };
  }
}
