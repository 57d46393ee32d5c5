/**
 * The sandbox for JavaScript and TypeScript in the very thread that asks: for one person's own programs, such as a worker of
 * their browser, where a program that cannot be stopped holds up nobody else. The wall is the same interpreter; whoever
 * gave it the thread ends that when a run takes longer than it may.
 */
import { GraderFault, type Vector } from '../../terms.ts';
import type { RunRequest, Sandbox } from '../sandbox.ts';
import { LocalMeter } from './meter.ts';
import { orderOf, splitRow } from './order.ts';
import type { InterpreterParts } from './parts.ts';
import { Player, type Host } from './player.ts';
import { RunRecord } from './runRecord.ts';
import type { Ending } from './protocol.ts';

export interface LocalSandboxOptions {
  parts: InterpreterParts;
  stripTypes: Host['stripTypes'];
}

/** One run at a time. Gradients have to be known at once. */
export async function createLocalSandbox({ parts, stripTypes }: LocalSandboxOptions): Promise<Sandbox> {
  let player = await Player.create(parts);
  return {
    languages: ['javascript', 'typescript'],
    async run(request) {
      const order = orderOf(request);
      const meter = new LocalMeter();
      const record = new RunRecord(request.episodes);
      let ending: Ending | null = null;
      const clean = await player.play(order, {
        meter,
        stripTypes,
        gradientsAt: request.gradient ? gradientsOf(request, request.gradient, meter) : null,
        reply(reply) {
          if (reply.kind === 'crashed') ending = reply.ending;
          else record.add(reply);
        },
      });
      if (clean) await clean();
      else player = await Player.create(parts);
      return record.result(ending, meter.output());
    },
    close: () => Promise.resolve(),
  };
}

function gradientsOf(
  { episodes }: RunRequest,
  gradient: NonNullable<RunRequest['gradient']>,
  meter: LocalMeter,
): Host['gradientsAt'] {
  return (episode, step, parameters) => {
    const flat = new Float64Array(parameters.length);
    meter.waitForHost(() => {
      let at = 0;
      for (const vector of atOnce(
        gradient(episode, step, splitRow(parameters, 0, episodes[episode]!.parameters)),
      )) {
        flat.set(vector, at);
        at += vector.length;
      }
    });
    return flat;
  };
}

function atOnce(gradients: Vector[] | Promise<Vector[]>): Vector[] {
  if (gradients instanceof Promise) throw new GraderFault('a gradient is not known at once');
  return gradients;
}
