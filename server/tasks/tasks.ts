/**
 * What the processes of the pool do, by name: functions of values that can be copied. Each loads what it needs when it is first asked for,
 * so that a process has in memory what its tasks use. This module is loaded there; the server takes its types.
 */
import type { LoadedAssignment } from '../../grader/assignment/load.ts';
import type { TheirRow } from '../features/course-files/courseRow.ts';
import type { Judging } from '../features/documents/putTogether.ts';
import type { Draft, Reading } from '../features/documents/smallDraft.ts';
import type { Uniting } from '../features/documents/unite.ts';
import type { Gathering } from '../features/answer-groups/gatherAnswers.ts';
import type { Inspected } from '../features/images/inspect/inspectImage.ts';
import type { AdviceRequest } from '../features/grading/presentRuleAdvice.ts';
import type { Comparison } from '../features/rules/comparison.ts';
import type { ReadingRequest } from '../features/rules/readRule.ts';
import type { CourseScores } from '../features/score-imports/planScores.ts';
import type { NamedSet } from '../features/score-imports/readScores.ts';
import type { Comparing, Looking } from '../features/similarity/compareTexts.ts';
import type { SheetToPack } from '../features/tex/packSheet.ts';
import type { Upload, UploadContents } from '../features/tex/readUpload.ts';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { byItself, ONE_TEXT_MS } from './byItself.ts';

/** Names of the images that texts show, each once. */
export async function imageNames(texts: readonly string[]): Promise<string[]> {
  const { imageNamesIn } = await import('../../contract/markup/images.ts');
  return [...new Set(texts.flatMap((text) => imageNamesIn(text)))];
}

export async function ownIdsOfCourseRow(theirs: Pick<TheirRow, 'table' | 'line' | 'place'>) {
  const { ownIdsOf, orRefused } = await import('../features/course-files/courseRow.ts');
  return orRefused(() => ownIdsOf(theirs));
}

export async function idsInCourseRow(line: Uint8Array) {
  const { idsIn } = await import('../features/course-files/courseRow.ts');
  return idsIn(line);
}

export async function ourCourseRow(theirs: TheirRow) {
  const { orRefused, ourRowAsBytes } = await import('../features/course-files/courseRow.ts');
  return orRefused(() => ourRowAsBytes(theirs));
}

export async function readDraft(reading: Reading) {
  const { readDraft: read } = await import('../features/documents/putTogether.ts');
  return read(reading);
}

export async function keepDraft(draft: Draft) {
  const { keepDraft: keep } = await import('../features/documents/putTogether.ts');
  return keep(draft);
}

export async function uniteDrafts(uniting: Uniting) {
  const { uniteDrafts: unite } = await import('../features/documents/unite.ts');
  return unite(uniting);
}

export async function judgeEdits(judging: Judging) {
  const { judgeEdits: judge } = await import('../features/documents/putTogether.ts');
  return judge(judging);
}

export async function inspectImage(bytes: Uint8Array): Promise<Inspected> {
  const { inspectImage: inspect } = await import('../features/images/inspect/inspectImage.ts');
  return inspect(bytes);
}

export async function readUpload(upload: Upload): Promise<UploadContents> {
  const { readUpload: read } = await import('../features/tex/readUpload.ts');
  return read(upload);
}

export async function packSheet(sheet: SheetToPack): Promise<Uint8Array<ArrayBuffer>> {
  const { packSheet: pack } = await import('../features/tex/packSheet.ts');
  return pack(sheet);
}

export async function texTemplate(assignment: AssignmentDefinition): Promise<string> {
  const { texTemplate: write } = await import('../../grader/tex/template.ts');
  return write(assignment);
}

/** Below the time of the task, whatever several texts of one person are. */
const TEXTS_TOGETHER_MS = 8_000;

export async function readRules(requests: readonly ReadingRequest[]) {
  const { readRule } = await import('../features/rules/readRule.ts');
  const timeMs = Math.min(ONE_TEXT_MS, Math.floor(TEXTS_TOGETHER_MS / requests.length));
  return requests.map(({ question, text, macros }) => readRule(question, text, macros, timeMs));
}

export async function adviseOnRule({ question, answer, rubric, macros }: AdviceRequest) {
  const { presentRuleAdvice } = await import('../features/grading/presentRuleAdvice.ts');
  return presentRuleAdvice(question, answer, rubric, macros);
}

export async function compareRules({ written, rule, code }: Comparison) {
  const { compareSources } = await import('../../grader/rules/sources.ts');
  return byItself(
    () => compareSources(written, rule, code),
    (reason) => ({
      ...compareSources({ ...written, answer: '' }, rule, code),
      remarks: [`The written rule is not drawn, since it was not read: ${reason}.`],
    }),
  );
}

export async function gatherAnswers(gathering: Gathering) {
  const { gatherAnswers: gather } = await import('../features/answer-groups/gatherAnswers.ts');
  return gather(gathering);
}

export async function loadAssignment({
  files,
  slug,
}: {
  files: ReadonlyMap<string, string>;
  slug: string;
}): Promise<LoadedAssignment> {
  const { checkAssignment } = await import('../../grader/assignment/texts.ts');
  return checkAssignment(files, slug);
}

export async function readRoster(bytes: Uint8Array) {
  const { readRoster: read } = await import('../features/roster/readRoster.ts');
  return read(bytes);
}

export async function readGroups(csv: string) {
  const { readGroups: read } = await import('../features/groups/readGroups.ts');
  return read(csv);
}

/** A file of scores, and what it may be about. */
interface ScoresReading {
  bytes: Uint8Array;
  sets: readonly NamedSet[];
  assignment: string | undefined;
}

/** Addresses of the sets that a file has scores of. */
export async function setsOfScores({ bytes, sets, assignment }: ScoresReading): Promise<string[]> {
  const { readScores } = await import('../features/score-imports/readScores.ts');
  return [...new Set(readScores(bytes, sets, assignment).cells.map(({ set }) => set))];
}

export async function planScores({
  bytes,
  sets,
  assignment,
  scores,
  mostChanges,
}: ScoresReading & { scores: CourseScores; mostChanges: number }) {
  const { readScores } = await import('../features/score-imports/readScores.ts');
  const { planScores: makePlan } = await import('../features/score-imports/planScores.ts');
  const plan = makePlan(readScores(bytes, sets, assignment), scores);
  const changes = plan.sets.reduce((sum, set) => sum + set.changes.length, 0);
  return changes > mostChanges ? { tooMany: changes } : plan;
}

export async function compareTexts(comparing: Comparing) {
  const { compareTexts: compare } = await import('../features/similarity/compareTexts.ts');
  return compare(comparing);
}

export async function passagesOf(looking: Looking) {
  const { passagesOf: passages } = await import('../features/similarity/compareTexts.ts');
  return passages(looking);
}
