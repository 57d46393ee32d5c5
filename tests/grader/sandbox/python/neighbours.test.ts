/** What one run does, to its keeper and to the host, is nothing to the others. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraderFault } from '../../../../grader/terms.ts';
import { createPythonSandbox } from '../../../../grader/sandbox/python/index.ts';
import type { RunRequest, Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import { childrenOf, episode, eventually, HONEST, isHonest, plain, processes, request } from './support.ts';

const LONG = 120_000;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createPythonSandbox();
});
afterAll(() => sandbox.close());

const attack = (name: string) =>
  readFileSync(new URL(`../../../attacks/python/${name}.py`, import.meta.url), 'utf8');

/** Asks for a gradient forty times; it is right when its rows halve. */
function closedLoop(wallSeconds: number, before: () => void = () => {}): RunRequest {
  return {
    ...request(HONEST, [episode({ gradients: null, steps: 40 })], { wallSeconds }),
    gradient: (_, __, parameters) => {
      before();
      return parameters.map((theta) => theta.map((x) => 5 * x));
    },
  };
}
const halved = Array.from({ length: 40 }, (_, step) => [0.5 ** (step + 1), -2 * 0.5 ** (step + 1)]);

/** Does `work` while attackers go on in lanes of their own. */
async function beside(sources: string[], work: () => Promise<void>): Promise<void> {
  let over = false;
  const lanes = sources.map(async (source) => {
    while (!over) await sandbox.run(request(source, [episode(), episode()], { wallSeconds: 0.5 }));
  });
  try {
    await work();
  } finally {
    over = true;
    await Promise.all(lanes);
  }
}

describe('an honest run', () => {
  test.each([
    'frames_partly_flood',
    'frames_tiny_flood',
    'frames_header_flood',
    'frames_fast_drip',
    'frames_slow_drip',
    'frames_questions_flood',
    'descriptors_nonblocking',
    'descriptors_spoilt_progress',
  ])(
    'is right at the first attempt beside %s',
    async (name) => {
      await beside([attack(name), attack(name)], async () => {
        for (let i = 0; i < 10; i++) {
          const { episodes } = await sandbox.run(closedLoop(2));
          expect(episodes.map(plain)).toEqual([halved]);
        }
      });
    },
    LONG,
  );

  test('is not charged for the time that the host takes', async () => {
    const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    const { episodes } = await sandbox.run(closedLoop(0.7, wait));
    expect(episodes.map(plain)).toEqual([halved]);
  });

  test(
    'outlives the keeper of another, which costs that one its own run only',
    async () => {
      const before = new Set(childrenOf(process.pid).map(({ pid }) => pid));
      const own = await createPythonSandbox();
      let zygote = childrenOf(process.pid).find(({ pid }) => !before.has(pid))!.pid;
      // The zygote proper, below its jail, is the one that has several: its keepers.
      for (let below = childrenOf(zygote); below.length === 1; below = childrenOf(zygote))
        zygote = below[0]!.pid;
      const keepers = () => childrenOf(zygote).map(({ pid }) => pid);
      const atRest = keepers().length;
      const slow = `import time\ntime.sleep(3)\n${HONEST}`;
      const lost = expect(own.run(request('while True: pass'))).rejects.toBeInstanceOf(GraderFault);
      const kept = Array.from({ length: 2 }, () => own.run(request(slow)));
      /** By so much more than the others, who sleep, that it can be no other: 0.2 s. */
      const busiest = () => {
        const all = processes();
        const ticksOf = (keeper: number) => Math.max(0, ...childrenOf(keeper, all).map(({ ticks }) => ticks));
        const [first, second] = childrenOf(zygote, all)
          .map(({ pid }) => ({ keeper: pid, ticks: ticksOf(pid) }))
          .sort((one, other) => other.ticks - one.ticks);
        return first !== undefined && first.ticks - (second?.ticks ?? 0) >= 20 ? first.keeper : null;
      };
      expect(await eventually(() => busiest() !== null)).toBe(true);
      const killed = busiest()!;
      process.kill(killed, 'SIGKILL');
      await lost;
      expect((await Promise.all(kept)).map(isHonest)).toEqual([true, true]);
      // All of its keepers are there again.
      expect(await eventually(() => keepers().length === atRest)).toBe(true);
      expect(keepers()).not.toContain(killed);
      expect(isHonest(await own.run(request(HONEST)))).toBe(true);
      await own.close();
    },
    LONG,
  );

  test(
    'outlives whatever is raised in the keeper of another',
    async () => {
      const said: string[] = [];
      const own = await createPythonSandbox({ log: (line) => said.push(line) });
      expect(isHonest(await own.run(request(HONEST)))).toBe(true);
      const slow = `import time\ntime.sleep(2)\n${HONEST}`;
      const kept = Array.from({ length: 2 }, () => own.run(request(slow)));
      // What a keeper cannot count with, told to it alone: whoever asks for the run waits for ten seconds.
      for (const wall of [Infinity, 1e300]) {
        const looks = [wall, 10];
        const spoilt = request(HONEST);
        Object.defineProperty(spoilt.limits, 'wallSeconds', { get: () => looks.shift() ?? 10 });
        await expect(own.run(spoilt)).rejects.toBeInstanceOf(GraderFault);
      }
      expect((await Promise.all(kept)).map(isHonest)).toEqual([true, true]);
      expect(said.filter((line) => line.startsWith('keeper: OverflowError'))).toHaveLength(2);
      expect(isHonest(await own.run(request(HONEST)))).toBe(true);
      await own.close();
    },
    LONG,
  );
});

