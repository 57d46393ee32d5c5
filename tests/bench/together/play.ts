/**
 * A seeded random play of people who write together: they type, import, go offline and come back, load their page anew,
 * invite, accept, leave, hand in and hand in again; staff change groups; a server is killed now and then.
 */
import { randomUUID } from 'node:crypto';
import { operations } from '../../../contract/index.ts';
import type { SubmissionView } from '../../../contract/submissions.ts';
import { Client } from '../../support/client.ts';
import { Actor, TEXTS, type Word } from './actor.ts';
import type { Planted } from './planted.ts';
import { GROUP_MAX, PASSWORD, PLACE, type Stage } from './stage.ts';

export interface Receipt {
  submission: SubmissionView;
  /** Words that had been called saved in that group before it was asked for. */
  saved: string[];
  /** Words on the submitter's page at the click. */
  onPage: string[];
}

export interface Log {
  operations: number;
  words: Word[];
  receipts: Receipt[];
  /** Group and person of every yes, and of every order of staff. */
  consents: Set<string>;
}

/** Mulberry32: the same play for the same seed, as far as the machine's timing allows. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WORD = /<student\d+\.\d+>/g;
const wordsIn = (texts: readonly string[]): string[] => texts.flatMap((text) => text.match(WORD) ?? []);
export const consent = (group: string, person: string): string => `${group} ${person}`;

export async function play(
  stage: Stage,
  { seed, seconds, planted }: { seed: number; seconds: number; planted: Planted | null },
): Promise<{ log: Log; actors: Actor[] }> {
  const random = generator(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  // One of three sits far away: what a mate was told is saved reaches their page later than their own click reaches the server.
  const actors = await Promise.all(
    stage.students.map((person, i) => Actor.signIn(person, stage.urls, [0, 600, 40][i % 3]!)),
  );
  const staff = await Promise.all(
    stage.urls.map((url) => new Client(url).signIn(stage.staff.email, PASSWORD)),
  );
  const log: Log = { operations: 0, words: [], receipts: [], consents: new Set() };
  await formGroups(stage, actors, log);
  const end = Date.now() + seconds * 1_000;
  const lookAll = () => actors.forEach((actor) => actor.look());

  /** A request whose answer may be lost with its server: what it would have done is allowed for. */
  const attempt = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);

  const acts: [weight: number, act: (actor: Actor) => Promise<void> | void][] = [
    [40, (actor) => actor.type(pick(TEXTS), random())],
    [2, (actor) => actor.importText(pick(TEXTS))],
    [
      2,
      async (actor) => {
        if (actor.isOffline) return;
        actor.goOffline();
        await new Promise((done) => setTimeout(done, random() * 1_500));
        actor.comeBack(random() < 0.5 ? 0 : 1);
      },
    ],
    [1, (actor) => actor.reload()],
    [
      2,
      async (actor) => {
        const other = pick(stage.students);
        await attempt(
          actor.client.send(operations.inviteToMyGroup, { params: PLACE, body: { userId: other.id } }),
        );
      },
    ],
    [
      2,
      async (actor) => {
        const answer = await actor.client.send(operations.getMyGroup, { params: PLACE }).catch(() => null);
        if (answer?.status !== 200) return;
        const { invitations } = answer.body as { invitations: { id: string }[] };
        const [invitation] = invitations;
        if (!invitation) return;
        const row = await stage.db.groupInvitation.findUnique({ where: { id: invitation.id } });
        if (row) log.consents.add(consent(row.groupId, actor.person.id));
        const params = { ...PLACE, invitationId: invitation.id };
        const body = { bring: random() < 0.5 };
        await attempt(actor.client.send(operations.acceptInvitation, { params, body }));
      },
    ],
    [
      1,
      (actor) => attempt(actor.client.send(operations.leaveMyGroup, { params: PLACE })).then(() => undefined),
    ],
    [
      1,
      async (actor) => {
        if (random() > 0.2) return;
        const other = pick(stage.students);
        const homes = await stage.db.groupMember.findMany({
          where: { userId: { in: [actor.person.id, other.id] } },
          select: { groupId: true },
        });
        for (const { groupId } of homes)
          for (const id of [actor.person.id, other.id]) log.consents.add(consent(groupId, id));
        const body = {
          userIds: [...new Set([actor.person.id, other.id])],
          arrangement: random() < 0.5 ? ('together' as const) : ('apart' as const),
          reason: 'the play',
        };
        await attempt(pick(staff).send(operations.arrangeGroup, { params: PLACE, body }));
      },
    ],
    [
      3,
      async (actor) => {
        const { group } = actor;
        if (group === null || actor.isOffline) return;
        // The moment of a deadline: a teammate is told "saved", and this one submits before their word has come here.
        const mates = actors.filter((each) => each !== actor && each.group === group && !each.isOffline);
        if (mates.length > 0) await pick(mates).typeUntilSaved(pick(TEXTS), random());
        // Somebody may have moved this one meanwhile: what counts is the draft that the page shows at the click.
        if (actor.group !== group || actor.isOffline) return;
        lookAll();
        const saved = log.words
          .concat(actors.flatMap((each) => each.saved))
          .filter((word) => word.group === group)
          .map(({ token }) => token);
        const onPage = wordsIn(TEXTS.map((key) => actor.text(key)));
        const submission = await actor.submit(randomUUID(), planted === 'page-copy');
        if (submission) log.receipts.push({ submission, saved, onPage });
      },
    ],
  ];
  const total = acts.reduce((sum, [weight]) => sum + weight, 0);
  const draw = (): ((actor: Actor) => Promise<void> | void) => {
    let left = random() * total;
    for (const [weight, act] of acts) if ((left -= weight) < 0) return act;
    return acts[0]![1];
  };

  const live = async (actor: Actor): Promise<void> => {
    while (Date.now() < end) {
      await draw()(actor);
      log.operations += 1;
      actor.look();
      await new Promise((done) => setTimeout(done, 20 + random() * 120));
    }
  };
  const haunt = async (): Promise<void> => {
    while (Date.now() < end - 4_000) {
      await new Promise((done) => setTimeout(done, 3_000 + random() * 4_000));
      await stage.kill(random() < 0.5 ? 0 : 1);
    }
  };
  await Promise.all([...actors.map(live), haunt()]);
  if (planted === 'compaction') await compact(stage);

  for (const actor of actors) actor.comeBack(0);
  for (let round = 0; round < 20; round++) {
    const done = await Promise.all(actors.map((actor) => actor.flush()));
    lookAll();
    if (done.every(Boolean)) break;
  }
  // What everybody was told last is on every page.
  await new Promise((done) => setTimeout(done, 2_000));
  lookAll();
  log.words.push(...actors.flatMap(({ saved }) => saved));
  return { log, actors };
}

/** The first of every three invites the other two, and they accept. */
async function formGroups({ db, students }: Stage, actors: readonly Actor[], log: Log): Promise<void> {
  for (const [i, { client }] of actors.entries()) {
    const first = actors[i - (i % GROUP_MAX)]!.client;
    if (client === first) continue;
    const { id } = students[i]!;
    await first.call(operations.inviteToMyGroup, { params: PLACE, body: { userId: id } });
    const { id: invitationId, groupId } = await db.groupInvitation.findFirstOrThrow({
      where: { userId: id },
    });
    log.consents.add(consent(groupId, id));
    const params = { ...PLACE, invitationId };
    await client.call(operations.acceptInvitation, { params, body: { bring: true } });
  }
}

/** The planted bug: old rows are deleted to save room, and with them whatever no snapshot has. */
async function compact({ db }: Stage): Promise<void> {
  await db.$executeRaw`ALTER TABLE document_updates DISABLE TRIGGER document_updates_immutable`;
  await db.$executeRaw`
    DELETE FROM document_updates u USING documents d
    WHERE u.group_id = d.group_id AND u.seq > d.first_seq AND u.seq <= d.seq / 2`;
}
