/**
 * docker-compose.yml without an engine: the Dockerfile's very steps in a clean Debian, and its services in networks of their own,
 * server and two graders as the image's user, who can do nothing else. A grader is cut off while it grades: the other takes
 * up what it had, and when it is back it goes on.
 */
import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { operations } from '../../../contract/index.ts';
import { readAssignmentFolder } from '../../../grader/assignment/folder.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import { ROOT } from '../../../server/config.ts';
import { createPrisma, type Db } from '../../../server/database/prisma.ts';
import { beforeSignalEnds } from '../../support/beforeSignalEnds.ts';
import { Client } from '../../support/client.ts';
import { makeDataDirectory } from '../../support/dataDirectory.ts';
import { until } from '../../support/installation.ts';
import { CODE, emailOf, PASSWORD, seedClass, writeWork } from '../deadline.ts';
import { figure, timed, type Bench, type Figure } from '../figures.ts';
import { contain, run, type Ran, type Running } from './container.ts';
import { startDatabase } from './database.ts';
import { buildImage, type Image } from './image.ts';
import { Networks, type Member } from './network.ts';
import { interpolate, readCompose, type Plan } from './services.ts';

const STUDENTS = 20;
/** Of each student: so that both graders have much to do for a while. */
const PROGRAMS = 4;
const PATIENCE_MS = 240_000;
/** What a container gets to end in order, as docker-compose.yml says. */
const GRACE_MS = 30_000;

async function demandMeans(): Promise<void> {
  if (process.getuid?.() !== 0)
    throw new Error('namespaces of a network are made by root: sudo npm run bench -- compose');
  await run('debootstrap', '--version').catch(() => {
    throw new Error('a clean tree of Debian is made by debootstrap: apt install debootstrap');
  });
}

/** The services of docker-compose.yml, up to `docker compose up --scale grader=2`. */
class Composition {
  readonly #image: Image;
  readonly #plan: Plan;
  readonly #directory: string;
  readonly #members: ReadonlyMap<string, Member>;
  readonly #settings: Record<string, string>;
  readonly #started: Running[] = [];

  /** @param settings of the file .env */
  constructor(
    image: Image,
    plan: Plan,
    {
      directory,
      members,
      settings,
    }: {
      directory: string;
      members: ReadonlyMap<string, Member>;
      settings: Record<string, string>;
    },
  ) {
    this.#image = image;
    this.#plan = plan;
    this.#directory = directory;
    this.#members = members;
    this.#settings = settings;
  }

