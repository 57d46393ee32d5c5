/**
 * The law of grading together, on a server in memory: whatever two graders write, whoever moves on, reloads or loses the connection, every
 * word is in the line of an answer's decisions, on its way, or told to its author; nobody's decision is put away by one who has not seen it; and
 * nobody is told of their own decision as of somebody else's.
 */
import { expect, test } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import { isApiError } from '../../../../client/src/api/ApiError.ts';
import { GradeOutbox } from '../../../../client/src/features/grading/grade/GradeOutbox.ts';
import type { GradeState } from '../../../../client/src/features/grading/grade/gradeState.ts';
import type * as keptGrades from '../../../../client/src/features/grading/grade/keptGrades.ts';
import { Seen } from '../../../../client/src/components/seen.ts';
import {
  asSeen,
  changedTo,
  editedBy,
  leftBy,
  mineOver,
  NO_CHANGES,
  revisionOf,
  savedBy,
  shownOf,
  type Changes,
  type Decision,
  type Looked,
} from '../../../../client/src/features/grading/panel/editing.ts';
import type { PersonName } from '../../../../contract/common.ts';
import type { Grade } from '../../../../contract/grading.ts';
import { FakeDesk } from './fakeDesk.ts';
import { brokenIn, seeded } from '../../../support/atOnce.ts';
import { OwnClock } from '../../../support/ownClock.ts';

type Kept = typeof keptGrades;

const ADA = { id: '00000000-0000-4000-8000-000000000001', name: 'Ada Lovelace' };
const EMMY = { id: '00000000-0000-4000-8000-000000000002', name: 'Emmy Noether' };
const PEOPLE = [ADA, EMMY];
/** Of the pages. Ada has two tabs. */
const OWNERS = [ADA, ADA, EMMY];
const ANSWERS = ['s1', 's2'];
const QUESTION = 'adam';
/** In one answer the rule speaks for an item, which is prepared until somebody has graded it. */
const ITEM = '00000000-0000-4000-8000-00000000000a';
const RULED = 's2';
const STEPS = 60;
const AFTERNOONS = 200;
/** What has been on a page for so long its grader has seen, in an afternoon that goes fast. */
const READ_MS = 8;

const wordsOf = ({ comment, adjustment, appliedItemIds }: Omit<GradeState, 'fullMarks'>) =>
  JSON.stringify([comment, adjustment, appliedItemIds]);

let pages = 0;
/** Each page has modules of its own. */
const keptOfItsOwn = (clock: OwnClock): Promise<Kept> =>
  clock.outside(import(`../../../../client/src/features/grading/grade/keptGrades.ts?page=${(pages += 1)}`));

/** Where a page is opened. */
interface Place {
  desk: FakeDesk;
  clock: OwnClock;
  random: () => number;
}

/** One page of a grader, as the desk and its parts make it. */
class DeskPage {
  readonly person: PersonName;
  readonly outbox: GradeOutbox;
  /** What was read of each answer. */
  readonly read = new Map<string, Grade | null>();
  /** Revisions of decisions that it has shown. */
  readonly seen: Set<number>;
  /** What it has sent, whatever came of it. */
  readonly sent = new Set<string>();
  open: string;
  changes: Changes = NO_CHANGES;
  isClosed = false;
  #before: Seen<Grade | null>;
  /** Revision that is on the page. */
  #now = { open: '', revision: 0, since: 0 };
  readonly #desk: FakeDesk;
  readonly #clock: OwnClock;
  readonly #kept: Kept;
  readonly #reading = new Map<string, Promise<void>>();

  private constructor({ desk, clock }: Place, person: PersonName, kept: Kept, seen: Set<number>) {
    this.#desk = desk;
    this.#clock = clock;
    this.person = person;
    this.#kept = kept;
    this.seen = seen;
    this.open = ANSWERS[0]!;
    this.#before = this.#eyes();
    this.outbox = new GradeOutbox({
      send: (grade) => {
        this.sent.add(wordsOf(grade.grade));
        return this.#whileOpen(
          desk.decide(person, grade).catch((error: unknown) => {
            // Whoever cannot reach the server knocks until it answers.
            if (isApiError(error, 'unreachable')) setTimeout(() => this.isClosed || this.outbox.retry(), 15);
            throw error;
          }),
        );
      },
      keep: (grade) => this.isClosed || kept.keepGrade(grade),
      forget: (grade) => this.isClosed || kept.forgetGrade(grade),
      onChange: () => this.look(),
      onSaved: ({ submissionId }, saved) => {
        if (this.read.has(submissionId)) this.#show(submissionId, saved);
        // What is being read may be older, and is read anew: see `putInto`.
        if (this.#reading.delete(submissionId)) this.ask(submissionId);
      },
      onStuck: () => undefined,
      againMs: 20,
    });
  }

