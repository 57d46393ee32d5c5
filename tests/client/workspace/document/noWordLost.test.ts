/**
 * The law of writing together, on a server in memory: whoever writes, moves, closes a page or loses the connection, every word is in
 * a group's log or put aside for its author, and in the end every page shows what its group's log holds.
 */
import { expect, test } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import type { PersonName } from '../../../../contract/common.ts';
import { SharedDocument } from '../../../../client/src/features/workspace/document/SharedDocument.ts';
import { openWorkStore, type WorkStore } from '../../../../client/src/features/workspace/kept/WorkStore.ts';
import { FakeRelay, KEYS } from './fakeRelay.ts';
import { brokenIn, seeded } from '../../../support/atOnce.ts';

const ADA = { id: '00000000-0000-4000-8000-000000000001', name: 'Ada Lovelace' };
const EMMY = { id: '00000000-0000-4000-8000-000000000002', name: 'Emmy Noether' };
const SOFIA = { id: '00000000-0000-4000-8000-000000000003', name: 'Sofia Kovalevskaya' };
const PEOPLE = [ADA, EMMY, SOFIA];
/** Of the pages. Ada has two tabs. */
const OWNERS = [ADA, ADA, EMMY, SOFIA];
const GROUPS = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'] as const;
const STEPS = 120;
const AFTERNOONS = 60;

/** How often what happens, of all steps; the rest is unlocking and locking. */
interface Weights {
  type: number;
  cut: number;
  mend: number;
  reload: number;
  move: number;
}
const CALM: Weights = { type: 0.72, cut: 0.08, mend: 0.1, reload: 0.04, move: 0.03 };
const RESTLESS: Weights = { type: 0.5, cut: 0.1, mend: 0.14, reload: 0.08, move: 0.12 };

class Afternoon {
  readonly #seed: number;
  readonly #weights: Weights;
  readonly #random: () => number;
  readonly #relay = new FakeRelay();
  readonly #devices = new Map(PEOPLE.map(({ id }) => [id, new IDBFactory()]));
  readonly #stores: WorkStore[] = [];
  readonly #typed: { by: PersonName; token: string }[] = [];
  readonly #open: SharedDocument[] = [];

  constructor(seed: number, weights: Weights) {
    this.#seed = seed;
    this.#weights = weights;
    this.#random = seeded(seed);
  }

  /** @throws what of the law is broken */
  async pass(): Promise<void> {
    const relay = this.#relay;
    relay.latency = () => this.#random() * 4;
    relay.fate = () => {
      const chance = this.#random();
      return chance < 0.03 ? 'throttled' : chance < 0.08 ? 'silent' : null;
    };
    for (const person of PEOPLE) relay.join(person, GROUPS[0]);
    for (const person of OWNERS) this.#open.push(this.#page(person));
    try {
      await this.#until(() => this.#areOpen, 'opened');
      for (let step = 0; step < STEPS; step += 1) {
        this.#step(step);
        if (this.#random() < 0.4) await this.#rest(this.#random() * 25);
      }
      relay.fate = () => null;
      relay.setLocked(null);
      for (const { id } of PEOPLE) relay.mend(id);
      for (const shared of this.#open) shared.retryNow();
      await this.#until(() => this.#areOpen, 'opened again');
      await this.#until(
        () =>
          this.#open.every((shared) => shared.status().save.kind === 'saved' && shared.status().connected),
        'saved',
      );
      await this.#look();
    } finally {
      for (const shared of this.#open) shared.close();
      for (const store of this.#stores) store.close();
    }
  }

  #step(step: number): void {
    const index = Math.floor(this.#random() * this.#open.length);
    const [shared, person] = [this.#open[index]!, OWNERS[index]!];
    let chance = this.#random();
    const happens = (weight: number) => (chance -= weight) < 0;
    const { type, cut, mend, reload, move } = this.#weights;
    if (happens(type)) this.#type(shared, person, `⟨${this.#seed}.${step}⟩`);
    else if (happens(cut)) this.#relay.cut(person.id);
    else if (happens(mend)) {
      this.#relay.mend(person.id);
      shared.retryNow();
    } else if (happens(reload)) {
      shared.close();
      this.#open[index] = this.#page(person);
    } else if (happens(move)) this.#relay.move(person.id, this.#pick(GROUPS));
    else this.#relay.setLocked(this.#relay.locked === null ? 'Locked' : null);
  }

  #type(shared: SharedDocument, by: PersonName, token: string): void {
    if (shared.status().group === null) return;
    const key = this.#pick(KEYS);
    // Between tokens, so that each stays whole.
    const places = [0, ...[...shared.text(key)].flatMap((sign, at) => (sign === '⟩' ? [at + 1] : []))];
    const text = shared.yText(key);
    text.doc!.transact(() => text.insert(this.#pick(places), token), 'editor');
    this.#typed.push({ by, token });
  }

  async #look(): Promise<void> {
    const logged = GROUPS.flatMap((group) => KEYS.map((key) => this.#relay.text(group, key))).join();
    for (const person of PEOPLE) {
      const aside = (await this.#store(person).all('asides')).map(({ content }) => content).join();
      const lost = this.#typed
        .filter(({ by }) => by === person)
        .filter(({ token }) => !logged.includes(token) && !aside.includes(token));
      if (lost.length > 0) throw new Error(`${lost[0]!.token} of ${person.name} is lost`);
    }
    for (const shared of this.#open)
      for (const key of KEYS)
        await this.#until(
          () => shared.text(key) === this.#relay.text(shared.status().group!, key),
          `the same ${key} on the page as in the log`,
        );
    for (const person of PEOPLE) {
      const store = this.#store(person);
      let left = await store.all('updates');
      // What was put aside leaves the device's list a moment later.
      for (let tries = 0; left.length > 0 && tries < 100; tries += 1) {
        await this.#rest(20);
        left = await store.all('updates');
      }
      if (left.length > 0) throw new Error(`${left.length} edits of ${person.name} are left on the device`);
    }
  }

  get #areOpen(): boolean {
    return this.#open.every((shared) => shared.status().group !== null);
  }

  #store({ id }: PersonName): WorkStore {
    const store = openWorkStore(id, this.#devices.get(id));
    this.#stores.push(store);
    return store;
  }

  #page(person: PersonName): SharedDocument {
    const shared = new SharedDocument({
      user: person,
      params: { course: 'cs7150', assignment: 'day-08' },
      store: this.#store(person),
      openSocket: () => this.#relay.open(person),
      isStillMe: () =>
        this.#relay.down.has(person.id) ? Promise.reject(new Error('down')) : Promise.resolve(true),
      random: () => 0,
    });
    shared.start();
    return shared;
  }

  #pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.#random() * values.length)]!;
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  async #until(isSo: () => boolean, what: string): Promise<void> {
    const end = Date.now() + 30_000;
    while (!isSo()) {
      if (Date.now() > end) throw new Error(`never: ${what}`);
      await this.#rest(5);
    }
  }
}

test('whoever writes, moves, reloads or loses the connection, no word is lost, and pages show what the log holds', async () => {
  expect(
    await brokenIn(AFTERNOONS, (seed) => new Afternoon(seed, seed % 2 === 0 ? CALM : RESTLESS).pass()),
  ).toEqual([]);
}, 120_000);
