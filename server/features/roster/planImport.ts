import { createHash } from 'node:crypto';
import type { Role } from '../../../contract/common.ts';
import type { ImportPlan } from '../../../contract/roster.ts';
import type { ReadRoster, RosterLine } from './readRoster.ts';

/** Somebody of the course as the import finds them. */
export interface KnownPerson {
  /** Null of somebody who is invited. */
  userId: string | null;
  name: string;
  email: string;
  role: Role;
  section: string;
  studentId: string;
  left: boolean;
  /** Nobody is behind the account any more. */
  erased: boolean;
}

type Change = ImportPlan['changed'][number]['changes'][number];

/** What a line says that the course does not. What a file leaves out it does not change, and an account's name is its owner's. */
function changesOf(line: RosterLine, known: KnownPerson): Change[] {
  const said: [Exclude<Change['field'], 'returns'>, string | null][] = [
    ['name', known.userId === null ? line.name : null],
    ['role', line.role],
    ['section', line.section],
    ['studentId', line.studentId],
  ];
  const changes: Change[] = said
    .filter(([field, after]) => after !== null && after !== known[field])
    .map(([field, after]) => ({ field, before: known[field], after: after ?? '' }));
  if (known.left) changes.push({ field: 'returns', before: '', after: '' });
  return changes;
}

/** What reading a file would do to a course. Pure, so that the plan which was seen is the plan which is applied. */
export function planImport(
  file: ReadRoster,
  course: readonly KnownPerson[],
): Omit<ImportPlan, 'applied' | 'changes'> {
  const byEmail = new Map(course.map((person) => [person.email, person]));
  const byStudentId = new Map(
    course.filter(({ studentId }) => studentId !== '').map((person) => [person.studentId, person]),
  );
  const problems = [...file.problems];
  const added: ImportPlan['added'] = [];
  const changed: ImportPlan['changed'] = [];
  let unchanged = 0;
  for (const line of file.people) {
    const known = byEmail.get(line.email);
    const owner = line.studentId === null ? undefined : byStudentId.get(line.studentId);
    if (owner && owner.email !== line.email) {
      const message = `The student ID ${line.studentId} is ${owner.email}’s in this course. Is it the same person, keep that address in the file; otherwise correct the ID.`;
      problems.push({ line: line.line, message });
    } else if (known?.erased) {
      const message = `Who ${line.email} was has been deleted for ever, and nobody can come back as them. Take the line out; a person who is there again has an address of their own.`;
      problems.push({ line: line.line, message });
    } else if (!known) {
      const { section, studentId, role, ...rest } = line;
      added.push({ ...rest, role: role ?? 'student', section: section ?? '', studentId: studentId ?? '' });
    } else {
      const changes = changesOf(line, known);
      if (changes.length === 0) unchanged += 1;
      else changed.push({ line: line.line, name: known.name, email: known.email, changes });
    }
  }
  const instructors = course.filter(({ role, left, userId }) => role === 'instructor' && !left && userId);
  const demoted = changed.filter(
    ({ email, changes }) =>
      instructors.some((person) => person.email === email) && changes.some(({ field }) => field === 'role'),
  );
  if (demoted.length > 0 && demoted.length === instructors.length) {
    for (const { line, email } of demoted) {
      const message = `${email} would be no instructor any more, and the course would have none. Correct the role.`;
      problems.push({ line, message });
    }
  }
  const kept = changed.filter((person) => demoted.length < instructors.length || !demoted.includes(person));
  const inFile = new Set(file.people.map(({ email }) => email));
  const missing = course
    .filter(({ email, left }) => !left && !inFile.has(email))
    .map(({ name, email, role }) => ({ name, email, role }));
  problems.sort((a, b) => a.line - b.line);
  const plan = {
    columns: file.columns,
    encoding: file.encoding,
    added,
    changed: kept,
    unchanged,
    missing,
    problems,
  };
  const digest = createHash('sha256').update(JSON.stringify(plan)).digest('base64url');
  return { ...plan, digest };
}
