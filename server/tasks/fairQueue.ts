/**
 * Who is next when several people want more of the processes than there is. Pure but for the clock it is given.
 *
 * A person has one task running at most; what they ask for meanwhile waits behind it. Among people the one is next who
 * has used them least of late. And one process is never given to a long task or to somebody who has used much, so
 * that whoever asks for little is answered while others ask for a lot.
 */

export interface QueueLimits {
  /** Tasks that run at once; two at least, of which one is kept for light tasks. */
  atOnce: number;
  /** Tasks of one person that may wait. */
  perPerson: number;
  /** Tasks of all that may wait. */
  waiting: number;
  /** Bytes that waiting tasks may hold together. */
  bytes: number;
}

export interface Asked {
  person: string;
  /** It may take many seconds, and its person knows. */
  long: boolean;
  bytes: number;
}

/** Why a task may not even wait. */
export type Refusal = 'person' | 'all';

interface Person<Task> {
  waiting: (Asked & { task: Task })[];
  isRunning: boolean;
  /** Milliseconds used, of which half are forgiven in each half-life. */
  used: number;
  usedAt: number;
}

export interface Started<Task> {
  task: Task;
  /** Must be called once, when the task has ended. */
  end: () => void;
}

/** Milliseconds of a process after which a person is heavy for a while. */
const LIGHT_MS = 1_000;
const HALF_LIFE_MS = 20_000;
/** What is left of a use is forgotten below this. */
const FORGOTTEN_MS = 1;

export class FairQueue<Task> {
  readonly #limits: QueueLimits;
  readonly #now: () => number;
  /** The order is that of arrival: whoever waits longest stands first. */
  readonly #people = new Map<string, Person<Task>>();
  #waiting = 0;
  #bytes = 0;
  #running = 0;
  #heavy = 0;

  constructor(limits: QueueLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** @returns null when the task waits for its turn */
  add(asked: Asked, task: Task): Refusal | null {
    const known = this.#people.get(asked.person);
    if ((known?.waiting.length ?? 0) >= this.#limits.perPerson) return 'person';
    // A single task always may wait, however large it is.
    const isFull = this.#waiting > 0 && this.#bytes + asked.bytes > this.#limits.bytes;
    if (this.#waiting >= this.#limits.waiting || isFull) return 'all';
    const person = known ?? { waiting: [], isRunning: false, used: 0, usedAt: this.#now() };
    if (person.waiting.length === 0) this.#people.delete(asked.person);
    this.#people.set(asked.person, person);
    person.waiting.push({ ...asked, task });
    this.#waiting += 1;
    this.#bytes += asked.bytes;
    return null;
  }

  /** The task whose turn it is now; null when none may start. */
  next(): Started<Task> | null {
    if (this.#running >= this.#limits.atOnce) return null;
    const now = this.#now();
    const mayBeHeavy = this.#heavy < this.#limits.atOnce - 1;
    let best: { person: Person<Task>; used: number; heavy: boolean } | null = null;
    for (const [name, person] of this.#people) {
      const used = usedBy(person, now);
      const [first] = person.waiting;
      if (!first && !person.isRunning && used < FORGOTTEN_MS) this.#people.delete(name);
      if (!first || person.isRunning) continue;
      const heavy = first.long || used >= LIGHT_MS;
      if (heavy && !mayBeHeavy) continue;
      if (best === null || used < best.used) best = { person, used, heavy };
    }
    return best && this.#start(best.person, best.heavy);
  }

  #start(person: Person<Task>, heavy: boolean): Started<Task> {
    const { task, bytes } = person.waiting.shift()!;
    const startedAt = this.#now();
    person.isRunning = true;
    this.#waiting -= 1;
    this.#bytes -= bytes;
    this.#running += 1;
    if (heavy) this.#heavy += 1;
    const end = (): void => {
      const now = this.#now();
      person.used = usedBy(person, now) + now - startedAt;
      person.usedAt = now;
      person.isRunning = false;
      this.#running -= 1;
      if (heavy) this.#heavy -= 1;
    };
    return { task, end };
  }

  /** Takes back what waits. @returns those tasks */
  clear(): Task[] {
    const tasks = [...this.#people.values()].flatMap(({ waiting }) => waiting.splice(0));
    this.#waiting = 0;
    this.#bytes = 0;
    return tasks.map(({ task }) => task);
  }
}

function usedBy({ used, usedAt }: Pick<Person<unknown>, 'used' | 'usedAt'>, now: number): number {
  return used * 0.5 ** ((now - usedAt) / HALF_LIFE_MS);
}
