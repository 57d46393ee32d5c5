/**
 * A file of scores, in our own columns or in those of Canvas, Gradescope or nbgrader: which number stands for whom and for
 * what. Formulas are text that is no number. Whatever is not read is said, with what to do.
 */
import type { ScoreFormat } from '../../../contract/scoreImports.ts';
import { AFTER_ITEMS, BEFORE_ITEMS, questionOfId } from '../gradebook/exports/evaluations.ts';
import { GRADESCOPE_HEADER } from '../gradebook/exports/gradescope.ts';
import { emailIn, isFormula, MOST_COLUMNS, NO_TEXT, plain, readCsv, short, squeezed } from '../readCsv.ts';
import type { Csv, CsvProblem, CsvRow } from '../readCsv.ts';

/** A set of the course, as a file may name it. */
export interface NamedSet {
  slug: string;
  title: string;
  maxScore: number;
  questions: { id: string; label: string | null; title: string; points: number }[];
}

/** What a number is: the score of a question, a set's total after what lateness costs, or the total before that. */
export type Scored = { question: string } | 'total' | 'raw';

export interface ScoreCell {
  line: number;
  email: string;
  studentId: string;
  set: string;
  scored: Scored;
  value: number;
  /** How many the file writes: other systems round to two. */
  decimals: number;
  /** As the file calls it. */
  heading: string;
}

export interface ScoreFile {
  format: ScoreFormat | null;
  encoding: string;
  columns: string[];
  ignored: string[];
  cells: ScoreCell[];
  problems: CsvProblem[];
}

const MOST_LINES = 100_000;

/** A column of numbers of one set, out of as many points. */
interface Column {
  place: number;
  set: NamedSet;
  scored: Scored;
}

interface Read {
  columns: Column[];
  /** Places of columns with something else than scores. */
  known: ReadonlySet<number>;
  problems: CsvProblem[];
}