  /** @param name of the service, with its number where there are several */
  async start(name: string, command?: readonly string[]): Promise<Running> {
    const service = this.#plan.services[name.replace(/-\d+$/, '')]!;
    const own = this.#members.get(name)!;
    const etc = join(this.#directory, `etc-of-${name}`);
    await mkdir(etc, { recursive: true });
    const known = [...this.#members].flatMap(([other, { addresses }]) =>
      Object.entries(addresses).flatMap(([network, address]) =>
        network in own.addresses ? [`${address} ${other}`] : [],
      ),
    );
    await writeFile(join(etc, 'hosts'), `127.0.0.1 localhost\n${known.join('\n')}\n`);
    await writeFile(join(etc, 'resolv.conf'), '');
    const environment = Object.entries(service.environment).map(([key, value]) => [
      key,
      interpolate(value, this.#settings),
    ]);
    const running = contain({
      root: this.#image.root,
      etc,
      user: service.user,
      readOnly: service.readOnly,
      directory: this.#image.directory,
      tmpfs: service.tmpfs,
      environment: { ...this.#image.environment, ...Object.fromEntries(environment) },
      command: [...this.#image.entrypoint, ...(command ?? service.command)],
      network: own.namespace,
    });
    this.#started.push(running);
    return running;
  }

  /** @throws with what it said where it fails */
  async runOnce(name: string, command?: readonly string[]): Promise<string> {
    const { code, said } = await (await this.start(name, command)).ended;
    if (code !== 0) throw new Error(`${name} ${command?.join(' ') ?? ''} ended with ${code}:\n${said}`);
    return said;
  }

  /** Whatever happened. */
  async kill(): Promise<void> {
    for (const running of this.#started) running.kill();
    await Promise.all(this.#started.map(({ ended }) => ended));
  }
}

/** The port that docker-compose.yml publishes, as one of this machine that is free. */
async function publish(service: string, { namespace }: Member) {
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const relay = fork(join(import.meta.dirname, 'relay.ts'), [service, '3000'], {
    execPath: 'nsenter',
    execArgv: [`--net=/run/netns/${namespace}`, process.execPath],
  });
  relay.send('published', listening);
  await once(relay, 'message');
  listening.close();
  return { url: `http://127.0.0.1:${port}`, close: () => void relay.kill() };
}

async function endInOrder(running: Running): Promise<Ran | null> {
  running.stop();
  const late = new Promise<null>((done) => setTimeout(() => done(null), GRACE_MS).unref());
  return Promise.race([running.ended, late]);
}

interface Outcome {
  lost: number;
  doubled: number;
  stuck: number;
}

async function lookUp(db: Db, ids: readonly string[], points: Record<string, number>): Promise<Outcome> {
  const outcome: Outcome = { lost: 0, doubled: 0, stuck: 0 };
  const rows = await db.submission.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, runs: { select: { state: true, scores: true } } },
  });
  outcome.lost = ids.length - rows.length;
  for (const { runs } of rows) {
    if (runs.length > 1) outcome.doubled += 1;
    const isRight = ({ state, scores }: (typeof runs)[number]) =>
      state === 'done' &&
      Object.entries(points).every(([id, each]) => (scores as Record<string, number> | null)?.[id] === each);
    if (!runs.some(isRight)) outcome.stuck += 1;
  }
  return outcome;
}

async function handIn(clients: readonly Client[], programs: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  await Promise.all(
    clients.map(async (client) => {
      for (const program of programs) {
        const file = { name: 'optim.py', text: `${program}# ${randomUUID()}\n` };
        const body = { idempotencyKey: randomUUID(), file };
        ids.push((await client.call(operations.createSubmission, { params: CODE, body })).id);
      }
    }),
  );
  return ids;
}

/** What the class sees of it: `figures` and `lists` are added to. */
async function play(
  { composition, networks, db, url }: { composition: Composition; networks: Networks; db: Db; url: string },
  { figures, lists }: Pick<Bench, 'figures'> & { lists: Record<string, string[]> },
): Promise<void> {
  const ms = (id: string, title: string, value: number) => figures.push(figure(id, title, value, 'ms'));
  const cases = (id: string, title: string, value: number, goal = '0') =>
    figures.push(figure(id, title, value, 'cases', goal));

  ms('migrate', 'migrate', await timed(() => composition.runOnce('migrate')));
  lists.doctor = (await composition.runOnce('grader-1', ['doctor'])).trim().split('\n');
  const upFrom = performance.now();
  const server = await composition.start('server');
  const graders = [await composition.start('grader-1'), await composition.start('grader-2')];
  const isUp = async (): Promise<boolean> => {
    for (const part of [server, ...graders])
      if (part.hasEnded) throw new Error(`a part ended:\n${part.said}`);
    const answers = await fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    return answers && graders.every(({ said }) => said.includes('taking jobs'));
  };
  await until('server and graders are up', isUp, PATIENCE_MS);
  ms('up', 'server and two graders up', performance.now() - upFrom);

  await seedClass(db, STUDENTS);
  const { code } = (await writeWork(1))[0]!;
  const clients = await Promise.all(
    Array.from({ length: STUDENTS }, (_, n) => new Client(url).signIn(emailOf(n), PASSWORD)),
  );
  const { definition } = loadAssignment(
    await readAssignmentFolder(join(ROOT, 'assignments', CODE.assignment)),
    CODE.assignment,
  );
  const points = Object.fromEntries(definition!.questions.map(({ id, points: each }) => [id, each]));
  const countDone = (ids: readonly string[]) =>
    db.gradingRun.count({ where: { submissionId: { in: [...ids] }, state: 'done' } });
  const untilGraded = (ids: readonly string[]) =>
    until('all is graded', async () => (await countDone(ids)) === ids.length, PATIENCE_MS);

  // More at work than one grader takes at a time: both are at it when the first is cut off.
  const handing = handIn(
    clients,
    Array.from({ length: PROGRAMS }, () => code),
  );
  const oneTakes = Math.max(2, availableParallelism());
  const atWork = () => db.gradingRun.count({ where: { state: 'running' } });
  await until('both graders are at work', async () => (await atWork()) > oneTakes, PATIENCE_MS);
  await networks.cutOff('grader-1', 'database');
  const cutAt = performance.now();
  const ids = await handing;
  await untilGraded(ids);
  ms('graded', `from the cut to the last of ${ids.length} reports`, performance.now() - cutAt);
  const taken = await db.gradingRun.count({ where: { submissionId: { in: ids }, attempt: { gt: 1 } } });
  cases('taken', 'runs that the other took up', taken, '≥ 1');
  if (taken === 0) throw new Error('nothing was cut off in its middle');
  const before = await db.gradingRun.findMany({ select: { id: true, finishedAt: true } });

  await networks.reconnect('grader-1', 'database');
  const backAt = performance.now();
  const orders = [(await endInOrder(graders[1]!))?.code];
  const more = await handIn(clients.slice(0, 4), [code]);
  await untilGraded(more);
  ms('back', 'from the link’s return to reports by it alone', performance.now() - backAt);

  const found = await lookUp(db, [...ids, ...more], points);
  // A report that came late, of the grader that was away, must change nothing.
  const after = new Map(
    (await db.gradingRun.findMany({ select: { id: true, finishedAt: true } })).map((run) => [run.id, run]),
  );
  const changed = before.filter(({ id, finishedAt }) => +after.get(id)!.finishedAt! !== +finishedAt!);
  cases('lost', 'acknowledged submissions that are not stored', found.lost);
  cases('doubled', 'runs that are there twice, or were reported twice', found.doubled + changed.length);
  cases('stuck', 'submissions without a right report', found.stuck);
  orders.push((await endInOrder(graders[0]!))?.code, (await endInOrder(server))?.code);
  cases('disorderly', 'parts that did not end in order', orders.filter((each) => each !== 0).length);
}

export async function benchCompose(): Promise<Bench> {
  await demandMeans();
  const directory = await makeDataDirectory('compose');
  const bench = { figures: [] as Figure[], lists: { steps: [] as string[], doctor: [] as string[] } };
  const atTheEnd: (() => unknown)[] = [() => rm(directory, { recursive: true, force: true })];
  const endAll = async (): Promise<void> => {
    for (const work of atTheEnd.splice(0).reverse()) await work();
  };
  const takeBack = beforeSignalEnds(endAll);
  try {
    const plan = readCompose(await readFile(join(ROOT, 'docker-compose.yml'), 'utf8'));
    const from = performance.now();
    const image = await buildImage(directory, (step, ms) => {
      bench.lists.steps.push(`${(ms / 1000).toFixed(1)} s  ${step}`);
      console.error(bench.lists.steps.at(-1));
    });
    bench.figures.push(figure('build', 'the Dockerfile’s steps', performance.now() - from, 'ms'));
    const bytes = Number((await run('du', '-sb', image.root)).split('\t')[0]);
    bench.figures.push(figure('image', 'size of the image', bytes / 1e6, 'MB'));

    const networks = await Networks.create(`stepwise-${process.pid}`, plan.networks);
    atTheEnd.push(() => networks.remove());
    const members = new Map<string, Member>();
    for (const [name, service] of Object.entries(plan.services))
      for (const each of name === 'grader' ? ['grader-1', 'grader-2'] : [name])
        members.set(each, await networks.join(each, service.networks));
    const outside = await networks.join('outside', ['front']);
    const { addresses } = members.get('server')!;
    const published = await publish(addresses.front!, outside);
    atTheEnd.push(() => published.close());

    const database = await startDatabase(
      join(directory, 'data'),
      plan.services.postgres!,
      members.get('postgres')!,
    );
    atTheEnd.push(() => database.stop());
    const settings = {
      OWNER_PASSWORD: database.password,
      SERVER_PASSWORD: randomBytes(24).toString('hex'),
      WORKER_PASSWORD: randomBytes(24).toString('hex'),
      PUBLIC_URL: published.url,
    };
    const composition = new Composition(image, plan, { directory, members, settings });
    const db = createPrisma(database.url, 4);
    atTheEnd.push(
      () => db.$disconnect(),
      () => composition.kill(),
    );
    await play({ composition, networks, db, url: published.url }, bench);
  } finally {
    takeBack();
    await endAll();
  }
  const setting = {
    node: process.version,
    processors: availableParallelism(),
    graders: 2,
    students: STUDENTS,
  };
  return { name: 'compose', setting, ...bench };
}
