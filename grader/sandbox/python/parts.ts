/**
 * The parts of a run, from the frames of all of them. Each is loaded anew, and has the result that it would have in a run of its own:
 * where it might have another, because the run ended in it, or something was raised after parts that came before, it has none here.
 */
import type { RunResult } from '../../episode.ts';
import { type Frame, ProtocolViolation, type RunParts } from './frames.ts';
import { PartEndMessage, parseMessage } from './messages.ts';
import { type GradientRequest, type KeepersWords, Transcript } from './transcript.ts';

/** Of every part; null where it has to be played by itself. The first has one always. */
export type PartResults = [RunResult, ...(RunResult | null)[]];

/** What was raised may be raised because of what an earlier part has left in a library. */
const isCertain = ({ load, episodes }: RunResult): boolean =>
  load.status !== 'raised' && episodes.every(({ status }) => status !== 'raised');

export class Parts {
  readonly #first: Transcript;
  readonly #transcripts: Transcript[];
  /** Bytes of output when a part was over. */
  readonly #printed: number[] = [];

  constructor(parts: RunParts) {
    this.#transcripts = parts.map((part) => new Transcript(part));
    this.#first = this.#transcripts[0]!;
  }

  /** Takes in a frame; returns what the run asks for in it, if anything. Throws `ProtocolViolation`. */
  accept(frame: Frame): (GradientRequest & { part: number }) | null {
    const part = this.#printed.length;
    const transcript = this.#transcripts[part];
    if (transcript === undefined) throw new ProtocolViolation('a frame after the last one');
    if (!transcript.isComplete) {
      const question = transcript.accept(frame);
      return question && { part, ...question };
    }
    if (frame.numbers.length > 0) throw new ProtocolViolation('rows after the last episode');
    const { printed } = parseMessage(PartEndMessage, frame.json);
    if (printed < (this.#printed.at(-1) ?? 0)) throw new ProtocolViolation('output taken back');
    this.#printed.push(printed);
    return null;
  }

  /** What came before counts, the rest of the first part died. */
  interfered(): PartResults {
    return this.#withNone(this.#first.interfered());
  }

  /** Whether everything that the keeper announced has come. */
  isEnd(words: KeepersWords): boolean {
    return this.#first.isEnd(words);
  }

  /** Throws GraderFault where the run ended in its first part, and not through the program. */
  end(words: KeepersWords): PartResults {
    if (this.#printed.length === 0) return this.#withNone(this.#first.end(words));
    const output = this.#first.outputOf(words);
    const results = this.#transcripts.map((transcript, part) => {
      const end = this.#printed[part];
      return end === undefined ? null : transcript.result(output.subarray(this.#printed[part - 1] ?? 0, end));
    });
    const [first, ...others] = results;
    return [first!, ...others.map((result) => (result && isCertain(result) ? result : null))];
  }

  #withNone(first: RunResult): PartResults {
    return [first, ...this.#transcripts.slice(1).map(() => null)];
  }
}
