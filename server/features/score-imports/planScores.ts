import type { Person } from '../../../contract/common.ts';
import type { ScoreChange, ScoreImport } from '../../../contract/scoreImports.ts';
import { fewProblems, short } from '../readCsv.ts';
import type { CsvProblem } from '../readCsv.ts';
import type { NamedSet, ScoreCell, ScoreFile } from './readScores.ts';

/** What a student has in a set. */
export interface StandingScores {
  submissionId: string;
  /** Of the submission. */
  number: number;
  /** After what lateness costs. */
  total: number | null;
  /** Before it. */
  raw: number | null;
  /** Whether lateness would take some of a new score. */
  losesSome: boolean;
  questions: ReadonlyMap<string, { score: number | null; hasAnswer: boolean }>;
  /** It names whoever imports. */
  own: boolean;
}

export interface CourseScores {
  /** Students who are in the course. */
  students: readonly (Person & { studentId: string })[];
  sets: readonly (NamedSet & {
    released: boolean;
    /** By the student's id. */
    standing: ReadonlyMap<string, StandingScores>;
  })[];
}

type SetScores = CourseScores['sets'][number];
type Student = CourseScores['students'][number];

/** What a file wants of an answer, for one of those who share it. */
export type WantedScore = Pick<ScoreChange, 'line' | 'student' | 'submissionId' | 'question' | 'before'> & {
  after: number;
};

/** What a file wants. What comes of it is seen when it is done: see `outcomeOf.ts`. */
export type WantedScores = Omit<ScoreImport, 'importId' | 'digest' | 'sets'> & {
  sets: (Omit<ScoreImport['sets'][number], 'changes'> & { changes: WantedScore[] })[];
};

/** Whether a number of the file is the one here, which another system may have rounded to as many decimals as it writes. */
const isSame = ({ value, decimals }: ScoreCell, score: number | null): boolean =>
  score !== null &&
  (Math.abs(value - score) < 1e-6 ||
    (decimals >= 2 && Math.abs(value - score) <= 0.5 * 10 ** -decimals + 1e-9));

/** A cell whose student and set are known. */
interface Wish extends ScoreCell {
  student: Student;
  of: SetScores;
  standing: StandingScores;
}

class Planner {
  readonly problems: CsvProblem[];
  unchanged = 0;
  readonly #course: CourseScores;
  readonly #byEmail: ReadonlyMap<string, Student>;
  readonly #byStudentId: ReadonlyMap<string, Student>;
  readonly #said = new Set<string>();

  constructor(course: CourseScores, problems: readonly CsvProblem[]) {
    this.#course = course;
    this.problems = [...problems];
    this.#byEmail = new Map(course.students.map((student) => [student.email, student]));
    const numbered = course.students.filter(({ studentId }) => studentId !== '');
    this.#byStudentId = new Map(numbered.map((student) => [student.studentId, student]));
  }

