/**
 * A file with the people of a course, as registrars, Canvas, Gradescope and spreadsheets write it. Nothing of it is ever
 * computed or run: cells are text. Every line that cannot be used is said, with what to do.
 */
import { EmailAddress } from '../../../contract/common.ts';
import type { Role } from '../../../contract/common.ts';
import { StudentId, Section } from '../../../contract/roster.ts';
import { own } from '../../../contract/own.ts';
import { emailIn, fewProblems, isFormula, MOST_COLUMNS, NO_TEXT, plain, readCsv, short } from '../readCsv.ts';
import type { CsvProblem, CsvRow } from '../readCsv.ts';

/** A line of the file; null is what it does not say. */
export interface RosterLine {
  line: number;
  email: string;
  name: string;
  role: Role | null;
  section: string | null;
  studentId: string | null;
}

export interface ReadRoster {
  encoding: string;
  /** The file's own names of the columns that are used. */
  columns: Record<string, string>;
  people: RosterLine[];
  problems: CsvProblem[];
}

const MOST_PEOPLE = 5_000;

type Column = 'email' | 'login' | 'name' | 'first' | 'last' | 'studentId' | 'section' | 'role';

/** Letters and digits of a heading in lower case; the first of a list that the file has is taken. */
const HEADINGS: Record<Column, string[]> = {
  email: [
    'email', 'emailaddress', 'mail', 'mailaddress', 'emailadresse', 'useremail', 'primaryemail', 'courriel',
    'adressedecourriel', 'adresseelectronique', 'correoelectronico', 'correo',
  ], // prettier-ignore
  login: ['sisloginid', 'loginid', 'login', 'username', 'upn', 'userprincipalname'],
  name: ['name', 'fullname', 'studentname', 'student', 'displayname', 'participant'],
  first: [
    'firstname',
    'first',
    'givenname',
    'givennames',
    'forename',
    'firstnameofstudent',
    'vorname',
    'prenom',
    'nombre',
  ],
  last: [
    'lastname',
    'last',
    'surname',
    'familyname',
    'familynameofstudent',
    'nachname',
    'nom',
    'apellidos',
    'apellido',
  ],
  studentId: [
    'sid', 'studentid', 'sisuserid', 'sisid', 'studentnumber', 'universityid', 'idnumber', 'matriculationnumber',
    'registrationnumber', 'orgdefinedid', 'matrikelnummer', 'idnummer', 'id',
  ], // prettier-ignore
  section: ['section', 'sections', 'sectionname', 'classsection', 'gruppe', 'groupe', 'grupo'],
  role: ['role', 'courserole', 'type'],
};

const ROLES: Record<string, Role> = {
  student: 'student',
  learner: 'student',
  studentenrollment: 'student',
  ta: 'ta',
  teachingassistant: 'ta',
  tutor: 'ta',
  grader: 'ta',
  taenrollment: 'ta',
  instructor: 'instructor',
  teacher: 'instructor',
  professor: 'instructor',
  teacherenrollment: 'instructor',
  observer: 'observer',
  auditor: 'observer',
  observerenrollment: 'observer',
};

type Places = Partial<Record<Column, number>>;

function placesOf(heading: readonly string[]): Places {
  const names = heading.map(plain);
  const places: Places = {};
  for (const [column, wanted] of Object.entries(HEADINGS) as [Column, string[]][]) {
    const place = wanted.map((name) => names.indexOf(name)).find((index) => index >= 0);
    if (place !== undefined) places[column] = place;
  }
  return places;
}

/** `Lovelace, Ada` → `Ada Lovelace`; with another comma, as in `King, Jr., Martin`, it is left as it stands. */
function nameInOrder(name: string): string {
  const parts = name.split(',').map((part) => part.trim());
  return parts.length === 2 && parts[0] && parts[1] ? `${parts[1]} ${parts[0]}` : name;
}

function emailProblem(email: string): string | null {
  if (email === '') return 'The e-mail address is missing. Fill it in: people are known by it.';
  if (email.split('@').length > 2) return `There are two @ in ${short(email)}. Write one address.`;
  if (EmailAddress.safeParse(email).success) return null;
  return `${short(email)} is no e-mail address such as ada@example.edu.`;
}

