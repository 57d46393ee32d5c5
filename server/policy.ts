/**
 * Who may do what: one row an operation, one column a role. `own` is what belongs to the signed-in person's group,
 * `others` is what does not (nobody decides about their own work), `any` is all of it, `no` is nothing. Somebody signed in who is not in the course has the rights of `anonymous` there.
 * Operations that are about no course know `person`, who is anybody signed in, and `administrator`. An observer has no
 * column: they may read what a TA may read, whoever adds an operation.
 */
import { operations } from '../contract/index.ts';
import type { OperationId } from '../contract/index.ts';
import type { Role } from '../contract/common.ts';
import type { TokenScope } from '../contract/tokens.ts';

export type Scope = 'no' | 'own' | 'others' | 'any';
export type PolicyRole = 'anonymous' | 'person' | 'administrator' | Role;
export type Rule = Readonly<Record<Exclude<PolicyRole, 'observer'>, Scope>>;

const row = <A extends Scope, S extends Scope, T extends Scope, I extends Scope>(
  anonymous: A,
  student: S,
  ta: T,
  instructor: I,
) => ({ anonymous, person: anonymous, administrator: anonymous, student, ta, instructor });

/** A row of an operation about no course. */
const outside = <A extends Scope, P extends Scope, D extends Scope>(
  anonymous: A,
  person: P,
  administrator: D,
) => ({ anonymous, person, administrator, student: 'no', ta: 'no', instructor: 'no' }) as const;

