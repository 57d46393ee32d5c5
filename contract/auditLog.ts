/** The log of acts: who did what to what, and when. Rows are only ever added. */
import { z } from 'zod';
import { AskedMoment, CourseParams, Id, Moment, PersonName } from './common.ts';
import { defineOperation } from './operation.ts';

/** What is written down when it is done, by operation, as one chooses it from a list. */
export const ACTS = {
  acceptInvitation: 'joined a group',
  addNote: 'wrote a note about somebody',
  addInlineComment: 'commented on a passage',
  addPerson: 'added a person',
  adoptSecondGrading: 'made a second grade the one that counts',
  applyRerun: 'applied a rerun',
  archiveCourse: 'archived or reopened the course',
  archiveRubricItem: 'archived a rubric item',
  arrangeGroup: 'arranged a group',
  askForRegrade: 'asked for a regrade',
  askForSecondGrading: 'asked for second grades',
  askForEmailChange: 'asked for another e-mail address',
  askForPasswordLink: 'had a password link mailed',
  assignRequest: 'passed a regrade request on',
  changeEnrolment: 'changed somebody’s place in the course',
  changePassword: 'changed the own password',
  changeSavedComment: 'changed a saved comment',
  changeSetState: 'hid, showed or archived a set',
  closeJoinLink: 'closed the join link',
  closeRequest: 'closed a regrade request',
  confirmEmail: 'changed the own e-mail address',
  copyCourse: 'copied a course',
  createAdministrator: 'made the first account',
  createAnyPasswordLink: 'made a password link',
  createCourse: 'created the course',
  createPasswordLink: 'made a password link',
  createRubricItem: 'added a rubric item',
  createSubmission: 'submitted',
  decideCoursePolicy: 'decided about late rules, late days and categories',
  decideSecondGrading: 'graded an answer a second time',
  takeBackSecondGrading: 'took a second grade back',
  decideSetPolicy: 'decided about dates and late rules of a set',
  deleteAnyCourse: 'deleted a course',
  deleteCourse: 'deleted the course',
  deleteSavedComment: 'deleted a saved comment',
  describeCourse: 'changed what the course is called or its time zone',
  discardSetDraft: 'threw a draft of a set away',
  discardRerun: 'discarded a rerun',
  divideQuestion: 'divided a question among graders',
  dissolveAnswerGroup: 'dissolved a group of answers',
  editInlineComment: 'changed a comment on a passage',
  editRubricItem: 'changed a rubric item',
  endTrying: 'threw the own trial away',
  erasePerson: 'took out who somebody was',
  formAnswerGroup: 'formed a group of answers',
  gradeAnswer: 'graded an answer',
  gradeAnswerGroup: 'graded an answer with others alike',
  grantExtension: 'gave more time',
  importCourse: 'brought the course back from a file',
  importRoster: 'imported a roster',
  importScores: 'imported scores',
  inviteToMyGroup: 'invited somebody to a group',
  joinCourse: 'joined the course',
  leaveMyGroup: 'left a group',
  linkProvider: 'linked the account with the sign-in provider',
  makeToken: 'made a personal token',
  markAnswer: 'flagged, skipped or settled an answer',
  openJoinLink: 'opened a join link',
  pinSubmission: 'chose which submission counts',
  publishAssignment: 'published a set',
  refuseEmail: 'refused another e-mail address',
  regradeSubmission: 'had a submission run again',
  releaseGrades: 'released grades or took them back',
  removeInlineComment: 'removed a comment on a passage',
  removeNote: 'removed a note',
  renewInvitations: 'made invitation links',
  retryMails: 'had mail tried again',
  replyToRequest: 'replied to a regrade request',
  revokeExtension: 'took an extension back',
  revokeInvitation: 'revoked an invitation',
  revokeToken: 'ended a personal token',
  saveComment: 'saved a comment for use',
  setPassword: 'set the own password',
  setRequestPolicy: 'said when regrades may be asked for',
  setRubricGroup: 'changed a group of rubric items',
  signOutEverywhere: 'signed out everywhere',
  startRerun: 'started a rerun',
  stopRerun: 'stopped a rerun',
  stopTraining: 'stopped a training',
  trainAgain: 'began a training again',
  tryAsStudent: 'began to try sets as a student',
  undoGrading: 'undid grading',
  undoRerun: 'undid a rerun',
  undoScoreImport: 'undid an import of scores',
  ungradeAnswer: 'took a grade back',
  ungradeAnswerGroup: 'took a grade back with others alike',
  unlinkProvider: 'unlinked the account from the sign-in provider',
  withdrawEmailChange: 'kept the own e-mail address',
  withdrawInvitation: 'withdrew an invitation to a group',
  withdrawRequest: 'withdrew a regrade request',
} as const;
export type Act = keyof typeof ACTS;
const Act = z.enum(Object.keys(ACTS) as [Act, ...Act[]]);

/** One thing that the log knows about an act: a score, a due time, who was meant. */
export const AuditFact = z.object({
  name: z.string(),
  /** In words; a moment as ISO 8601. */
  value: z.string(),
});
export type AuditFact = z.infer<typeof AuditFact>;

export const AuditEntry = z.object({
  id: Id,
  at: Moment,
  /** Null at the command line. */
  actor: PersonName.nullable(),
  /** Of which kind it is, as one chooses it from a list. */
  act: z.string(),
  /** What was done to what, in words that follow the actor's name; a moment as ISO 8601. */
  sentence: z.string(),
  /** What the sentence does not say: before and after, who else, how many. */
  facts: z.array(AuditFact),
  /** Act, subject and details as they were written down, as JSON. */
  raw: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const Filter = z.object({
  actor: Id.optional(),
  act: Act.optional(),
  /** From this moment on. */
  since: AskedMoment.optional(),
  /** Before this moment. */
  until: AskedMoment.optional(),
});
export type AuditFilter = z.infer<typeof Filter>;

export const listAuditLog = defineOperation({
  id: 'listAuditLog',
  method: 'get',
  path: '/api/courses/{course}/audit-log',
  summary: 'Who did what in a course, the last first',
  params: CourseParams,
  query: Filter.extend({
    /** The last entry of the page before; of the first page nothing. */
    after: Id.optional(),
  }),
  response: z.object({
    entries: z.array(AuditEntry),
    /** Whether there are older ones. */
    more: z.boolean(),
    /** Everybody who is named as actor in the log of this course. */
    actors: z.array(PersonName),
  }),
  errors: ['not_found'],
});

export const exportAuditLog = defineOperation({
  id: 'exportAuditLog',
  method: 'get',
  path: '/api/courses/{course}/audit-log.csv',
  summary: 'Who did what in a course as CSV, safe to open in a spreadsheet',
  params: CourseParams,
  query: Filter,
  response: z.string(),
  responseType: 'text/csv',
  errors: ['not_found', 'unacceptable'],
});
