/**
 * Who does what when in a made term: values in, values out, so that the same seed gives the same term. Sets are due a week
 * apart; the last is still open, the one before it waits to be graded, and the earlier ones are over.
 */
import { randomFrom } from './random.ts';
import type { Random } from './random.ts';
import { writeAnswers } from './work.ts';
import type { Program, Written } from './work.ts';

const FIRST_NAMES =
  'Ada Alan Amara Anil Bela Carla Chen Dana Diego Elif Emeka Fatima Farid Grace Hana Henrik Ines Ivan Jamal Jun Kaia Kofi Lena Luca Maya Milan Nadia Noor Olga Omar Priya Quinn Rosa Ravi Sara Sven Tara Tomas Uma Vera Wei Yara Yusuf Zoe'.split(
    ' ',
  );
const LAST_NAMES =
  'Abel Adeyemi Banerjee Bernal Castillo Chowdhury Dahl Diaz Engel Eriksen Fischer Fontaine Garcia Gupta Haddad Hoffman Ibarra Ito Jansen Jovanovic Kaya Kim Lopez Lund Mehta Moreau Nakamura Novak Okafor Olsen Park Petrov Quiroga Rahman Rossi Santos Schmidt Tanaka Torres Ueda Vargas Weber Xu Yilmaz Zhang Zimmer'.split(
    ' ',
  );
const SECTIONS = ['A', 'B', 'C', 'D'];
/** Students of one TA. */
const STUDENTS_A_TA = 60;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** From now to the due time of the last set. */
const LAST_DUE_DAYS = 5;
/** One set of so many asks for code, of those that are over. */
const CODE_EVERY = 3;

/** Nobody of these hands in. */
const MISSING = 0.04;
const LATE = 0.06;
const TWICE = 0.15;
/** Of the open set, those who have handed in. */
const EARLY = 0.3;
/** Of the set that waits, the groups whose answers are graded. */
const GRADED = 0.55;
/** Of the answers, those that a TA grades one by one; the others are graded with all that say the same. */
const GRADED_ALONE = 0.15;
const EXTENSIONS_A_SET = 2;
/** Of the groups, those who ask for another look. */
const ASKING = 0.02;

export interface PlannedPerson {
  name: string;
  section: string;
  /** From 0 to 1: how good their work is. */
  skill: number;
}

export interface PlannedAttempt {
  at: Date;
  /** By the printed label; null where the set asks for code. */
  answers: Readonly<Record<string, Written>> | null;
  file: Program | null;
}

export interface PlannedGroup {
  /** Indexes of students; the first hands in. */
  students: readonly number[];
  attempts: readonly PlannedAttempt[];
  /** Whether its answers are graded yet. */
  graded: boolean;
  /** Labels of the questions that a TA grades for this group alone. */
  alone: readonly string[];
  /** What it asks about a grade, once it sees it. */
  request: { label: string; reason: string; answered: boolean } | null;
}

export interface PlannedSet {
  folder: 'day-08' | 'optimizers';
  slug: string;
  title: string;
  due: Date;
  stage: 'over' | 'grading' | 'open';
  groups: readonly PlannedGroup[];
  /** Indexes of students, with days. */
  extensions: readonly { student: number; days: number; reason: string }[];
}

export interface TermPlan {
  students: readonly PlannedPerson[];
  tas: readonly string[];
  sets: readonly PlannedSet[];
}

export interface TermWish {
  students: number;
  sets: number;
  seed: number;
  now: Date;
  /** Half past two in the course's zone, so many days from `now`. */
  dueIn: (days: number) => Date;
  programs: readonly Program[];
}

/** So many different names. */
function namesOf(random: Random, count: number): string[] {
  const all = FIRST_NAMES.flatMap((first) => LAST_NAMES.map((last) => `${first} ${last}`));
  const names = random.shuffled(all).slice(0, count);
  // Two people may well have the same name in a class of thousands.
  while (names.length < count) names.push(random.pick(all));
  return names;
}

