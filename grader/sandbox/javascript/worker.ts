/** A thread of the JavaScript sandbox: one run at a time. */
import { parentPort } from 'node:worker_threads';
import { GradientChannel } from './gradientChannel.ts';
import { readInterpreterParts } from './interpreterParts.ts';
import { Player, stopClock, type Host } from './player.ts';
import type { Reply, ThreadOrder } from './protocol.ts';
import { RunMeter } from './runMeter.ts';
import { stripTypes } from './typescript.ts';

stopClock();
const reply = (message: Reply): void => parentPort?.postMessage(message);
const player = await Player.create(await readInterpreterParts());

/** Puts the parameters into the channel and sleeps until the gradients are in their place. */
function gradientsBy(channel: GradientChannel, meter: RunMeter): Host['gradientsAt'] {
  return (episode, step, parameters) => {
    channel.numbers.set(parameters);
    meter.waitForHost(() => channel.exchange(() => reply({ kind: 'gradient', episode, step })));
    return channel.numbers.slice(0, parameters.length);
  };
}

async function handle({ meter: metered, channel, ...order }: ThreadOrder): Promise<void> {
  const meter = new RunMeter(metered);
  const gradientsAt = channel && gradientsBy(new GradientChannel(channel), meter);
  const clean = await player.play(order, { meter, stripTypes, gradientsAt, reply });
  reply({ kind: 'done', reusable: clean !== false });
  if (clean === false) return;
  await clean();
  reply({ kind: 'ready' });
}

parentPort?.on('message', (order: ThreadOrder) => void handle(order));
reply({ kind: 'ready' });
