/** Plays one episode inside an interpreter and brings its numbers out. */
import type { QuickJSHandle } from 'quickjs-emscripten-core';
import type { BadReturn, EpisodeOutcome } from '../../episode.ts';
import { failureOf, type SourceFile } from './failure.ts';
import type { EpisodePlan } from './guest/episode.ts';
import type { Thrown } from './guest/failure.ts';
import type { Optimizer } from './guest/forms.ts';
import type { Interpreter } from './interpreter.ts';
import type { EpisodeOrder, EpisodeReply } from './protocol.ts';

export interface Stage {
  interpreter: Interpreter;
  file: SourceFile;
  /** Closed loop: the gradients of a step at its parameters, flat; null where every episode is a replay. */
  gradientsAt: ((step: number, parameters: Float64Array) => Float64Array) | null;
}

/** The entry is not an optimizer in any form. */
export interface Unusable {
  unusable: string;
}

export function playEpisode(
  stage: Stage,
  entry: QuickJSHandle,
  order: EpisodeOrder,
): EpisodeReply | Unusable {
  const { interpreter } = stage;
  const { context } = interpreter;
  const width = order.parameters.reduce((sum, { start }) => sum + start.length, 0);
  const plan: EpisodePlan = {
    dtype: order.dtype,
    steps: order.steps,
    parameters: order.parameters as EpisodePlan['parameters'],
    changes: order.changes as EpisodePlan['changes'],
  };
  const rows = interpreter.newNumbers(new Float64Array(1 + order.steps * width));
  const played = interpreter.callGuest(
    'play',
    entry,
    context.newString(JSON.stringify(plan)),
    order.gradients ? interpreter.newNumbers(order.gradients) : askInGuest(stage, order.steps, width),
    rows,
  );
  const numbers = interpreter.readNumbers(rows);
  if (numbers === null) return { status: 'limit', limit: 'memory', step: null, rows: new Float64Array(0) };
  const step = numbers[0] as number;
  const done = numbers.slice(1, 1 + step * width);
  const exceeded = interpreter.guard?.exceeded;
  if (exceeded)
    return { status: 'limit', limit: exceeded, step: Math.min(step, order.steps - 1), rows: done };
  if ('thrown' in played) return raised(stage, played.thrown, step, done);
  const read = (key: string): string => interpreter.text(played.value, key) ?? '';
  const keeps = read('keeps') as Optimizer['keeps'];
  switch (read('status')) {
    case 'completed':
      return {
        status: 'completed',
        dtypes: read('dtypes').split(','),
        rows: done,
        ...(keeps !== 'none' && { keeps }),
      };
    case 'unusable':
      return { unusable: read('found') };
    case 'bad-return': {
      const reason = read('reason') as BadReturn;
      return {
        status: 'bad-return',
        step,
        reason,
        found: read('found'),
        expected: read('expected'),
        rows: done,
      };
    }
    default:
      return raised(
        stage,
        { type: read('type'), message: read('message'), stack: read('stack') },
        step,
        done,
      );
  }
}

type Ended = Extract<EpisodeOutcome, { status: 'raised' | 'limit' }>['status'];

function raised(
  stage: Stage,
  thrown: Thrown,
  step: number,
  rows: Float64Array,
): Extract<EpisodeReply, { status: Ended }> {
  if (stage.interpreter.ranOutOfMemory(thrown)) {
    return { status: 'limit', limit: 'memory', step, rows };
  }
  return { status: 'raised', step, failure: failureOf(thrown, stage.file), rows };
}

/** A function for the guest: takes the parameters before the coming step, returns the gradients there. */
function askInGuest({ interpreter, gradientsAt }: Stage, steps: number, width: number): QuickJSHandle {
  let step = 0;
  return interpreter.context.newFunction('ask', (buffer) => {
    const parameters = interpreter.readNumbers(buffer);
    if (gradientsAt === null || step === steps || parameters?.length !== width)
      return interpreter.context.undefined;
    return interpreter.newNumbers(gradientsAt(step++, parameters));
  });
}
