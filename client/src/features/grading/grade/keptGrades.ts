/**
 * Grades that the server has not confirmed, on this device: a decision is here before the page does anything else with it, so that it
 * outlives a page or a browser that ends before it is sent. Each person has a database of their own, as for what they write.
 */
import type { GradeState } from './gradeState.ts';

export interface KeptGrade {
  /** Who decided. */
  userId: string;
  submissionId: string;
  question: string;
  /** Address of the page it was given on. */
  page: string;
  grade: GradeState;
  /** Revision of the decision that was looked at; 0 when there was none. */
  baseRevision: number;
}

const GRADES = 'grades';

type Answer = Pick<KeptGrade, 'submissionId' | 'question'>;

const keyOf = ({ submissionId, question }: Answer): string => `${question} ${submissionId}`;

/** Of whoever grades here; null where the browser keeps nothing, and until it is open. */
let own: { userId: string; database: IDBDatabase } | null = null;

function asked<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The storage of this device has failed'));
  });
}

/** Opens what is kept of a person. @returns what of it an earlier page has left */
export async function openKept(userId: string, factory = globalThis.indexedDB): Promise<KeptGrade[]> {
  try {
    const request = factory.open(`stepwise.grades.${userId}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(GRADES);
    const database = await asked(request);
    own = { userId, database };
    return await asked<KeptGrade[]>(database.transaction(GRADES).objectStore(GRADES).getAll());
  } catch {
    return [];
  }
}

/** What cannot be kept is sent all the same. */
function change(userId: string, act: (grades: IDBObjectStore) => void): void {
  if (own?.userId !== userId) return;
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

export const forgetGrade = ({ userId, ...answer }: Answer & Pick<KeptGrade, 'userId'>): void =>
  change(userId, (grades) => grades.delete(keyOf(answer)));
