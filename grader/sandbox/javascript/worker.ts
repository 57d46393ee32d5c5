/** A thread of the JavaScript sandbox: one run at a time, each in an interpreter with no trace of the runs before. */
import { parentPort } from 'node:worker_threads';
import type { QuickJSHandle } from 'quickjs-emscripten';
import type { SourceFile } from './failure.ts';
import { GradientChannel } from './gradientChannel.ts';
import { Guard } from './guard.ts';
import { Interpreter } from './interpreter.ts';
import { readInterpreterParts } from './interpreterParts.ts';
import { loadProgram, type LoadedProgram } from './loadProgram.ts';
import { playEpisode } from './playEpisode.ts';
import { MAX_MEMORY_BYTES, type Ending, type Reply, type RunOrder } from './protocol.ts';
import { RunMeter } from './runMeter.ts';
import { stripTypes } from './typescript.ts';

// The clock that QuickJS reads stands still, and it seeds Math.random from it: the same program, the same numbers.
const CLOCK = Date.UTC(2020, 0, 1);
Date.now = () => CLOCK;

const reply = (message: Reply): void => parentPort?.postMessage(message);
const parts = await readInterpreterParts();
let spare = await Interpreter.create(MAX_MEMORY_BYTES, parts);

/** Plays an order. False when this thread is spoilt. */
function run(order: RunOrder, interpreter: Interpreter): boolean {
  const { program, limits } = order;
  const meter = new RunMeter(order.meter);
  interpreter.guard = new Guard(limits, meter);
  installConsole(interpreter, interpreter.guard, limits.outputBytes);
  const source = program.source.replace(/^\uFEFF/, '');
  const stripped = program.language === 'typescript' ? stripTypes(source, program.fileName) : null;
  if (stripped !== null && 'failure' in stripped) {
    reply({ kind: 'loaded', load: { status: 'syntax-error', failure: stripped.failure } });
    return !('broken' in stripped);
  }
  const file = { name: program.fileName, source, map: stripped?.map ?? null };
  const loaded = loadProgram(interpreter, file, stripped?.javascript ?? source);
  if ('outcome' in loaded) {
    reply({ kind: 'loaded', load: loaded.outcome });
  } else {
    const entries = findEntries(order, interpreter, loaded.program);
    if (entries !== null) playAll(order, interpreter, file, entries, meter);
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
): QuickJSHandle[] | null {
  const entries: QuickJSHandle[] = [];
  for (const { entry } of order.episodes) {
    const found = program.find(entry);
    const missing = interpreter.context.typeof(found) === 'undefined';
    const available = missing ? program.callables() : [];
    const exceeded = interpreter.guard?.exceeded;
    if (exceeded) reply({ kind: 'loaded', load: { status: 'limit', limit: exceeded } });
    else if (missing) reply({ kind: 'loaded', load: { status: 'entry-missing', entry, available } });
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
  meter: RunMeter,
): void {
  reply({ kind: 'loaded', load: { status: 'loaded' } });
  const channel = order.channel && new GradientChannel(order.channel);
  for (const [index, episode] of order.episodes.entries()) {
    const ask = (step: number): void =>
      meter.waitForHost(() => channel?.exchange(() => reply({ kind: 'gradient', episode: index, step })));
    const stage = { interpreter, file, channel, ask };
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

async function handle(order: RunOrder): Promise<void> {
  const { memoryBytes } = order.limits;
  const interpreter =
    spare.memoryBytes === memoryBytes ? spare : await Interpreter.create(memoryBytes, parts);
  let reusable = false;
  try {
    // Memory that has grown is given back with the thread only.
    reusable = run(order, interpreter) && interpreter.guard?.exceeded === null && !interpreter.hasGrown();
  } catch (error) {
    reply({ kind: 'crashed', ending: endingOf(error, interpreter) });
  }
  reply({ kind: 'done', reusable });
  if (reusable) spare = interpreter.restore() ? interpreter : await Interpreter.create(memoryBytes, parts);
  if (reusable) reply({ kind: 'ready' });
}

parentPort?.on('message', (order: RunOrder) => void handle(order));
reply({ kind: 'ready' });