function readLine({ line, cells }: CsvRow, places: Places): RosterLine | string {
  const at = (column: Column): string => cells[places[column] ?? -1] ?? '';
  // Brightspace writes a mark before what a spreadsheet would take for a number.
  const unmarked = (column: Column): string => at(column).replace(/^#/, '');
  const email = emailIn(places.email === undefined ? unmarked('login') : at('email'));
  const wrong = emailProblem(email);
  if (wrong !== null) return wrong;
  const both = `${at('first')} ${at('last')}`.trim();
  const name = both === '' ? nameInOrder(at('name')) : both;
  if (name === '') return 'The name is missing. Fill it in.';
  if (name.length > 100) return 'The name is longer than 100 characters. Shorten it.';
  const role = at('role') === '' ? null : own(ROLES, plain(at('role')));
  if (role === undefined)
    return `${short(at('role'))} is no role. Write student, TA, instructor or observer.`;
  const studentId = unmarked('studentId');
  if (!StudentId.safeParse(studentId).success) return 'The student ID is longer than 60 characters.';
  const section = at('section');
  if (!Section.safeParse(section).success) return 'The section is longer than 60 characters. Shorten it.';
  const formula = (['name', 'first', 'last', 'section', 'studentId'] as const).map(at).find(isFormula);
  if (formula !== undefined)
    return `${short(formula)} looks like a formula. Write the value that it stands for.`;
  return {
    line,
    email: email.toLowerCase(),
    name,
    role,
    section: section === '' ? null : section,
    studentId: studentId === '' ? null : studentId,
  };
}

/** What Canvas writes between heading and people, and its invented student. */
function isNoPerson({ cells }: CsvRow, places: Places): boolean {
  const name = plain(cells[places.name ?? -1] ?? '');
  if (name === 'pointspossible') return true;
  if (places.login === undefined || places.name === undefined) return false;
  // How grades are posted is said in the columns of the sets alone.
  return name === 'studenttest' || Object.values(places).every((place) => (cells[place] ?? '') === '');
}

/** Twins: an address or a student ID that stands in an earlier line already. */
function withoutTwins(people: readonly RosterLine[], problems: ReadRoster['problems']): RosterLine[] {
  const emails = new Map<string, number>();
  const studentIds = new Map<string, RosterLine>();
  return people.filter(({ line, ...person }) => {
    const earlier = emails.get(person.email);
    const other = person.studentId === null ? undefined : studentIds.get(person.studentId);
    if (earlier !== undefined) {
      problems.push({
        line,
        message: `${person.email} stands in line ${earlier} already. Take one of them out.`,
      });
      return false;
    }
    if (other) {
      problems.push({
        line,
        message: `The student ID ${person.studentId} stands in line ${other.line} for ${other.email}. Correct one of them.`,
      });
      return false;
    }
    emails.set(person.email, line);
    if (person.studentId !== null) studentIds.set(person.studentId, { line, ...person });
    return true;
  });
}

export function readRoster(bytes: Uint8Array): ReadRoster {
  const { encoding, rows, problems } = readCsv(bytes);
  const nothing = (message: string): ReadRoster => ({
    encoding,
    columns: {},
    people: [],
    problems: [{ line: 0, message }],
  });
  if (rows === null) return nothing(NO_TEXT);
  const [heading, ...rest] = rows;
  if (!heading) return nothing('The file is empty. Its first line names the columns, such as Name,Email.');
  if (heading.cells.length > MOST_COLUMNS)
    return nothing(`The file has ${heading.cells.length} columns; at most ${MOST_COLUMNS} can be read.`);
  const places = placesOf(heading.cells);
  const columns = Object.fromEntries(
    Object.entries(places).map(([column, place]) => [column, heading.cells[place] ?? '']),
  );
  const found = heading.cells.filter((cell) => cell !== '').map(short);
  const known = found.slice(0, 12).join(', ');
  if (places.email === undefined && places.login === undefined)
    return nothing(`No column is called Email. The first line names the columns; it has ${known}.`);
  if (places.name === undefined && places.first === undefined && places.last === undefined)
    return nothing(`No column is called Name, or First Name and Last Name. The first line has ${known}.`);
  const lines = rest.filter((row) => !isNoPerson(row, places));
  if (lines.length === 0 && problems.length === 0)
    return nothing('The file names its columns and nobody below them.');
  if (lines.length > MOST_PEOPLE)
    return nothing(`The file has ${lines.length} people; at most ${MOST_PEOPLE} can be read at once.`);
  const people: RosterLine[] = [];
  for (const row of lines) {
    const read = readLine(row, places);
    if (typeof read === 'string') problems.push({ line: row.line, message: read });
    else people.push(read);
  }
  if (places.email === undefined && people.length === 0 && lines.length > 0) {
    return nothing(
      `The file has no column Email, and its ${columns.login ?? ''} are no e-mail addresses. Add a column Email.`,
    );
  }
  const unique = withoutTwins(people, problems);
  return { encoding, columns, people: unique, problems: fewProblems(problems) };
}