  /** Once for a line. */
  #leaveOut(line: number, message: string): void {
    const key = `${line} ${message}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.problems.push({ line, message });
  }

  #studentOf({ line, email, studentId }: ScoreCell): Student | null {
    const named = this.#byEmail.get(email);
    const numbered = this.#byStudentId.get(studentId);
    const student = named ?? numbered ?? null;
    const isTwo = named !== undefined && numbered !== undefined && named !== numbered;
    if (student && !isTwo) return student;
    const who = short(email || studentId || 'Nobody');
    this.#leaveOut(
      line,
      isTwo
        ? `${who} and the student ID ${short(studentId)} are two people here. Correct one of them.`
        : `${who} is no student of this course. Add them under People first, or correct the line.`,
    );
    return null;
  }

  /** Cells about students and work that are here, each once. */
  wishes(cells: readonly ScoreCell[]): Wish[] {
    const first = new Map<string, number>();
    return cells.flatMap((cell): Wish[] => {
      const student = this.#studentOf(cell);
      if (!student) return [];
      const of = this.#course.sets.find(({ slug }) => slug === cell.set)!;
      const key = JSON.stringify([student.id, cell.set, cell.scored]);
      const earlier = first.get(key);
      if (earlier !== undefined) {
        this.#leaveOut(
          cell.line,
          `${student.email} stands in line ${earlier} already. Take one of them out.`,
        );
        return [];
      }
      first.set(key, cell.line);
      const standing = of.standing.get(student.id);
      if (!standing) {
        this.#leaveOut(
          cell.line,
          `${student.name} has handed nothing in to “${of.title}”: there is no answer that could have a score.`,
        );
        return [];
      }
      return [{ ...cell, student, of, standing }];
    });
  }

  /** Of one line and set: what its numbers say of the questions. Totals are computed here, and mostly only compared. */
  ofLine(wishes: readonly Wish[]): Wish[] {
    const questions = wishes.filter(({ scored }) => typeof scored === 'object');
    const raw = wishes.find(({ scored }) => scored === 'raw');
    const total = wishes.find(({ scored }) => scored === 'total');
    const said = questions.length > 0 ? questions : raw ? [raw] : total ? [total] : [];
    const same = said.filter((wish) => isSame(wish, scoreNow(wish)));
    this.unchanged += same.length;
    if (total && !said.includes(total) && !isSame(total, scoreNow(total)) && same.length === said.length)
      this.#leaveOut(
        total.line,
        `${total.heading}: a total is computed here. Change ${raw ? 'raw_score' : 'the columns of the questions'} instead.`,
      );
    return said
      .flatMap((wish) => (typeof wish.scored === 'object' ? wish : this.#fromTotal(wish)))
      .filter((wish) => this.#isPossible(wish));
  }

  #isPossible(wish: Wish): boolean {
    if (isSame(wish, scoreNow(wish))) return true;
    if (answerOf(wish)?.hasAnswer && !wish.standing.own) return true;
    this.#leaveOut(
      wish.line,
      wish.standing.own
        ? `${wish.heading}: you are one of those who handed this in, and nobody grades their own work. Ask a colleague to import this line.`
        : `${wish.heading}: ${wish.student.name} has no answer to this question, which came in later.`,
    );
    return false;
  }

  /** What a total says of the one question of its set; of several it says nothing. */
  #fromTotal(wish: Wish): Wish[] {
    const { of, line, scored, value, student, standing } = wish;
    const [question, ...more] = of.questions;
    const isClear = question && more.length === 0 && (scored === 'raw' || !standing.losesSome);
    if (isClear) return [{ ...wish, scored: { question: question.id } }];
    if (isSame(wish, scoreNow(wish))) return [];
    this.#leaveOut(
      line,
      more.length > 0
        ? `“${of.title}”: ${value} is a total of ${more.length + 1} questions, and does not say which of them it changes. Export the set with a column a question, and change that file.`
        : `“${of.title}”: lateness takes some of ${student.name}’s score, and ${value} is what is left. Export the set with a column a question, whose points are those before it.`,
    );
    return [];
  }

  /** People who share an answer have one score for it, the others of a submission too. */
  changesOf(wishes: readonly Wish[]): WantedScore[] {
    const byAnswer = Map.groupBy(wishes, (wish) =>
      JSON.stringify([wish.standing.submissionId, questionOf(wish)]),
    );
    return [...byAnswer.values()].flatMap((shared) => {
      const [one] = shared;
      const changing = shared.filter((wish) => !isSame(wish, scoreNow(wish)));
      if (!one || changing.length === 0) return [];
      const after = changing[0]!.value;
      const named = [...new Set(shared.map(({ student }) => student.name))].join(', ');
      if (shared.some(({ value }) => value !== after)) {
        for (const { line, heading } of changing)
          this.#leaveOut(
            line,
            `${heading}: ${named} handed in together and share the answer. Give all of them the same number.`,
          );
        return [];
      }
      const question = one.of.questions.find(({ id }) => id === questionOf(one))!;
      return this.#course.students.flatMap((student): WantedScore[] => {
        const standing = one.of.standing.get(student.id);
        if (standing?.submissionId !== one.standing.submissionId) return [];
        const before = standing.questions.get(question.id)?.score ?? null;
        if (before === after) return [];
        const line = shared.find((wish) => wish.student.id === student.id)?.line ?? null;
        const { id, name, email } = student;
        return [
          {
            line,
            student: { id, name, email },
            submissionId: standing.submissionId,
            question: { id: question.id, label: question.label, title: question.title },
            before,
            after,
          },
        ];
      });
    });
  }
}

const questionOf = ({ scored }: ScoreCell): string => (typeof scored === 'object' ? scored.question : '');
const answerOf = (wish: Wish) => wish.standing.questions.get(questionOf(wish));

function scoreNow(wish: Wish): number | null {
  if (wish.scored === 'total') return wish.standing.total;
  if (wish.scored === 'raw') return wish.standing.raw;
  return answerOf(wish)?.score ?? null;
}

/** What a file of scores wants to be changed. */
export function planScores(file: ScoreFile, course: CourseScores): WantedScores {
  const planner = new Planner(course, file.problems);
  const wishes = planner.wishes(file.cells);
  const byLine = Map.groupBy(wishes, ({ line, set }) => `${line} ${set}`);
  const wanted = [...byLine.values()].flatMap((line) => planner.ofLine(line));
  const bySet = Map.groupBy(wanted, ({ set }) => set);
  const sets = course.sets.flatMap(({ slug, title, released }) => {
    const changes = planner.changesOf(bySet.get(slug) ?? []);
    return changes.length === 0 ? [] : [{ slug, title, released, changes }];
  });
  const { format, encoding, columns, ignored } = file;
  const problems = fewProblems(planner.problems);
  return { format, encoding, columns, ignored, sets, unchanged: planner.unchanged, problems };
}
