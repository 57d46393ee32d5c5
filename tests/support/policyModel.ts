/**
 * What a student's score and total are, told a second time for the random play of policies: by going through what happened
 * in the order of time, with days counted on the calendar. It shares no code with the server.
 */
import type { CoursePolicy, ExtendedWindow, LateRules, SetPolicy } from '../../contract/policy.ts';

export const ZONE = 'America/New_York';
export const STUDENTS = ['ada', 'emmy', 'sofia', 'mary'] as const;

export interface Rules {
  set: Pick<SetPolicy, 'late' | 'category' | 'weight' | 'closesAt'>;
  course: CoursePolicy;
}

interface Submission {
  id: string;
  name: string;
  set: string;
  at: Date;
  grades: Record<string, number>;
}

interface Extension {
  id: string;
  /** A student's name, or a section's. */
  whom: string;
  set: string;
  until: Date | null;
  window: ExtendedWindow;
  closes: Date | null;
}

const LENIENT: LateRules = { graceMinutes: 0, window: null, penalty: null, lateDays: null, missing: 'zero' };
const QUESTIONS = ['one', 'two'];
const MAXIMUM = 3;

/** Day of the calendar and time of the day in the zone. */
function onCalendar(at: Date): { day: number; time: number } {
  const [date, time] = at.toLocaleString('sv-SE', { timeZone: ZONE }).split(' ');
  const [hours, minutes, seconds] = time!.split(':').map(Number);
  const ms = ((hours! * 60 + minutes!) * 60 + seconds!) * 1000 + at.getUTCMilliseconds();
  return { day: Date.parse(`${date}T00:00:00Z`) / 86_400_000, time: ms };
}

function daysBetween(due: Date, at: Date): number {
  if (at <= due) return 0;
  const [from, to] = [onCalendar(due), onCalendar(at)];
  return to.day - from.day + (to.time > from.time ? 1 : 0);
}

/** The same time of day so many days later, found by looking at each quarter of an hour around it. */
function sameTimeLater(due: Date, days: number): Date {
  const wanted = onCalendar(due);
  for (let quarters = -8; quarters <= 8; quarters += 1) {
    const at = new Date(due.getTime() + days * 86_400_000 + quarters * 900_000);
    const found = onCalendar(at);
    if (found.day === wanted.day + days && found.time === wanted.time) return at;
  }
  throw new Error('the play has no due time in the hours when clocks change');
}

const round = (value: number) => Math.round(value * 1e6) / 1e6;

export class Model {
  readonly #due = new Map<string, Date>();
  readonly #rules = new Map<string, Pick<Rules, 'set'>>();
  readonly #submissions: Submission[] = [];
  readonly released = new Map<string, Date | null>();
  /** By student; empty for none. */
  readonly sections = new Map<string, string>(STUDENTS.map((name) => [name, '']));
  extensions: Extension[] = [];
  /** Sets that counted for nothing in the totals told so far, being the lowest. */
  drops = 0;
  course: CoursePolicy = { late: LENIENT, lateDays: 0, categories: [], anonymous: false };

  addSet(set: string, due: Date): void {
    this.#due.set(set, due);
    this.#rules.set(set, { set: { late: null, category: null, weight: 1, closesAt: null } });
  }
  all = () => this.#submissions;
  rules = (set: string) => this.#rules.get(set)!;
  #late = (set: string): LateRules => this.rules(set).set.late ?? this.course.late;

