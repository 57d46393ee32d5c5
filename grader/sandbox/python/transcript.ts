/** From the frames of a run and its keeper's trailer to a `RunResult`. Pure: no socket, no clock. */
import { constants } from 'node:os';
import { GraderFault, type Vector } from '../../terms.ts';
import type { Episode, EpisodeOutcome, LoadOutcome, RunResult } from '../../episode.ts';
import type { RunRequest } from '../sandbox.ts';
import { cleanText } from '../text.ts';
import { asksForGradients, type Frame, ProtocolViolation, toVector } from './frames.ts';
import { EpisodeMessage, LoadMessage, parseMessage, Trailer } from './messages.ts';

const INTERFERED = 'it interfered with the channel that carries its results';

/** The gradient of episode `episode` is wanted at `parameters` before step `step`. */
export interface GradientRequest {
  episode: number;
  step: number;
  parameters: Vector[];
}

/** The keeper's JSON, and what follows it: the output and the rows not yet sent. */
export interface KeepersWords {
  json: string;
  rest: Buffer;
}

type Ending = { status: 'limit'; limit: 'time' | 'memory' | 'output' } | { status: 'died'; reason: string };

function rowLength(episode: Episode): number {
  return episode.parameters.reduce((sum, parameter) => sum + parameter.start.length, 0);
}

/** Cuts flat numbers into one row a parameter, from a place on. */
function splitParameters(flat: Vector, episode: Episode, from = 0): Vector[] {
  let at = from;
  return episode.parameters.map(({ start }) => flat.subarray(at, (at += start.length)));
}

/** Rows of the first steps. */
function splitRows(flat: Vector, episode: Episode, steps: number): Vector[][] {
  const length = rowLength(episode);
  return Array.from({ length: steps }, (_, step) => splitParameters(flat, episode, step * length));
}

function describeDeath({ signal, exit }: Trailer): string {
  if (signal === 0) return exit === 0 ? 'it ended without a result' : `it ended with exit status ${exit}`;
  if (signal === constants.signals.SIGSYS) return 'it made a forbidden system call';
  const name = Object.entries(constants.signals).find(([, number]) => number === signal)?.[0];
  return `it was ended by ${name ?? `signal ${signal}`}`;
}

/** Collects one part of a run. Throws `ProtocolViolation` where a frame is not what the runner would send. */
export class Transcript {
  readonly #request: RunRequest;
  #load: LoadOutcome | null = null;
  readonly #outcomes: EpisodeOutcome[] = [];
  /** Numbers of the rows received of the present episode. */
  #numbers = new Float64Array();
  #count = 0;
  #over = false;
  #trailer: Trailer | null = null;

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

