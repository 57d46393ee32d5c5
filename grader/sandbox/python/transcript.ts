/** From the frames of a run and its keeper's trailer to a `RunResult`. Pure: no socket, no clock. */
import { constants } from 'node:os';
import { GraderFault, type Vector } from '../../terms.ts';
import type { Episode, EpisodeOutcome, LoadOutcome, RunResult } from '../../episode.ts';
import type { RunRequest } from '../sandbox.ts';
import { type Frame, ProtocolViolation, toVector } from './frames.ts';
import { cleanText, EpisodeMessage, LoadMessage, parseMessage, Trailer } from './messages.ts';

const INTERFERED = 'it interfered with the channel that carries its results';

/** The gradient of episode `episode` is wanted at `parameters` before step `step`. */
export interface GradientRequest {
  episode: number;
  step: number;
  parameters: Vector[];
}

type Ending = { status: 'limit'; limit: 'time' | 'memory' | 'output' } | { status: 'died'; reason: string };

function rowLength(episode: Episode): number {
  return episode.parameters.reduce((sum, parameter) => sum + parameter.start.length, 0);
}

/** Cuts flat numbers into one row a parameter. */
function splitParameters(flat: Vector, episode: Episode): Vector[] {
  let at = 0;
  return episode.parameters.map(({ start }) => flat.subarray(at, (at += start.length)));
}

function splitRows(chunks: readonly Vector[], episode: Episode, steps: number): Vector[][] {
  const flat = new Float64Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    flat.set(chunk, at);
    at += chunk.length;
  }
  const length = rowLength(episode);
  return Array.from({ length: steps }, (_, step) =>
    splitParameters(flat.subarray(step * length, (step + 1) * length), episode),
  );
}

function describeDeath({ signal, exit }: Trailer): string {
  if (signal === 0) return exit === 0 ? 'it ended without a result' : `it ended with exit status ${exit}`;
  if (signal === constants.signals.SIGSYS) return 'it made a forbidden system call';
  const name = Object.entries(constants.signals).find(([, number]) => number === signal)?.[0];
  return `it was ended by ${name ?? `signal ${signal}`}`;
}

/** Collects one run. Throws `ProtocolViolation` where a frame is not what the runner would send. */
export class Transcript {
  readonly #request: RunRequest;
  #load: LoadOutcome | null = null;
  readonly #outcomes: EpisodeOutcome[] = [];
  /** Rows received of the present episode, and gradients asked for in it. */
  #chunks: Vector[] = [];
  #asked = 0;
  #over = false;

  constructor(request: RunRequest) {
    this.#request = request;
  }

  /** Takes in a frame; returns what the run asks for in it, if anything. */
  accept({ json, numbers }: Frame): GradientRequest | null {
    if (this.#over) throw new ProtocolViolation('a frame after the last one');
    if (this.#load === null) {
      this.#acceptLoad(json, numbers);
      return null;
    }
    const index = this.#outcomes.length;
    const episode = this.#request.episodes[index];
    if (episode === undefined) throw new ProtocolViolation('an outcome too many');
    if (json === '') return this.#acceptQuestion(index, episode, numbers);
    this.#acceptEpisode(parseMessage(EpisodeMessage, json), episode, numbers);
    return null;
  }

  #acceptLoad(json: string, numbers: Vector): void {
    const load = parseMessage(LoadMessage, json);
    if (numbers.length > 0) throw new ProtocolViolation('rows before the first episode');
    this.#load = load;
    this.#over = load.status !== 'loaded';
  }

  #acceptQuestion(index: number, episode: Episode, numbers: Vector): GradientRequest {
    const step = this.#asked++;
    if (episode.gradients !== null || step >= episode.steps || numbers.length !== rowLength(episode)) {
      throw new ProtocolViolation('a question out of turn');
    }
    return { episode: index, step, parameters: splitParameters(numbers, episode) };
  }

  #acceptEpisode(message: EpisodeMessage, episode: Episode, numbers: Vector): void {
    this.#chunks.push(numbers);
    const count = this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (count > episode.steps * rowLength(episode)) throw new ProtocolViolation('too many rows');
    if (message.status === 'partly') return;
    const steps = message.status === 'completed' ? episode.steps : (message.step ?? 0);
    if (count !== steps * rowLength(episode)) throw new ProtocolViolation('rows that do not fit the steps');
    const rows = splitRows(this.#chunks, episode, steps);
    this.#add(message.status === 'limit' ? { ...message, step: steps, rows } : { ...message, rows });
    this.#over = message.status === 'limit' || message.status === 'died';
  }

  #add(outcome: EpisodeOutcome): void {
    this.#outcomes.push(outcome);
    this.#chunks = [];
    this.#asked = 0;
  }

  /** The result of a run that interfered: what came before counts, the rest died. */
  interfered(): RunResult {
    return this.#finish({ status: 'died', reason: INTERFERED }, null, [], '');
  }

  /** The result of a run that ended by itself or was ended. `rest` is its output and the rows not yet sent. */
  end(json: string, rest: Buffer): RunResult {
    const trailer = Trailer.parse(JSON.parse(json));
    const output = cleanText(rest.toString('utf8', 0, trailer.outputBytes), this.#request.limits.outputBytes);
    if (!trailer.prepared) throw new GraderFault(`a run's jail could not be made: ${output.trim()}`);
    const { episode, step, limit } = trailer;
    const ending: Ending = limit
      ? { status: 'limit', limit }
      : { status: 'died', reason: describeDeath(trailer) };
    const current = this.#request.episodes[this.#outcomes.length];
    const believable = current && episode === this.#outcomes.length && step >= 0 && step <= current.steps;
    if (limit === 'output' && !this.#over && current === undefined) this.#outcomes.pop();
    return this.#finish(
      ending,
      believable ? step : null,
      [toVector(rest.subarray(trailer.outputBytes))],
      output,
    );
  }

  #finish(ending: Ending, step: number | null, unsent: Vector[], output: string): RunResult {
    const { episodes } = this.#request;
    const load = this.#load ?? ending;
    const current = episodes[this.#outcomes.length];
    if (load.status === 'loaded' && !this.#over && current !== undefined) {
      const chunks = [...this.#chunks, ...unsent];
      const count = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      const steps = Math.min(step ?? 0, Math.floor(count / rowLength(current)));
      const rows = splitRows(chunks, current, steps);
      this.#add(ending.status === 'limit' ? { ...ending, step, rows } : { ...ending, rows });
    }
    const missing = episodes.slice(this.#outcomes.length).map((): EpisodeOutcome => ({ status: 'not-run' }));
    return { load, episodes: [...this.#outcomes, ...missing], output };
  }
}