export const POLICY = {
  //                       anonymous person administrator
  changePassword: outside('no', 'any', 'any'),
  signOutEverywhere: outside('no', 'any', 'any'),
  chooseKeys: outside('no', 'any', 'any'),
  getWaysIn: outside('any', 'any', 'any'),
  askForPasswordLink: outside('any', 'any', 'any'),
  getAccount: outside('no', 'any', 'any'),
  askForEmailChange: outside('no', 'any', 'any'),
  withdrawEmailChange: outside('no', 'any', 'any'),
  // Whoever has the link that was mailed to the address, signed in or not.
  confirmEmail: outside('any', 'any', 'any'),
  refuseEmail: outside('any', 'any', 'any'),
  unlinkProvider: outside('no', 'any', 'any'),
  listTokens: outside('no', 'any', 'any'),
  makeToken: outside('no', 'any', 'any'),
  revokeToken: outside('no', 'any', 'any'),
  getToken: outside('no', 'any', 'any'),
  exportMyData: outside('no', 'any', 'any'),
  exportPersonalData: outside('no', 'no', 'any'),
  erasePerson: outside('no', 'no', 'any'),
  lookAtLink: outside('any', 'any', 'any'),
  joinCourse: outside('any', 'any', 'any'),
  setPassword: outside('any', 'any', 'any'),
  createAnyPasswordLink: outside('no', 'no', 'any'),
  getSetup: outside('any', 'any', 'any'),
  createAdministrator: outside('any', 'any', 'any'),
  createCourse: outside('no', 'no', 'any'),
  importCourse: outside('no', 'no', 'any'),
  listAllCourses: outside('no', 'no', 'any'),
  deleteAnyCourse: outside('no', 'no', 'any'),
  listNotices: outside('no', 'any', 'any'),
  readNotices: outside('no', 'any', 'any'),
  getNoticeChoices: outside('no', 'any', 'any'),
  setNoticeChoice: outside('no', 'any', 'any'),
  // Whoever has the link in a mail may have no more mails, signed in or not.
  stopMails: outside('any', 'any', 'any'),
  getCalendarLink: outside('no', 'any', 'any'),
  makeCalendarLink: outside('no', 'any', 'any'),
  revokeCalendarLink: outside('no', 'any', 'any'),
  // A calendar has no session: its address is the right.
  getCalendar: outside('any', 'any', 'any'),
  listShownMails: outside('no', 'any', 'any'),
  getOutbox: outside('no', 'no', 'any'),
  retryMails: outside('no', 'no', 'any'),

  //                        anonymous student ta instructor
  getSession: row('any', 'any', 'any', 'any'),
  signIn: row('any', 'any', 'any', 'any'),
  signOut: row('any', 'any', 'any', 'any'),
  getHealth: row('any', 'any', 'any', 'any'),
  getOpenApi: row('any', 'any', 'any', 'any'),

  copyCourse: row('no', 'no', 'no', 'any'),
  archiveCourse: row('no', 'no', 'no', 'any'),
  describeCourse: row('no', 'no', 'no', 'any'),
  exportCourse: row('no', 'no', 'no', 'any'),
  deleteCourse: row('no', 'no', 'no', 'any'),
  getCourse: row('no', 'any', 'any', 'any'),
  // A student finds what they may open, and nobody.
  searchCourse: row('no', 'any', 'any', 'any'),
  listRoster: row('no', 'no', 'any', 'any'),
  getStudent: row('no', 'no', 'any', 'any'),
  addNote: row('no', 'no', 'any', 'any'),
  removeNote: row('no', 'no', 'any', 'any'),
  addPerson: row('no', 'no', 'no', 'any'),
  changeEnrolment: row('no', 'no', 'no', 'any'),
  importRoster: row('no', 'no', 'no', 'any'),
  listLinks: row('no', 'no', 'no', 'any'),
  renewInvitations: row('no', 'no', 'no', 'any'),
  revokeInvitation: row('no', 'no', 'no', 'any'),
  openJoinLink: row('no', 'no', 'no', 'any'),
  closeJoinLink: row('no', 'no', 'no', 'any'),
  createPasswordLink: row('no', 'no', 'no', 'any'),

  listAssignments: row('no', 'any', 'any', 'any'),
  streamSets: row('no', 'any', 'any', 'any'),
  getAssignment: row('no', 'any', 'any', 'any'),
  getSetImage: row('no', 'any', 'any', 'any'),
  checkAssignment: row('no', 'no', 'no', 'any'),
  exportVersionPlan: row('no', 'no', 'no', 'any'),
  runSamples: row('no', 'no', 'no', 'any'),
  publishAssignment: row('no', 'no', 'no', 'any'),
  listSetDrafts: row('no', 'no', 'no', 'any'),
  getSetDraft: row('no', 'no', 'no', 'any'),
  saveSetDraft: row('no', 'no', 'no', 'any'),
  discardSetDraft: row('no', 'no', 'no', 'any'),
  exportSetDraft: row('no', 'no', 'no', 'any'),
  tryAsStudent: row('no', 'no', 'no', 'any'),
  endTrying: row('no', 'no', 'no', 'any'),
  changeSetState: row('no', 'no', 'no', 'any'),
  listVersions: row('no', 'no', 'any', 'any'),

  listExtensions: row('no', 'no', 'any', 'any'),
  grantExtension: row('no', 'no', 'no', 'any'),
  revokeExtension: row('no', 'no', 'no', 'any'),

  getSetPolicy: row('no', 'no', 'any', 'any'),
  decideSetPolicy: row('no', 'no', 'no', 'any'),
  getCoursePolicy: row('no', 'no', 'any', 'any'),
  decideCoursePolicy: row('no', 'no', 'no', 'any'),
  getMyTotal: row('no', 'own', 'no', 'no'),

  getMyGroup: row('no', 'own', 'no', 'no'),
  inviteToMyGroup: row('no', 'own', 'no', 'no'),
  withdrawInvitation: row('no', 'own', 'no', 'no'),
  acceptInvitation: row('no', 'own', 'no', 'no'),
  leaveMyGroup: row('no', 'own', 'no', 'no'),
  listGroups: row('no', 'no', 'any', 'any'),
  arrangeGroup: row('no', 'no', 'any', 'any'),
  importGroups: row('no', 'no', 'any', 'any'),
  // The WebSocket of documents asks for the same right.
  getDocument: row('no', 'own', 'no', 'no'),
  writeText: row('no', 'own', 'no', 'no'),
  restoreText: row('no', 'own', 'no', 'no'),
  listHistory: row('no', 'own', 'no', 'no'),
  getDocumentAt: row('no', 'own', 'no', 'no'),

  listImages: row('no', 'own', 'no', 'no'),
  uploadImage: row('no', 'own', 'no', 'no'),
  nameImages: row('no', 'own', 'no', 'no'),
  removeImage: row('no', 'own', 'no', 'no'),
  getImage: row('no', 'own', 'no', 'no'),
  getSubmissionImage: row('no', 'own', 'any', 'any'),
  getTexTemplate: row('no', 'any', 'any', 'any'),
  importTex: row('no', 'own', 'no', 'no'),
  exportTex: row('no', 'own', 'any', 'any'),
  readRule: row('no', 'own', 'any', 'any'),
  drawRule: row('no', 'own', 'any', 'any'),
  compareRuleSources: row('no', 'own', 'any', 'any'),

  tryCode: row('no', 'own', 'any', 'any'),
  getOwnTrial: row('no', 'own', 'any', 'any'),
  createSubmission: row('no', 'own', 'no', 'no'),
  listSubmissions: row('no', 'own', 'any', 'any'),
  getSubmission: row('no', 'own', 'any', 'any'),
  getReceipt: row('no', 'own', 'any', 'any'),
  streamSubmission: row('no', 'own', 'any', 'any'),
  regradeSubmission: row('no', 'no', 'others', 'others'),
  stopTraining: row('no', 'own', 'no', 'no'),
  trainAgain: row('no', 'own', 'no', 'no'),
  pinSubmission: row('no', 'no', 'others', 'others'),

  listGradingQuestions: row('no', 'no', 'any', 'any'),
  listGradingAnswers: row('no', 'no', 'any', 'any'),
  getSolution: row('no', 'no', 'any', 'any'),
  getGradingAnswer: row('no', 'no', 'any', 'any'),
  gradeAnswer: row('no', 'no', 'others', 'others'),
  ungradeAnswer: row('no', 'no', 'others', 'others'),
  streamAnswers: row('no', 'no', 'any', 'any'),
  claimAnswer: row('no', 'no', 'others', 'others'),
  nextAnswer: row('no', 'no', 'any', 'any'),
  releaseClaims: row('no', 'no', 'any', 'any'),
  undoGrading: row('no', 'no', 'any', 'any'),
  listInlineComments: row('no', 'no', 'any', 'any'),
  addInlineComment: row('no', 'no', 'others', 'others'),
  editInlineComment: row('no', 'no', 'others', 'others'),
  removeInlineComment: row('no', 'no', 'others', 'others'),
  listSavedComments: row('no', 'no', 'any', 'any'),
  saveComment: row('no', 'no', 'any', 'any'),
  changeSavedComment: row('no', 'no', 'any', 'any'),
  deleteSavedComment: row('no', 'no', 'any', 'any'),
  countSavedComment: row('no', 'no', 'any', 'any'),
  markAnswer: row('no', 'no', 'others', 'others'),
  getGradingProgress: row('no', 'no', 'any', 'any'),
  divideQuestion: row('no', 'no', 'no', 'any'),
  // It says how graders compare: no matter of colleagues.
  getGradingStatistics: row('no', 'no', 'no', 'any'),
  askForSecondGrading: row('no', 'no', 'no', 'any'),
  getSecondGrading: row('no', 'no', 'any', 'any'),
  decideSecondGrading: row('no', 'no', 'others', 'others'),
  takeBackSecondGrading: row('no', 'no', 'others', 'others'),
  adoptSecondGrading: row('no', 'no', 'no', 'others'),
  listRubricItems: row('no', 'no', 'any', 'any'),
  createRubricItem: row('no', 'no', 'any', 'any'),
  editRubricItem: row('no', 'no', 'any', 'any'),
  previewRubricItem: row('no', 'no', 'any', 'any'),
  archiveRubricItem: row('no', 'no', 'any', 'any'),
  setRubricGroup: row('no', 'no', 'any', 'any'),
  previewRubricGroup: row('no', 'no', 'any', 'any'),
  listAnswerGroups: row('no', 'no', 'any', 'any'),
  formAnswerGroup: row('no', 'no', 'any', 'any'),
  dissolveAnswerGroup: row('no', 'no', 'any', 'any'),
  gradeAnswerGroup: row('no', 'no', 'any', 'any'),
  ungradeAnswerGroup: row('no', 'no', 'any', 'any'),

  getGradedCopy: row('no', 'own', 'any', 'any'),
  getFeedback: row('no', 'own', 'no', 'no'),
  getGradebook: row('no', 'no', 'any', 'any'),
  getQuestionScores: row('no', 'no', 'any', 'any'),
  getGradebookCell: row('no', 'no', 'any', 'any'),
  exportGradebook: row('no', 'no', 'any', 'any'),
  exportSetScores: row('no', 'no', 'any', 'any'),
  exportEvaluations: row('no', 'no', 'any', 'any'),
  releaseGrades: row('no', 'no', 'no', 'any'),
  importScores: row('no', 'no', 'no', 'any'),
  listScoreImports: row('no', 'no', 'no', 'any'),
  undoScoreImport: row('no', 'no', 'no', 'any'),

  getClassFaults: row('no', 'no', 'any', 'any'),
  getSubmissionTimes: row('no', 'no', 'any', 'any'),
  listSimilarWork: row('no', 'no', 'any', 'any'),
  compareWork: row('no', 'no', 'any', 'any'),
  listAuditLog: row('no', 'no', 'no', 'any'),
  exportAuditLog: row('no', 'no', 'no', 'any'),
  listRequests: row('no', 'own', 'any', 'any'),
  askForRegrade: row('no', 'own', 'no', 'no'),
  withdrawRequest: row('no', 'own', 'no', 'no'),
  replyToRequest: row('no', 'own', 'others', 'others'),
  assignRequest: row('no', 'no', 'others', 'others'),
  closeRequest: row('no', 'no', 'others', 'others'),
  listCourseRequests: row('no', 'no', 'any', 'any'),
  getRequest: row('no', 'no', 'any', 'any'),
  getRequestPolicy: row('no', 'no', 'any', 'any'),
  setRequestPolicy: row('no', 'no', 'no', 'any'),

  startRerun: row('no', 'no', 'any', 'any'),
  listReruns: row('no', 'no', 'any', 'any'),
  getRerun: row('no', 'no', 'any', 'any'),
  getRerunReport: row('no', 'no', 'any', 'any'),
  stopRerun: row('no', 'no', 'any', 'any'),
  applyRerun: row('no', 'no', 'no', 'any'),
  undoRerun: row('no', 'no', 'no', 'any'),
  discardRerun: row('no', 'no', 'any', 'any'),
} as const satisfies Record<OperationId, Rule>;