  /** The parameters after a step, and with them a question: what is the gradient there? */
  #acceptQuestion(index: number, episode: Episode, numbers: Vector): GradientRequest {
    const length = rowLength(episode);
    this.#keep(episode, numbers);
    const step = this.#count / length;
    const inTurn = Number.isInteger(step) && step < episode.steps;
    if (!asksForGradients(episode) || numbers.length !== length || !inTurn) {
      throw new ProtocolViolation('a question out of turn');
    }
    return { episode: index, step, parameters: splitParameters(numbers, episode) };
  }

  #acceptEpisode(message: EpisodeMessage, episode: Episode, numbers: Vector): void {
    if (episode.keepsRows === false && message.status === 'partly')
      throw new ProtocolViolation('rows that nobody has given a gradient for');
    this.#keep(episode, numbers);
    if (message.status === 'partly') return;
    const steps = message.status === 'completed' ? episode.steps : (message.step ?? 0);
    if (this.#count !== steps * rowLength(episode)) {
      throw new ProtocolViolation('rows that do not fit the steps');
    }
    const rows = this.#rows(episode, steps);
    this.#add(message.status === 'limit' ? { ...message, step: steps, rows } : { ...message, rows });
    this.#over = message.status === 'limit' || message.status === 'died';
  }

  /** Costs as much as it is given, and once an episode the room for its rows. */
  #keep(episode: Episode, numbers: Vector): void {
    const most = episode.steps * rowLength(episode);
    if (this.#count + numbers.length > most) throw new ProtocolViolation('too many rows');
    this.#count += numbers.length;
    if (episode.keepsRows === false) {
      if (numbers.length === 0) return;
      const last = numbers.subarray(-rowLength(episode));
      if (this.#numbers.length !== last.length) this.#numbers = last.slice();
      else this.#numbers.set(last);
      return;
    }
    if (this.#numbers.length !== most) this.#numbers = new Float64Array(most);
    this.#numbers.set(numbers, this.#count - numbers.length);
  }

  /** As far as they are kept. */
  #rows(episode: Episode, steps: number): Vector[][] {
    return splitRows(this.#numbers, episode, episode.keepsRows === false ? Math.min(steps, 1) : steps);
  }

  #add(outcome: EpisodeOutcome): void {
    this.#outcomes.push(outcome);
    this.#numbers = new Float64Array();
    this.#count = 0;
  }

  /** Whether the runner has nothing more to say of this part than that it is over. */
  get isComplete(): boolean {
    return this.#over || (this.#load !== null && this.#outcomes.length === this.#request.episodes.length);
  }

  /** The result of a part that is complete. */
  result(output: Buffer): RunResult {
    const { outputBytes } = this.#request.limits;
    return this.#finish(null, null, cleanText(output.toString(), outputBytes));
  }

  /** The result of a run that interfered: what came before counts, the rest died. */
  interfered(): RunResult {
    return this.#finish({ status: 'died', reason: INTERFERED }, null, '');
  }

  /** Whether everything that the keeper announced has come. */
  isEnd({ json, rest }: KeepersWords): boolean {
    const { outputBytes, rowBytes } = this.#trailerOf(json);
    return rest.length >= outputBytes + rowBytes;
  }

  /** What the run printed. */
  outputOf({ json, rest }: KeepersWords): Buffer {
    return rest.subarray(0, this.#trailerOf(json).outputBytes);
  }

  /**
   * The result of a run that ended by itself or was ended. Throws GraderFault where that was not the program's doing.
   */
  end({ json, rest }: KeepersWords): RunResult {
    const trailer = this.#trailerOf(json);
    const output = cleanText(rest.toString('utf8', 0, trailer.outputBytes), this.#request.limits.outputBytes);
    if (!trailer.prepared) throw new GraderFault(`a run's jail could not be made: ${output.trim()}`);
    if (trailer.limit === 'lag') throw new GraderFault('the host was too busy to let a run end');
    if (trailer.limit === 'talk') return { ...this.interfered(), output };
    const { episode, step, limit } = trailer;
    const ending: Ending = limit
      ? { status: 'limit', limit }
      : { status: 'died', reason: describeDeath(trailer) };
    const current = this.#request.episodes[this.#outcomes.length];
    const believable = current && episode === this.#outcomes.length && step >= 0 && step <= current.steps;
    if (limit === 'output' && !this.#over && current === undefined) this.#outcomes.pop();
    const { outputBytes, rowBytes } = trailer;
    if (believable) this.#keepUnsent(current, toVector(rest.subarray(outputBytes, outputBytes + rowBytes)));
    return this.#finish(ending, believable ? step : null, output);
  }

  #trailerOf(json: string): Trailer {
    return (this.#trailer ??= Trailer.parse(JSON.parse(json)));
  }

  /** As many as there can be: the run may have scribbled over them. */
  #keepUnsent(episode: Episode, numbers: Vector): void {
    this.#keep(episode, numbers.subarray(0, episode.steps * rowLength(episode) - this.#count));
  }

  #finish(ending: Ending | null, step: number | null, output: string): RunResult {
    const { episodes } = this.#request;
    const load = this.#load ?? ending!;
    const current = episodes[this.#outcomes.length];
    if (ending !== null && load.status === 'loaded' && !this.#over && current !== undefined) {
      const steps = Math.min(step ?? 0, Math.floor(this.#count / rowLength(current)));
      const rows = this.#rows(current, steps);
      this.#add(ending.status === 'limit' ? { ...ending, step, rows } : { ...ending, rows });
    }
    const missing = episodes.slice(this.#outcomes.length).map((): EpisodeOutcome => ({ status: 'not-run' }));
    return { load, episodes: [...this.#outcomes, ...missing], output };
  }
}
