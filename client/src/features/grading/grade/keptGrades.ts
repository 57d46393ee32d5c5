/**
 * Grades that the server has not confirmed, on this device: a decision is here before the page does anything else with it, so that it
 * outlives a page or a browser that ends before it is sent. Each person has a database of their own, as for what they write.
 */
import { sameGrade, type GradeState } from './gradeState.ts';

export interface KeptGrade {
  /** Who decided. */
  userId: string;
  submissionId: string;
  question: string;
  /** Address of the page it was given on. */
  page: string;
  /** Whose answer, to which question, as people say it; absent where it was kept before that was. */
  of?: string | undefined;
  grade: GradeState;
  /** Revision of the decision that was looked at; 0 when there was none. */
  baseRevision: number;
}

const GRADES = 'grades';

type Answer = Pick<KeptGrade, 'submissionId' | 'question'>;

/** Of this page. Two tabs may have decided about one answer; neither writes over what the other has on its way. */
const PAGE = crypto.randomUUID();

const keyOf = ({ submissionId, question }: Answer): string => `${question} ${submissionId} ${PAGE}`;

/** Of whoever grades here; null where the browser keeps nothing, and until it is open. */
let own: { userId: string; database: IDBDatabase } | null = null;

type Act = (grades: IDBObjectStore) => void;
/** What is to be kept of somebody whose database is being opened. */
let early: { userId: string; acts: Act[] } | null = null;

function asked<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The storage of this device has failed'));
  });
}

/** Opens what is kept of a person. @returns what of it an earlier page has left */
export async function openKept(userId: string, factory = globalThis.indexedDB): Promise<KeptGrade[]> {
  const opening: NonNullable<typeof early> = { userId, acts: [] };
  early = opening;
  try {
    const request = factory.open(`stepwise.grades.${userId}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(GRADES);
    const database = await asked(request);
    const left = asked<KeptGrade[]>(database.transaction(GRADES).objectStore(GRADES).getAll());
    own = { userId, database };
    // Behind the reading, which is of earlier pages alone.
    for (const act of opening.acts) change(userId, act);
    return await left;
  } catch {
    return [];
  } finally {
    if (early === opening) early = null;
  }
}

/** What cannot be kept is sent all the same. */
function change(userId: string, act: Act): void {
  if (own?.userId !== userId) {
    if (early?.userId === userId) early.acts.push(act);
    return;
  }
  try {
    act(own.database.transaction(GRADES, 'readwrite').objectStore(GRADES));
  } catch {
    own = null;
  }
}

export const keepGrade = ({ userId, submissionId, question, page, grade, baseRevision }: KeptGrade): void =>
  change(userId, (grades) =>
    grades.put(
      { userId, submissionId, question, page, grade, baseRevision } satisfies KeptGrade,
      keyOf({ submissionId, question }),
    ),
  );

/** Takes this decision off the device, whichever page has kept it. Another one about the same answer stays: another tab has it on its way. */
export const forgetGrade = ({
  userId,
  grade,
  ...answer
}: Answer & Pick<KeptGrade, 'userId' | 'grade'>): void =>
  change(userId, (grades) => {
    const request = grades.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null) return;
      const kept = cursor.value as KeptGrade;
      const isOf = kept.submissionId === answer.submissionId && kept.question === answer.question;
      if (isOf && sameGrade(kept.grade, grade)) cursor.delete();
      cursor.continue();
    };
  });