/** Frames, halves of frames, noise and questions in an order that follows from the seed, then an end of some kind. */
const babble = (seed: number) => `
import json, os, random, struct
chance = random.Random(${seed})

def frame(message, count):
    text = json.dumps(message).encode() if message is not None else b''
    numbers = [chance.choice([0.0, 1.0, float('nan'), float('inf'), 1e308]) for _ in range(count)]
    return struct.pack('<II', len(text), count) + text + struct.pack('<%dd' % count, *numbers)

MESSAGES = [None, {}, [], 'x', {'status': 'loaded'}, {'status': 'partly'}, {'status': 'completed', 'dtypes': []},
    {'status': 'completed', 'dtypes': ['float64'], 'keeps': 'all'}, {'status': 'raised', 'step': chance.randrange(-1, 50),
    'failure': {'type': '\\0', 'message': '\\ud800', 'line': None, 'trace': ''}}, {'status': 'limit', 'limit': 'time'},
    {'status': 'died', 'reason': '', 'step': chance.randrange(50)}, {'status': 'entry-missing', 'entry': '', 'available': [], 'steppers': []}]
said = b''.join(
    frame(chance.choice(MESSAGES), chance.choice([0, 1, 2, 2, 2, 3, 40, 40, 80])) for _ in range(chance.randrange(1, 60)))
if chance.random() < 0.7:
    said = frame({'status': 'loaded'}, 0) + said
if chance.random() < 0.3:
    said = said[: chance.randrange(len(said))] + os.urandom(chance.randrange(40))
for descriptor in range(3, 10):
    try:
        at = 0
        while at < len(said):
            at += os.write(descriptor, said[at : at + chance.randrange(1, 4000)])
    except OSError:
        pass
ending = chance.randrange(5)
if ending == 0:
    os._exit(chance.randrange(3))
elif ending == 1:
    os.closerange(0, 10)
elif ending == 2:
    os.abort()
elif ending == 3:
    raise SystemExit
${HONEST}`;

test(
  'whatever a program says is a value',
  async () => {
    const episodes = [episode(), episode({ gradients: null })];
    const all = Array.from({ length: 120 }, (_, seed) => babble(seed + 1));
    let honest = 0;
    const lane = async () => {
      for (let source = all.pop(); source !== undefined; source = all.pop()) {
        const { load, episodes: outcomes } = await sandbox.run({
          ...request(source, episodes, { wallSeconds: 0.3 }),
          gradient: (_, __, parameters) => parameters,
        });
        expect(outcomes).toHaveLength(2);
        expect(typeof load.status).toBe('string');
        if (isHonest(await sandbox.run(request(HONEST)))) honest++;
      }
    };
    await Promise.all([lane(), lane(), lane()]);
    expect(honest).toBe(120);
  },
  LONG,
);