  /** @param name null: nobody in particular */
  #extensionsOf(name: string | null, set: string): Extension[] {
    return this.extensions.filter(
      (each) => each.set === set && name !== null && [name, this.sections.get(name)].includes(each.whom),
    );
  }
  #dueFor(name: string | null, set: string): Date {
    let due = this.#due.get(set)!;
    for (const { until } of this.#extensionsOf(name, set)) if (until && until > due) due = until;
    return due;
  }
  #inTime = (name: string | null, set: string) =>
    new Date(this.#dueFor(name, set).getTime() + this.#late(set).graceMinutes * 60_000);

  isOut(set: string, now: Date): boolean {
    const at = this.released.get(set);
    return at != null && at <= now;
  }

  mayHandIn(name: string, set: string, now: Date): boolean {
    return !this.isOut(set, now) && now.getTime() <= this.endFor(name, set);
  }

  #afterWindow(window: ExtendedWindow, due: Date): number {
    if (window === null || window === 'open') return Infinity;
    return 'days' in window
      ? sameTimeLater(due, window.days).getTime()
      : due.getTime() + window.hours * 3_600_000;
  }

  /** Until when one may hand in as far as dates go; Infinity for no end. */
  endFor(name: string | null, set: string, more: { window: ExtendedWindow }[] = []): number {
    const due = this.#dueFor(name, set);
    const mine = this.#extensionsOf(name, set);
    let end = this.#afterWindow(this.#late(set).window, due);
    for (const { window } of [...mine, ...more])
      if (window !== null) end = Math.max(end, this.#afterWindow(window, due));
    const { closesAt } = this.rules(set).set;
    if (closesAt !== null) end = Math.min(end, Date.parse(closesAt));
    for (const { closes } of mine) if (closes) end = Math.max(end, closes.getTime());
    return Math.max(end, this.#inTime(name, set).getTime());
  }

  /** What of a student's times an extension or a section may change, for every set. */
  timesOf = (name: string): string =>
    [...this.#due.keys()]
      .map((set) => `${this.#dueFor(name, set).getTime()} ${this.endFor(name, set)}`)
      .join();

  handIn(name: string, set: string, { id, at }: { id: string; at: Date }): void {
    this.#submissions.push({ id, name, set, at, grades: {} });
  }

  /** Goes through what a student handed in, as it came, and gives late days out as long as there are any. */
  #lateDays(name: string): Map<string, number> {
    const used = new Map<string, number>();
    let left = this.course.lateDays;
    const mine = this.#submissions.filter((each) => each.name === name);
    for (const { set, at } of mine) {
      const { penalty, lateDays } = this.#late(set);
      if (!penalty) continue;
      const days = (moment: Date) => daysBetween(this.#inTime(name, set), moment);
      const counts = mine.filter((each) => each.set === set).at(-1)!;
      const wanted = Math.min(days(at), days(counts.at), lateDays ?? Infinity);
      while ((used.get(set) ?? 0) < wanted && left > 0) {
        used.set(set, (used.get(set) ?? 0) + 1);
        left -= 1;
      }
    }
    return used;
  }

  #share(name: string, set: string, at: Date, paid: number): number {
    const { penalty } = this.#late(set);
    const inTime = this.#inTime(name, set);
    const days = daysBetween(inTime, at) - paid;
    if (!penalty || days <= 0) return 0;
    const hours = Math.ceil((at.getTime() - sameTimeLater(inTime, paid).getTime()) / 3_600_000);
    return Math.min(penalty.percent * (penalty.per === 'day' ? days : hours), penalty.atMost) / 100;
  }

  cell(name: string, set: string): { late: boolean; lateDays: number; score: number | null } {
    const line = this.#submissions.filter((each) => each.name === name && each.set === set);
    const counting = line.at(-1);
    if (!counting) return { late: false, lateDays: 0, score: null };
    const lateDays = this.#lateDays(name).get(set) ?? 0;
    let score: number | null = 0;
    for (const question of QUESTIONS) {
      const graded = line.findLast(({ grades }) => question in grades);
      if (!graded) score = null;
      else if (score !== null)
        score += graded.grades[question]! * (1 - this.#share(name, set, graded.at, lateDays));
    }
    return {
      late: counting.at > this.#inTime(name, set),
      lateDays,
      score: score === null ? null : round(score),
    };
  }

  total(name: string, now: Date, ofStudent: boolean): number | null {
    const categories = this.course.categories.flatMap(({ id, weight, dropLowest }) => {
      const counted = [...this.#due.keys()]
        .filter((set) => this.rules(set).set.category === id)
        .flatMap((set) => {
          const { score } = this.cell(name, set);
          const isThere = this.#submissions.some((each) => each.name === name && each.set === set);
          const isZero = !isThere && now > this.#inTime(name, set) && this.#late(set).missing === 'zero';
          const known = isZero ? 0 : ofStudent && !this.isOut(set, now) ? null : score;
          return known === null
            ? []
            : [
                {
                  percent: (100 * known) / MAXIMUM,
                  weight: this.rules(set).set.weight,
                  due: this.#due.get(set)!,
                },
              ];
        })
        .sort((a, b) => a.percent - b.percent || Number(a.due) - Number(b.due));
      for (let drop = 0; drop < dropLowest && counted.length > 1; drop += 1) {
        counted.shift();
        this.drops += 1;
      }
      if (counted.length === 0) return [];
      const weights = counted.reduce((sum, each) => sum + each.weight, 0);
      const sum = counted.reduce((all, each) => all + each.percent * each.weight, 0);
      return [{ weight, percent: round(sum / weights) }];
    });
    if (categories.length === 0) return null;
    const weights = categories.reduce((sum, each) => sum + each.weight, 0);
    return round(categories.reduce((sum, each) => sum + each.percent * each.weight, 0) / weights);
  }
}
