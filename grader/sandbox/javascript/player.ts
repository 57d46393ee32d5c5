/** Plays orders, one at a time, each in an interpreter with no trace of the runs before. Of any host: a thread, a browser. */
import type { QuickJSHandle } from 'quickjs-emscripten-core';
import type { Failure } from '../../episode.ts';
import type { SourceFile } from './failure.ts';
import { Guard } from './guard.ts';
import { Interpreter } from './interpreter.ts';
import { loadProgram, type LoadedProgram } from './loadProgram.ts';
import type { Meter } from './meter.ts';
import type { InterpreterParts } from './parts.ts';
import { playEpisode } from './playEpisode.ts';
import { MAX_MEMORY_BYTES, type Ending, type RunOrder, type RunReply } from './protocol.ts';

export type Stripped =
  | { javascript: string; map: SourceFile['map'] }
  | { failure: Failure }
  /** The parser itself broke, on nesting thousands deep; it is of no more use in this thread. */
  | { failure: Failure; broken: true };

export interface Host {
  meter: Meter;
  /** TypeScript to JavaScript. */
  stripTypes: (source: string, fileName: string) => Stripped;
  /** Closed loop: the gradients of a step at its parameters, flat; null where every episode is a replay. */
  gradientsAt: ((episode: number, step: number, parameters: Float64Array) => Float64Array) | null;
  reply: (reply: RunReply) => void;
}

// The clock that QuickJS reads stands still, and it seeds Math.random from it: the same program, the same numbers.
const CLOCK = Date.UTC(2020, 0, 1);

/** For a thread in which nothing else needs to know the time. */
export function stopClock(): void {
  Date.now = () => CLOCK;
}

export class Player {
  readonly #parts: InterpreterParts;
  #spare: Interpreter;

  private constructor(parts: InterpreterParts, spare: Interpreter) {
    this.#parts = parts;
    this.#spare = spare;
  }

  static async create(parts: InterpreterParts): Promise<Player> {
    return new Player(parts, await Interpreter.create(MAX_MEMORY_BYTES, parts));
  }

  /** @returns false when no other run can be played after it, else what has to be done before the next */
  async play(order: RunOrder, host: Host): Promise<false | (() => Promise<void>)> {
    const { memoryBytes } = order.limits;
    const interpreter =
      this.#spare.memoryBytes === memoryBytes
        ? this.#spare
        : await Interpreter.create(memoryBytes, this.#parts);
    let reusable = false;
    try {
      // Memory that has grown is given back with the thread only.
      reusable =
        run(order, interpreter, host) && interpreter.guard?.exceeded === null && !interpreter.hasGrown();
    } catch (error) {
      host.reply({ kind: 'crashed', ending: endingOf(error, interpreter) });
    }
    return (
      reusable &&
      (async () => {
        this.#spare = interpreter.restore()
          ? interpreter
          : await Interpreter.create(memoryBytes, this.#parts);
      })
    );
  }
}

/** False when the thread is spoilt. */
function run(order: RunOrder, interpreter: Interpreter, host: Host): boolean {
  const { program, limits } = order;
  interpreter.guard = new Guard(limits, host.meter);
  installConsole(interpreter, interpreter.guard, limits.outputBytes);
  const source = program.source.replace(/^\uFEFF/, '');
  const stripped = program.language === 'typescript' ? host.stripTypes(source, program.fileName) : null;
  if (stripped !== null && 'failure' in stripped) {
    host.reply({ kind: 'loaded', load: { status: 'syntax-error', failure: stripped.failure } });
    return !('broken' in stripped);
  }
  const file = { name: program.fileName, source, map: stripped?.map ?? null };
  const loaded = loadProgram(interpreter, file, stripped?.javascript ?? source);
  if ('outcome' in loaded) {
    host.reply({ kind: 'loaded', load: loaded.outcome });
  } else {
    const entries = findEntries(order, interpreter, loaded.program, host);
    if (entries !== null) playAll(order, interpreter, file, entries, host);
  }
  return true;
}

function installConsole(interpreter: Interpreter, guard: Guard, outputBytes: number): void {
  const { context } = interpreter;
  const write = context.newFunction('write', (text) => {
    if (context.typeof(text) === 'string') guard.print(context.getString(text));
  });
  interpreter.callGuest('installConsole', context.global, write, context.newNumber(outputBytes));
}

/** The entry of every episode, or null after a reply that says what is wrong. */
function findEntries(
  order: RunOrder,
  interpreter: Interpreter,
  program: LoadedProgram,
  { reply }: Host,
): QuickJSHandle[] | null {
  const entries: QuickJSHandle[] = [];
  for (const { entry } of order.episodes) {
    const found = program.find(entry);
    const missing = interpreter.context.typeof(found) === 'undefined';
    const available = missing ? program.callables() : [];
    const steppers = missing ? program.steppers() : [];
    const exceeded = interpreter.guard?.exceeded;
    if (exceeded) reply({ kind: 'loaded', load: { status: 'limit', limit: exceeded } });
    else if (missing)
      reply({ kind: 'loaded', load: { status: 'entry-missing', entry, available, steppers } });
    if (exceeded || missing) return null;
    entries.push(found);
  }
  return entries;
}

function playAll(
  order: RunOrder,
  interpreter: Interpreter,
  file: SourceFile,
  entries: QuickJSHandle[],
  { reply, gradientsAt }: Host,
): void {
  reply({ kind: 'loaded', load: { status: 'loaded' } });
  for (const [index, episode] of order.episodes.entries()) {
    const stage = { interpreter, file, gradientsAt: gradientsAt && gradientsAt.bind(null, index) };
    const played = playEpisode(stage, entries[index] as QuickJSHandle, episode);
    if ('unusable' in played) {
      reply({
        kind: 'loaded',
        load: { status: 'entry-unusable', entry: episode.entry, found: played.unusable },
      });
      return;
    }
    reply({ kind: 'episode', outcome: played });
    if (played.status === 'limit') return;
  }
}

/**
 * What a program did to the interpreter itself: no memory was left for our own part of it, or WebAssembly trapped, or
 * the native stack ended, or something else that a program alone can bring about, since every run begins alike.
 */
function endingOf(error: unknown, interpreter: Interpreter): Ending {
  if (interpreter.isFull()) return { status: 'limit', limit: 'memory' };
  const reason = error instanceof Error ? error.message : String(error);
  return { status: 'died', reason: `the interpreter broke: ${reason}` };
}