  static async opened(
    place: Place,
    person: PersonName,
    { device, seen }: { device: IDBFactory; seen: Set<number> },
  ): Promise<DeskPage> {
    const kept = await keptOfItsOwn(place.clock);
    const page = new DeskPage(place, person, kept, seen);
    // The order of the device is that of its pages' names, which are drawn anew in each run.
    const all = (await kept.openKept(person.id, device)).sort((a, b) =>
      wordsOf(a.grade) < wordsOf(b.grade) ? -1 : 1,
    );
    for (const left of place.random() < 0.5 ? all : all.reverse())
      if (page.outbox.find(left.submissionId, left.question) === null) void page.outbox.send(left);
    page.ask();
    return page;
  }

  get looked(): Looked {
    const pending = this.outbox.find(this.open, QUESTION);
    const grade = this.read.get(this.open) ?? null;
    return {
      answer: {
        grade,
        rule: this.open === RULED ? { deduct: true, right: false, suggestedItemId: ITEM } : null,
        rubric: [{ id: ITEM }],
      },
      pending,
      arrived: this.outbox.arrived?.(this.open, QUESTION) ?? null,
    } as Looked;
  }

  /** A page that is gone hears no answer. */
  async #whileOpen<Value>(answer: Promise<Value>): Promise<Value> {
    const settled = await answer.then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error;
      },
    );
    return this.isClosed ? new Promise<never>(() => undefined) : settled();
  }

  /** Reads the answer on the page. */
  ask(submissionId = this.open): void {
    const reading = this.#desk.read(this.person, submissionId).then(
      (grade) => {
        if (this.isClosed || this.#reading.get(submissionId) !== reading) return;
        this.#reading.delete(submissionId);
        this.#show(submissionId, grade);
      },
      () => undefined,
    );
    this.#reading.set(submissionId, reading);
  }

  #show(submissionId: string, grade: Grade | null): void {
    if ((grade?.revision ?? 0) >= (this.read.get(submissionId)?.revision ?? 0))
      this.read.set(submissionId, grade);
    this.look();
  }

  #eyes(): Seen<Grade | null> {
    const isOwn = (grade: Grade | null) => grade?.gradedBy.id === this.person.id;
    return new Seen({ nameOf: revisionOf, isOwn, readMs: READ_MS });
  }

  /** What its grader sees now, and has seen once it has been there for a moment: told apart from the page's own code. */
  look(): void {
    if (this.isClosed || !this.read.has(this.open)) return;
    const { dirty, theirs } = editedBy(this.changes, this.looked);
    const shown = theirs ?? (dirty || this.looked.pending !== null ? null : this.read.get(this.open));
    const { now } = this.#clock;
    const isFirst = this.#now.open !== this.open;
    const revision = shown?.revision ?? 0;
    if (isFirst || revision !== this.#now.revision)
      this.#now = { open: this.open, revision, since: isFirst ? -Infinity : now };
    if (this.#now.since + READ_MS <= now || shown?.gradedBy.id === this.person.id) this.seen.add(revision);
    if (isFirst) this.#before = this.#eyes();
    this.#before.show(shownOf(this.looked), now);
  }

  /** What an act of this moment is upon. */
  get upon(): Looked {
    return asSeen(this.looked, this.#before.at(this.#clock.now));
  }

  mine(): Decision | null {
    return mineOver(this.changes, this.looked, this.#before.at(this.#clock.now));
  }

  saved(): Decision | null {
    return savedBy(this.changes, this.looked, this.#before.at(this.#clock.now));
  }

  decide(decision: Decision | null): boolean {
    if (decision === null) return false;
    this.changes = NO_CHANGES;
    void this.outbox.send(this.#whole(decision));
    return true;
  }

  /** @param isDecided by the key that saves and goes on */
  leave(to: string, isDecided: boolean): void {
    if (isDecided) {
      const decision = this.saved();
      if (decision !== null) this.#kept.keepGrade(this.#whole(decision));
    }
    this.decide(isDecided ? this.saved() : leftBy(this.changes, this.looked));
    this.changes = NO_CHANGES;
    this.open = to;
    this.ask();
    this.look();
  }

  /** @param isKilled nothing is told to the page */
  close(isKilled: boolean): void {
    if (!isKilled && this.read.has(this.open)) this.decide(leftBy(this.changes, this.looked));
    this.isClosed = true;
  }

  #whole(decision: Decision): keptGrades.KeptGrade {
    const { open } = this;
    return { userId: this.person.id, submissionId: open, question: QUESTION, page: `/${open}`, ...decision };
  }
}

class Afternoon {
  readonly #seed: number;
  readonly #random: () => number;
  readonly #clock = new OwnClock();
  readonly #desk = new FakeDesk();
  readonly #devices = new Map(PEOPLE.map(({ id }) => [id, new IDBFactory()]));
  readonly #seen = new Map(PEOPLE.map(({ id }) => [id, new Set<number>()]));
  readonly #typed: { by: PersonName; token: string; on: string; page: DeskPage }[] = [];
  readonly #givenUp = new Set<string>();
  readonly #broken: string[] = [];
  readonly #trace: string[] = [];
  #open: DeskPage[] = [];

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = seeded(seed);
  }

  pass(): Promise<void> {
    return this.#clock.play(() => this.#passed());
  }

  async #passed(): Promise<void> {
    const desk = this.#desk;
    desk.latency = () => this.#random() * 6;
    desk.fate = () => {
      const chance = this.#random();
      if (chance < 0.05) return 'lost';
      if (chance < 0.12) return 'unanswered';
      if (chance < 0.15) return 'unavailable';
      return chance < 0.18 ? 'refused' : null;
    };
    desk.onDecided = ({ grade, by, before }, on) => {
      this.#note(`server: ${by.name} ${on} r${before}→r${grade.revision} “${grade.comment}”`);
      const earlier = desk.lines.get(on)?.find((each) => each.grade.revision === before);
      if (earlier && earlier.by !== by && !this.#seen.get(by.id)!.has(before))
        this.#broken.push(`${by.name} put away decision ${before} of ${earlier.by.name} unseen`);
    };
    for (const person of OWNERS) this.#open.push(await this.#page(person));
    for (let step = 0; step < STEPS; step += 1) {
      await this.#step(step);
      if (this.#random() < 0.5) await this.#clock.rest(this.#random() * 10);
    }
    desk.fate = () => null;
    desk.down.clear();
    for (const page of this.#open) page.outbox.retry();
    await this.#until(
      () => this.#open.every(({ outbox }) => outbox.list().every(({ state }) => isTold(state.kind))),
      'everything sent or told',
    );
    await this.#look();
    for (const page of this.#open) page.close(true);
    if (this.#broken.length > 0) throw new Error([...new Set(this.#broken)].join('; ') + this.#traced());
  }

  #traced(): string {
    return `\n${this.#trace.join('\n')}`;
  }

  #note(what: string): void {
    this.#trace.push(what);
  }

  async #step(step: number): Promise<void> {
    const index = Math.floor(this.#random() * this.#open.length);
    const page = this.#open[index]!;
    const who = `${page.person.name}/${index} ${page.open}`;
    let chance = this.#random();
    const happens = (weight: number) => (chance -= weight) < 0;
    page.look();
    if (!page.read.has(page.open)) {
      if (happens(0.5)) page.ask();
      else this.#desk.down.delete(page.person.id);
      return;
    }
    const { theirs, grade, dirty } = editedBy(page.changes, page.looked);
    this.#told(page, theirs);
    if (happens(0.34)) {
      const token = `⟨${this.#seed}.${step}⟩`;
      const isMore = this.#random() < 0.5;
      // Two changes, so that it is a decision as often as words alone.
      const upon = editedBy(page.changes, page.upon).grade;
      const words = { ...upon, comment: upon.comment + token };
      const isBare = this.#random() < 0.5;
      page.changes = changedTo(page.changes, isBare ? { ...words, appliedItemIds: [] } : words, page.upon);
      if (isMore) {
        const { grade: now } = editedBy(page.changes, page.upon);
        page.changes = changedTo(
          page.changes,
          { ...now, adjustment: now.adjustment === 0 || this.#random() < 0.7 ? -1 : 0 },
          page.upon,
        );
      }
      this.#typed.push({ by: page.person, token, on: page.open, page });
      this.#note(`${who}: types ${token}${isMore ? ' and a number' : ''}`);
    } else if (happens(0.16)) {
      const decision = page.saved();
      if (page.decide(decision))
        this.#note(`${who}: saves on r${decision!.baseRevision} “${decision!.grade.comment}”`);
    } else if (happens(0.15)) {
      const to = ANSWERS[Math.floor(this.#random() * ANSWERS.length)]!;
      const isDecided = theirs === undefined && page.saved() !== null && this.#random() < 0.5;
      this.#note(`${who}: goes to ${to}${isDecided ? ', saving' : ''}${dirty ? ', with changes' : ''}`);
      page.leave(to, isDecided);
    } else if (happens(0.1)) {
      if (theirs === undefined) return;
      if (this.#random() < 0.6) {
        this.#note(`${who}: keeps mine over r${theirs?.revision ?? 0}`);
        page.decide(page.mine());
      } else {
        this.#note(`${who}: takes theirs r${theirs?.revision ?? 0}`);
        const { pending } = page.looked;
        for (const { token } of this.#typed)
          if (grade.comment.includes(token) || pending?.grade.comment.includes(token))
            this.#givenUp.add(token);
        page.changes = NO_CHANGES;
        // What it has given up may be another tab's yet.
        page.sent.clear();
        if (pending !== null) page.outbox.drop(pending);
        page.ask();
      }
    } else if (happens(0.06)) page.ask();
    else if (happens(0.05)) this.#desk.down.add(page.person.id);
    else if (happens(0.07)) {
      this.#desk.down.delete(page.person.id);
      page.outbox.retry();
    } else if (happens(0.03)) {
      const isKilled = this.#random() < 0.5;
      this.#note(`${who}: ${isKilled ? 'is killed' : 'reloads'}`);
      // Who is killed loses what they had not decided; who reloads is asked, and saves what can be saved.
      const { grade: now, dirty: isDirty } = editedBy(page.changes, page.looked);
      const decides = !isKilled && leftBy(page.changes, page.looked) !== null;
      if (isDirty && !decides)
        for (const { token, page: on } of this.#typed)
          if (on === page && now.comment.includes(token)) this.#givenUp.add(token);
      page.close(isKilled);
      await this.#clock.rest(0);
      this.#open[index] = await this.#page(page.person);
    }
  }

  #told(page: DeskPage, theirs: Grade | null | undefined): void {
    if (theirs?.gradedBy.id === page.person.id && page.sent.has(wordsOf(theirs)))
      this.#broken.push(
        `${page.person.name} is told of their own decision ${theirs.revision} as of another one`,
      );
  }

  async #look(): Promise<void> {
    const device = new Map<string, string>();
    for (const [id, factory] of this.#devices) {
      const kept = await keptOfItsOwn(this.#clock);
      device.set(id, (await kept.openKept(id, factory)).map(({ grade }) => grade.comment).join());
    }
    for (const { by, token, on } of this.#typed) {
      if (this.#givenUp.has(token)) continue;
      const inLine = (this.#desk.lines.get(on) ?? []).some(({ grade }) => grade.comment.includes(token));
      const isSomewhere = this.#open
        .filter(({ person }) => person === by)
        .some(
          (page) =>
            page.outbox.list().some(({ grade }) => grade.comment.includes(token)) ||
            (page.open === on && editedBy(page.changes, page.looked).grade.comment.includes(token)),
        );
      if (!inLine && !isSomewhere && !device.get(by.id)!.includes(token))
        this.#broken.push(`${token} of ${by.name} about ${on} is lost`);
    }
  }

  #page(person: PersonName): Promise<DeskPage> {
    const device = this.#devices.get(person.id)!;
    const place = { desk: this.#desk, clock: this.#clock, random: this.#random };
    return DeskPage.opened(place, person, { device, seen: this.#seen.get(person.id)! });
  }

  async #until(isSo: () => boolean, what: string): Promise<void> {
    const end = this.#clock.now + 10_000;
    while (!isSo()) {
      if (this.#clock.now > end) throw new Error(`never: ${what}${this.#traced()}`);
      await this.#clock.rest(5);
    }
  }
}

const isTold = (kind: string) => kind === 'conflict' || kind === 'refused';

test('whatever two graders write, move on, reload or lose the connection, no word is lost and no decision put away unseen', async () => {
  expect(await brokenIn(AFTERNOONS, (seed) => new Afternoon(seed).pass(), 1)).toEqual([]);
}, 120_000);
