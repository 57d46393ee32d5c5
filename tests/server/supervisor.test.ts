/** What `npm start` brings up: what dies comes back, nothing outlives the supervisor, and nobody starts it twice. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { NICE } from '../../server/priority.ts';
import { Installation, isAlive, PARTS, processes, SCRIPTS, until } from '../support/installation.ts';

/** Health answers within one second; a machine that has much else to do is given more. */
const GENEROUS_MS = 20_000;

let stepwise: Installation;
beforeAll(async () => {
  stepwise = await Installation.create();
  await stepwise.start();
});
afterAll(() => stepwise.remove());

const userOf = (pid: number): number =>
  Number(/^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/comm`, 'utf8');
const namespaceOf = (pid: number, kind: string): string => readlinkSync(`/proc/${pid}/ns/${kind}`);
const below = (ancestor: number): number[] =>
  processes().flatMap(({ pid, parent }) => (parent === ancestor ? [pid, ...below(pid)] : []));

const pids = () => Promise.all(PARTS.map((part) => until(`a ${part}`, () => stepwise.pidOf(part))));
const allGone = (gone: readonly number[]) => until('all are gone', () => !gone.some(isAlive));

test('server and worker leave root, each as a user of its own, and the worker is behind its walls', async () => {
  const root = stepwise.supervisor;
  const users = Object.fromEntries(
    await Promise.all(
      [...PARTS, 'trier' as const].map(async (part) => {
        const pid = await until(`a ${part}`, () => stepwise.pidOf(part));
        return [part, userOf(pid)];
      }),
    ),
  );
  if (userOf(root) === 0) {
    expect(Object.values(users)).not.toContain(0);
    expect(users.server).not.toBe(users.worker);
  } else expect(new Set(Object.values(users))).toEqual(new Set([userOf(root)]));
  expect(stepwise.output).not.toContain('no walls of their own');
  const launchers = [await stepwise.pidOf('worker'), await stepwise.pidOf('trier')];
  for (const launcher of launchers) {
    // Of those that make walls and keepers, which are Python, not even their user may ask.
    const program = below(launcher!).filter((pid) => !commandOf(pid).startsWith('python'));
    expect(program.length).toBeGreaterThan(0);
    for (const pid of program) {
      for (const kind of ['mnt', 'pid', 'net', 'ipc', 'user'])
        expect([kind, namespaceOf(pid, kind)]).not.toEqual([kind, namespaceOf(root, kind)]);
      expect(userOf(pid)).toBe(users.worker);
    }
  }
});

/** Of each thread: those that V8 has for itself work as hard as the one that runs a program. */
const nicesOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').replace(/^.*\) /s, '');
    return Number(stat.split(' ')[16]);
  });
/** Where the kernel shares out by sessions, priorities count among those of one session alone. */
const niceOfSession = (pid: number): number | null => {
  const file = `/proc/${pid}/autogroup`;
  return existsSync(file) ? Number(/nice (-?\d+)/.exec(readFileSync(file, 'utf8'))?.[1]) : null;
};

test('the worker comes after the server, and the trier after the worker, with all that they do', async () => {
  const sharesBySessions = niceOfSession(stepwise.supervisor) !== null;
  for (const part of ['server', 'worker', 'trier'] as const) {
    const nice = part === 'server' ? 0 : NICE[part];
    const launcher = await until(`a ${part}`, () => stepwise.pidOf(part));
    const program = [launcher, ...below(launcher)].filter((pid) => !commandOf(pid).startsWith('python'));
    expect(program.length).toBeGreaterThan(0);
    for (const pid of program) expect([part, new Set(nicesOf(pid))]).toEqual([part, new Set([nice])]);
    if (sharesBySessions)
      await until(`the session of the ${part} is at ${nice}`, () => niceOfSession(launcher) === nice);
  }
});

test.each(PARTS)(
  'a killed %s is started again',
  async (part) => {
    const killed = await stepwise.kill(part);
    let unanswered = 0;
    await until('another runs', async () => {
      // Only the server itself says nothing while it is away.
      if (part !== 'server' && (await stepwise.health(GENEROUS_MS)) === null) unanswered += 1;
      const pid = await stepwise.pidOf(part);
      return pid !== null && pid !== killed;
    });
    expect(unanswered).toBe(0);
    const again = part === 'postgres' ? 'PostgreSQL runs again' : `${SCRIPTS[part]} runs again`;
    await until(again, () => stepwise.output.includes(again));
    await stepwise.untilWell();
  },
  120_000,
);

test('health says what is wrong while the database answers nobody, and that it is over', async () => {
  const frozen = await stepwise.freezeDatabase();
  const ill = await until('health is degraded', async () => {
    const health = await stepwise.health();
    return health?.status === 'degraded' && health;
  });
  expect(ill).toMatchObject({ database: false, reason: expect.stringContaining('does not answer') });
  for (const pid of frozen) process.kill(pid, 'SIGCONT');
  await stepwise.untilWell();
});

test('a second start says what runs, and does not touch it', async () => {
  const before = await pids();
  const { code, output } = await stepwise.startAnother();
  expect(code).toBe(1);
  expect(output).toContain(`Stepwise runs at ${stepwise.url} (process ${stepwise.supervisor}, since `);
  expect(output).toContain('npm start -- --stop');
  expect(await pids()).toEqual(before);
});

test('an unknown option is refused before anything is done', async () => {
  const { code, output } = await stepwise.startAnother('--dmeo');
  expect([code, output]).toEqual([1, expect.stringMatching(/'--dmeo'[^]*--no-demo, --stop, --restart/)]);
});

test('what the supervisor has started ends when it is killed', async () => {
  const parts = await pids();
  process.kill(stepwise.supervisor, 'SIGKILL');
  await allGone(parts);
  await stepwise.start();
  await stepwise.untilWell();
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends everything',
  async (signal) => {
    const parts = await pids();
    process.kill(stepwise.supervisor, signal);
    await stepwise.ended();
    await allGone(parts);
    await stepwise.start();
  },
  300_000,
);

test('--stop ends what another start has brought up', async () => {
  const parts = await pids();
  const { code, output } = await stepwise.startAnother('--stop');
  expect([code, output]).toEqual([0, expect.stringMatching(/stopping it …\nStopped\.\n$/)]);
  await allGone(parts);
});