/** A cell that our own export kept from running in a spreadsheet. */
const withoutApostrophe = (cell: string): string => (/^'[=+\-@]/.test(cell) ? cell.slice(1) : cell);

const pointsOf = (set: NamedSet, scored: Scored): number =>
  typeof scored === 'string'
    ? set.maxScore
    : (set.questions.find(({ id }) => id === scored.question)?.points ?? 0);

const otherPoints = (heading: string, there: number, here: number): CsvProblem => ({
  line: 0,
  message: `“${short(heading)}” is out of ${there} points in the file and out of ${here} here. Export it again, or correct the points.`,
});

function formatOf(heading: readonly string[]): ScoreFormat | null {
  const names = new Set(heading.map(plain));
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  // Its other headings are titles, and may be anything.
  if (has('student', 'sisuserid', 'section')) return 'canvas';
  if (has('assignment', 'rawscore', 'maxscore')) return 'nbgrader';
  if (has('email', 'totalscore') || has('email', EVALUATED)) return 'gradescope';
  return has('email') && heading.some((each) => OWN.test(each)) ? 'stepwise' : null;
}

/** A column that Gradescope's evaluations of one question have, and no other file. */
const EVALUATED = 'questionsubmissionid';

/** `sheet (of 20)` or `sheet/one (of 5)`. */
const OWN = /^([^/\s]+)(?:\/(\S+))? \(of (\d+(?:\.\d+)?)\)$/;

function ownColumns(heading: readonly string[], sets: readonly NamedSet[]): Read {
  const read: Read = { columns: [], known: new Set(), problems: [] };
  const known = new Set<number>();
  for (const [place, name] of heading.entries()) {
    if (['name', 'email', 'total'].includes(plain(name)) || name.endsWith(' status')) known.add(place);
    const [, slug, question, points] = OWN.exec(name) ?? [];
    const set = sets.find((each) => each.slug === slug);
    if (!set || (question !== undefined && !set.questions.some(({ id }) => id === question))) continue;
    const scored: Scored = question === undefined ? 'total' : { question };
    if (pointsOf(set, scored) === Number(points)) read.columns.push({ place, set, scored });
    else read.problems.push(otherPoints(name, Number(points), pointsOf(set, scored)));
  }
  return { ...read, known };
}

const CANVAS = ['student', 'id', 'sisuserid', 'sisloginid', 'section'];
const isPossible = ({ cells }: CsvRow): boolean => plain(cells[0] ?? '') === 'pointspossible';

/** Canvas itself adds its number to a title: `Day 8 (1234)`. */
function canvasColumns(heading: readonly string[], sets: readonly NamedSet[], rows: readonly CsvRow[]): Read {
  const columns: Column[] = [];
  const known = new Set<number>();
  const problems: CsvProblem[] = [];
  const possible = rows.find(isPossible);
  for (const [place, name] of heading.entries()) {
    // A set may be called so as well.
    if (CANVAS.includes(plain(name)) && heading.indexOf(name) === place) {
      known.add(place);
      continue;
    }
    const called = (wanted: string) => sets.filter(({ title }) => squeezed(title) === wanted);
    const exact = called(name);
    const [set, other] = exact.length > 0 ? exact : called(name.replace(/ \(\d+\)$/, ''));
    if (!set) continue;
    const points = numberIn(possible?.cells[place] ?? '', false);
    if (other)
      problems.push({
        line: 0,
        message: `“${short(name)}” is the title of two sets here. Use an export that tells them apart: our own or nbgrader’s.`,
      });
    else if (typeof points === 'object' && points !== null && points.value !== set.maxScore)
      problems.push(otherPoints(name, points.value, set.maxScore));
    else columns.push({ place, set, scored: 'total' });
  }
  return { columns, known, problems };
}

/** `2: Bias correction (5.0 pts)`. */
function questionIn(name: string, set: NamedSet): NamedSet['questions'][number] | undefined {
  const [, title = '', points] = /^(?:\d+(?:\.\d+)?: )?(.*?)(?: \((\d+(?:\.\d+)?) pts\))?$/.exec(name) ?? [];
  return set.questions.find(
    (question, index) =>
      squeezed(question.title) === title &&
      // Two questions may have one title: then the number in front decides.
      (set.questions.filter((each) => each.title === question.title).length === 1 ||
        name.startsWith(`${index + 1}: `)) &&
      (points === undefined || question.points.toFixed(1) === Number(points).toFixed(1)),
  );
}

function gradescopeColumns(
  heading: readonly string[],
  sets: readonly NamedSet[],
  wanted: string | undefined,
): Read {
  const head = new Set(GRADESCOPE_HEADER.map(plain));
  const known = new Set([...heading.keys()].filter((place) => head.has(plain(heading[place] ?? ''))));
  const named = [...heading.entries()].filter(([place, name]) => name !== '' && !known.has(place));
  const candidates = sets.filter(({ slug }) => wanted === undefined || slug === wanted);
  const [set, other] = candidates.filter(
    (each) => named.length > 0 && named.every(([, name]) => questionIn(name, each)),
  );
  if (!set || (other && wanted === undefined)) {
    const message =
      candidates.length === 0
        ? `There is no set ${short(wanted ?? '')} here.`
        : wanted !== undefined
          ? 'Not every column of a question is one of this set, with the same title and points. Export it again.'
          : set
            ? 'More than one set has these questions. Say which one the file is of.'
            : 'No set has just these questions, with the same titles and points. Export it again, or correct the headings.';
    return { columns: [], known, problems: [{ line: 0, message }] };
  }
  const total = heading.findIndex((name) => plain(name) === 'totalscore');
  return {
    columns: [
      ...named.map(([place, name]) => ({ place, set, scored: { question: questionIn(name, set)!.id } })),
      { place: total, set, scored: 'total' as const },
    ],
    known,
    problems: [],
  };
}

/** Of Gradescope's evaluations: the one column of scores. Items of a rubric are not taken over, since the one here may be another. */
function evaluationColumns(
  heading: readonly string[],
  sets: readonly NamedSet[],
  { rows, wanted }: { rows: readonly CsvRow[]; wanted: string | undefined },
): Read {
  const own = new Set([...BEFORE_ITEMS, ...AFTER_ITEMS].map(plain));
  const known = new Set([...heading.keys()].filter((place) => own.has(plain(heading[place] ?? ''))));
  const place = heading.findIndex((name) => plain(name) === 'score');
  const ids = heading.findIndex((name) => plain(name) === EVALUATED);
  const [named, ...others] = new Set(rows.map(({ cells }) => questionOfId(cells[ids] ?? '')));
  const candidates = sets
    .filter(({ slug }) => wanted === undefined || slug === wanted)
    .flatMap((set) => {
      // A file from Gradescope itself names no question: only a set of one leaves no doubt.
      const found = set.questions.filter(({ id }) =>
        named === undefined ? set.questions.length === 1 : id === named,
      );
      return others.length === 0 ? found.map(({ id }) => ({ set, question: id })) : [];
    });
  const [found, another] = candidates;
  if (place >= 0 && found && !another)
    return {
      columns: [{ place, set: found.set, scored: { question: found.question } }],
      known,
      problems: [],
    };
  const message =
    found && wanted === undefined
      ? 'More than one set may have this question. Say which one the file is of.'
      : 'It cannot be seen which question the file is of. Export the scores of the whole set, and import that file.';
  return { columns: [], known, problems: [{ line: 0, message }] };
}

/** @returns null for a blank cell, and words for what is no number */
function numberIn(cell: string, decimalComma: boolean): { value: number; decimals: number } | string | null {
  const text = withoutApostrophe(cell);
  if (text === '') return null;
  const [, whole, decimals = ''] =
    (decimalComma ? /^(\d{1,9})(?:[.,](\d{0,20}))?$/ : /^(\d{1,9})(?:\.(\d{0,20}))?$/).exec(text) ?? [];
  if (whole !== undefined)
    return {
      value: Math.round(Number(`${whole}.${decimals || '0'}`) * 1e6) / 1e6,
      decimals: decimals.length,
    };
  if (isFormula(text)) return 'looks like a formula, and nothing is computed here. Write the number.';
  if (/^-[\d.,]+$/.test(text)) return 'is below 0. Scores are at least 0.';
  return 'is no number. Write one such as 7.5, or leave the cell blank to change nothing.';
}

/** Lines of the file with the people that they name. */
function peopleIn({ rows, heading }: { rows: readonly CsvRow[]; heading: readonly string[] }) {
  const placeOf = (...wanted: string[]) =>
    wanted.map((name) => heading.findIndex((each) => plain(each) === name)).find((place) => place >= 0) ?? -1;
  const email = placeOf('email', 'sisloginid');
  const studentId = placeOf('sid', 'sisuserid', 'studentid');
  return rows.map((row) => ({
    ...row,
    email: emailIn(withoutApostrophe(row.cells[email] ?? '')).toLowerCase(),
    studentId: withoutApostrophe(row.cells[studentId] ?? ''),
  }));
}

type Line = ReturnType<typeof peopleIn>[number];

/** Of nbgrader's lines, each about one set: its column of scores before lateness, and the one after it. */
function nbgraderLines(
  lines: readonly Line[],
  heading: readonly string[],
  sets: readonly NamedSet[],
): { lines: { line: Line; columns: Column[] }[]; problems: CsvProblem[] } {
  const at = (line: Line, name: string): string =>
    withoutApostrophe(line.cells[heading.findIndex((each) => plain(each) === name)] ?? '');
  const placeOf = (name: string) => heading.findIndex((each) => plain(each) === name);
  const problems = new Map<string, CsvProblem>();
  const read = lines.flatMap((line) => {
    const slug = at(line, 'assignment');
    const set = sets.find((each) => each.slug === slug);
    const points = numberIn(at(line, 'maxscore'), false);
    if (!set) {
      if (!problems.has(slug))
        problems.set(slug, {
          line: line.line,
          message: `There is no set ${short(slug)} here: its lines are left out.`,
        });
      return [];
    }
    if (typeof points === 'object' && points !== null && points.value !== set.maxScore) {
      problems.set(slug, otherPoints(slug, points.value, set.maxScore));
      return [];
    }
    const columns: Column[] = [{ place: placeOf('rawscore'), set, scored: 'raw' }];
    if (placeOf('score') >= 0) columns.push({ place: placeOf('score'), set, scored: 'total' });
    return [{ line, columns }];
  });
  return { lines: read, problems: [...problems.values()] };
}

const isNobody = (row: CsvRow): boolean =>
  isPossible(row) ||
  plain(row.cells[0] ?? '') === 'studenttest' ||
  plain(row.cells.join('')) === 'manualposting';

function cellsOf(
  { line, columns }: { line: Line; columns: readonly Column[] },
  { heading, separator }: { heading: readonly string[]; separator: string },
): { cells: ScoreCell[]; problems: CsvProblem[] } {
  const cells: ScoreCell[] = [];
  const problems: CsvProblem[] = [];
  const isCommaFree = separator !== ',';
  for (const { place, set, scored } of columns) {
    const written = line.cells[place] ?? '';
    const number = numberIn(written, isCommaFree);
    const name = heading[place] ?? '';
    const points = pointsOf(set, scored);
    const bad = (message: string) =>
      problems.push({
        line: line.line,
        message: `${short(name)}: ${short(withoutApostrophe(written))} ${message}`,
      });
    if (number === null) continue;
    if (typeof number === 'string') bad(number);
    else if (number.value > points) bad(`is more than the ${points} points that there are.`);
    else {
      const { email, studentId } = line;
      cells.push({ line: line.line, email, studentId, set: set.slug, scored, heading: name, ...number });
    }
  }
  return { cells, problems };
}

/**
 * @param sets of the course
 * @param assignment the set that a file of Gradescope is of; found by its questions when absent
 */
export function readScores(
  bytes: Uint8Array,
  sets: readonly NamedSet[],
  assignment: string | undefined,
): ScoreFile {
  const csv = readCsv(bytes);
  const [first, ...rows] = csv.rows ?? [];
  const heading = (first?.cells ?? []).map(withoutApostrophe);
  const format = formatOf(heading);
  const nothing = (message: string): ScoreFile => ({
    format,
    encoding: csv.encoding,
    columns: [],
    ignored: [],
    cells: [],
    problems: [{ line: 0, message }],
  });
  if (csv.rows === null) return nothing(NO_TEXT);
  if (rows.length === 0 && csv.problems.length === 0)
    return nothing('There is nothing below the first line, which names the columns.');
  if (rows.length > MOST_LINES)
    return nothing(`The file has ${rows.length} lines; at most ${MOST_LINES} can be read at once.`);
  if (heading.length > MOST_COLUMNS)
    return nothing(`The file has ${heading.length} columns; at most ${MOST_COLUMNS} can be read.`);
  if (format === null)
    return nothing(
      'These are not the columns of an export of ours, of Canvas, of Gradescope or of nbgrader. Export scores here to see what is read, and fill in that file.',
    );
  return readLines(csv, { format, heading, rows, sets, assignment });
}

function readLines(
  { encoding, separator, problems: before }: Csv,
  {
    format,
    heading,
    rows,
    sets,
    assignment,
  }: {
    format: ScoreFormat;
    heading: readonly string[];
    rows: readonly CsvRow[];
    sets: readonly NamedSet[];
    assignment: string | undefined;
  },
): ScoreFile {
  const people = peopleIn({ heading, rows: rows.filter((row) => format !== 'canvas' || !isNobody(row)) });
  const problems = [...before];
  const cells: ScoreCell[] = [];
  const add = (read: { cells: ScoreCell[]; problems: CsvProblem[] }) => {
    cells.push(...read.cells);
    problems.push(...read.problems);
  };
  const file = { format, encoding, cells, problems };
  if (format === 'nbgrader') {
    const read = nbgraderLines(people, heading, sets);
    problems.push(...read.problems);
    for (const line of read.lines) add(cellsOf(line, { heading, separator }));
    return { ...file, columns: ['raw_score'], ignored: [] };
  }
  const {
    columns,
    known,
    problems: wrong,
  } = format === 'stepwise'
    ? ownColumns(heading, sets)
    : format === 'canvas'
      ? canvasColumns(heading, sets, rows)
      : heading.some((name) => plain(name) === EVALUATED)
        ? evaluationColumns(heading, sets, { rows, wanted: assignment })
        : gradescopeColumns(heading, sets, assignment);
  problems.push(...wrong);
  for (const line of people) add(cellsOf({ line, columns }, { heading, separator }));
  const used = new Set(columns.map(({ place }) => place));
  const ignored = heading.filter((name, place) => name !== '' && !used.has(place) && !known.has(place));
  return { ...file, columns: columns.map(({ place }) => heading[place] ?? ''), ignored };
}
