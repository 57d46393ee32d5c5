/**
 * As what the database's JSON is read, and texts that are of a certain form: a course that is brought back holds nothing that its
 * pages could not read. What the database checks by itself, such as numbers and names of roles, is not here.
 */
import { z } from 'zod';
import { AssignmentDefinition, Slug } from '../../../contract/assignment.ts';
import { MediaType } from '../../../contract/images.ts';
import { CoursePolicy, ExtendedWindow, SetPolicy } from '../../../contract/policy.ts';
import { StoredReport } from '../../../contract/report.ts';
import { TimeZone } from '../../../contract/setup.ts';
import { TrainingProgress } from '../../../contract/submissions.ts';
import { VersionSteps } from '../../../contract/versions.ts';
import { Copies } from '../documents/copies.ts';
import { FIRST_YEAR, LAST_YEAR } from '../../../grader/years.ts';

type Row = Readonly<Record<string, unknown>>;

const Files = z.record(z.string(), z.string());

/** By column, `table.column`: every one of JSON in a course's tables is here. Where null is stored nothing is asked. */
export const STORED_AS: Readonly<Record<string, (row: Row) => z.ZodType>> = {
  'courses.time_zone': () => TimeZone,
  'assignments.slug': () => Slug,
  'assignment_versions.definition': () => AssignmentDefinition,
  'assignment_versions.files': () => Files,
  'assignment_versions.steps': () => VersionSteps,
  'set_drafts.slug': () => Slug,
  'set_drafts.files': () => Files,
  'policy_decisions.policy': ({ assignment_id: set }) => ((set ?? null) === null ? CoursePolicy : SetPolicy),
  'extensions.late_window': () => ExtendedWindow,
  'images.media_type': () => MediaType,
  'grading_runs.report': () => StoredReport,
  'grading_runs.scores': () => z.record(z.string(), z.number()),
  'grading_runs.progress': () => TrainingProgress,
  'document_clients.copies': () => Copies,
  'documents.writers': () => z.record(z.string(), z.unknown()),
  'audit_events.details': () => z.record(z.string(), z.unknown()),
};

/** As PostgreSQL writes it, with an offset. */
const StoredMoment = z
  .string()
  .transform((at) => new Date(at))
  .refine((at) => at.getUTCFullYear() >= FIRST_YEAR && at.getUTCFullYear() <= LAST_YEAR, {
    message: `a moment from ${FIRST_YEAR} to ${LAST_YEAR}`,
  });

/** What is wrong with a row's values, in a few words; null for nothing. @param moments columns that hold moments */
export function faultIn(table: string, row: Row, moments: readonly string[]): string | null {
  for (const [column, value] of Object.entries(row)) {
    if (value === null) continue;
    const schema = moments.includes(column) ? StoredMoment : STORED_AS[`${table}.${column}`]?.(row);
    const read = schema?.safeParse(value);
    if (!read || read.success) continue;
    const { path, message } = read.error.issues[0]!;
    return `${[column, ...path].join('.')}: ${message}`;
  }
  return null;
}