function scopeOf(operation: OperationId, role: PolicyRole): Scope {
  if (role !== 'observer') return POLICY[operation][role];
  return operations[operation].method === 'get' ? POLICY[operation].ta : 'no';
}

/** Whether the table lets a role do an operation; `isOwn` says whether what it acts on is the person's own. */
export function isAllowed(operation: OperationId, role: PolicyRole, isOwn: boolean): boolean {
  const scope = scopeOf(operation, role);
  return scope === 'any' || (scope !== 'no' && isOwn === (scope === 'own'));
}

/** What a personal token of each scope may ask for: of all that its owner may do at that moment, this and no more. */
const TOKEN_OPERATIONS: Readonly<Record<TokenScope, readonly OperationId[]>> = {
  sets: ['checkAssignment', 'exportVersionPlan', 'publishAssignment', 'listAssignments', 'listVersions'],
  courses: ['exportCourse', 'importCourse'],
  terms: [
    'getCourse',
    'listAssignments',
    'listAllCourses',
    'createCourse',
    'copyCourse',
    'describeCourse',
    'archiveCourse',
    'deleteCourse',
    'deleteAnyCourse',
  ],
  people: [
    'getCourse',
    'listRoster',
    'addPerson',
    'changeEnrolment',
    'importRoster',
    'listLinks',
    'renewInvitations',
    'revokeInvitation',
    'openJoinLink',
    'closeJoinLink',
  ],
  dates: [
    'getCourse',
    'listRoster',
    'listGroups',
    'listExtensions',
    'grantExtension',
    'revokeExtension',
    'getCoursePolicy',
    'decideCoursePolicy',
    'getSetPolicy',
    'decideSetPolicy',
    'listGradingQuestions',
    'getHealth',
    'releaseGrades',
    'getRequestPolicy',
    'setRequestPolicy',
  ],
  states: ['getCourse', 'listAssignments', 'getAssignment', 'changeSetState'],
  records: ['getCourse', 'listRoster', 'getStudent', 'addNote', 'removeNote'],
  scores: ['getCourse', 'importScores', 'listScoreImports', 'undoScoreImport'],
  groups: ['getCourse', 'listRoster', 'listGroups', 'arrangeGroup', 'importGroups'],
  requests: [
    'listCourseRequests',
    'getRequest',
    'getGradingAnswer',
    'assignRequest',
    'replyToRequest',
    'closeRequest',
  ],
  mail: ['getOutbox', 'retryMails'],
  personal: ['exportPersonalData', 'erasePerson'],
};

export function isTokenFor(scopes: readonly TokenScope[], operation: OperationId): boolean {
  return operation === 'getToken' || scopes.some((scope) => TOKEN_OPERATIONS[scope].includes(operation));
}