/** When a group hands in: mostly in the last hours, and a few after the due time. */
function momentOf(random: Random, set: { due: Date; stage: PlannedSet['stage'] }, now: Date): Date {
  if (set.stage === 'open') return new Date(now.getTime() - random.next() * DAY_MS);
  const late = random.chance(LATE);
  const offset = late ? random.next() * 40 * HOUR_MS : -(random.next() ** 3) * 3 * DAY_MS;
  return new Date(set.due.getTime() + offset);
}

const REASONS = [
  'We do say what the velocity is: it is the sum in the first formula.',
  'The rule is the one of the slides, with other letters.',
  'Could you look at this again? Our partner section got the point for the same words.',
  'The item says that a part is missing, and it is in the last paragraph.',
];
const WHY_MORE_TIME = ['Ill for three days.', 'At a conference.', 'Family matters, as agreed by mail.'];

function partition(random: Random, students: readonly number[], most: number): number[][] {
  const order = random.shuffled(students);
  const groups: number[][] = [];
  while (order.length > 0) groups.push(order.splice(0, 1 + random.below(most)));
  return groups;
}

function planSet(
  random: Random,
  wish: TermWish,
  index: number,
  people: readonly PlannedPerson[],
): PlannedSet {
  const { sets, now, programs } = wish;
  const before = sets - 1 - index;
  const due = wish.dueIn(LAST_DUE_DAYS - 7 * before);
  const stage = before === 0 ? 'open' : before === 1 ? 'grading' : 'over';
  const code = before % CODE_EVERY === CODE_EVERY - 1;
  const number = String(index + 1).padStart(2, '0');
  const who = people
    .map((_, i) => i)
    .filter(() => !random.chance(MISSING) && (stage !== 'open' || random.chance(EARLY)));
  const groups = partition(random, who, code ? 1 : 3).map((students): PlannedGroup => {
    const skill = Math.max(...students.map((i) => people[i]!.skill));
    const last = momentOf(random, { due, stage }, now);
    const attempt = (at: Date, skill_: number): PlannedAttempt => {
      if (!code) return { at, answers: writeAnswers(random, skill_), file: null };
      // The first programs are right.
      const file = programs[Math.floor(programs.length * random.next() ** (1 + 3 * skill_))]!;
      return { at, answers: null, file };
    };
    const earlier = random.chance(TWICE)
      ? [attempt(new Date(last.getTime() - random.next() * 10 * HOUR_MS), skill / 2)]
      : [];
    const attempts = [...earlier, attempt(last, skill)];
    const labels = Object.keys(attempts.at(-1)!.answers ?? {});
    const asks = !code && stage === 'over' && random.chance(ASKING);
    return {
      students,
      attempts,
      graded: stage === 'over' || (stage === 'grading' && random.chance(GRADED)),
      alone: labels.filter(() => random.chance(GRADED_ALONE)),
      request: asks
        ? { label: random.pick(labels), reason: random.pick(REASONS), answered: random.chance(0.6) }
        : null,
    };
  });
  const extensions = random
    .shuffled(people.map((_, i) => i))
    .slice(0, EXTENSIONS_A_SET)
    .map((student) => ({ student, days: 1 + random.below(3), reason: random.pick(WHY_MORE_TIME) }));
  return {
    folder: code ? 'optimizers' : 'day-08',
    slug: `${code ? 'code' : 'day'}-${number}`,
    title: code ? `Set ${number} — Optimizers from the first step` : `Set ${number} — Preparation questions`,
    due,
    stage,
    groups,
    extensions,
  };
}

export function planTerm(wish: TermWish): TermPlan {
  const random = randomFrom(wish.seed);
  const tas = Math.max(1, Math.ceil(wish.students / STUDENTS_A_TA));
  const names = namesOf(random, wish.students + tas);
  const students = names.slice(tas).map((name, i) => ({
    name,
    section: SECTIONS[i % SECTIONS.length]!,
    skill: random.next(),
  }));
  const sets = Array.from({ length: wish.sets }, (_, index) => planSet(random, wish, index, students));
  return { students, tas: names.slice(0, tas), sets };
}
