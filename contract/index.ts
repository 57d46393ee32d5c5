/** All operations of the API by id. */
import * as account from './account.ts';
import * as answerGroups from './answerGroups.ts';
import * as arranging from './arranging.ts';
import * as assignments from './assignments.ts';
import * as auditLog from './auditLog.ts';
import * as calendar from './calendar.ts';
import * as classFaults from './classFaults.ts';
import * as submissionTimes from './submissionTimes.ts';
import * as courses from './courses.ts';
import * as courseFiles from './courseFiles.ts';
import * as documents from './documents.ts';
import * as extensions from './extensions.ts';
import * as feedback from './feedback.ts';
import * as gradebook from './gradebook.ts';
import * as gradebookCell from './gradebookCell.ts';
import * as desk from './desk.ts';
import * as grading from './grading.ts';
import * as gradingStatistics from './gradingStatistics.ts';
import * as groups from './groups.ts';
import * as health from './health.ts';
import * as images from './images.ts';
import * as inlineComments from './inlineComments.ts';
import * as invitations from './invitations.ts';
import * as mail from './mail.ts';
import * as notifications from './notifications.ts';
import * as personalData from './personalData.ts';
import * as policies from './policies.ts';
import * as publishing from './publishing.ts';
import * as requests from './requests.ts';
import * as reruns from './reruns.ts';
import * as roster from './roster.ts';
import * as rules from './rules.ts';
import * as savedComments from './savedComments.ts';
import * as scoreImports from './scoreImports.ts';
import * as search from './search.ts';
import * as secondGradings from './secondGradings.ts';
import * as session from './session.ts';
import * as setDrafts from './setDrafts.ts';
import * as setImages from './setImages.ts';
import * as setSamples from './setSamples.ts';
import * as setup from './setup.ts';
import * as similarity from './similarity.ts';
import * as students from './students.ts';
import * as submissions from './submissions.ts';
import * as tex from './tex.ts';
import * as tokens from './tokens.ts';
import * as tries from './tries.ts';
import * as trying from './trying.ts';

export const operations = {
  getSession: session.getSession,
  signIn: session.signIn,
  signOut: session.signOut,
  changePassword: session.changePassword,
  signOutEverywhere: session.signOutEverywhere,
  chooseKeys: session.chooseKeys,
  getWaysIn: account.getWaysIn,
  askForPasswordLink: account.askForPasswordLink,
  getAccount: account.getAccount,
  askForEmailChange: account.askForEmailChange,
  withdrawEmailChange: account.withdrawEmailChange,
  confirmEmail: account.confirmEmail,
  refuseEmail: account.refuseEmail,
  unlinkProvider: account.unlinkProvider,
  listTokens: tokens.listTokens,
  makeToken: tokens.makeToken,
  revokeToken: tokens.revokeToken,
  getToken: tokens.getToken,
  exportMyData: personalData.exportMyData,
  exportPersonalData: personalData.exportPersonalData,
  erasePerson: personalData.erasePerson,
  getSetup: setup.getSetup,
  createAdministrator: setup.createAdministrator,
  createCourse: setup.createCourse,
  copyCourse: setup.copyCourse,
  archiveCourse: setup.archiveCourse,
  describeCourse: setup.describeCourse,
  getCourse: courses.getCourse,
  searchCourse: search.searchCourse,
  exportCourse: courseFiles.exportCourse,
  importCourse: courseFiles.importCourse,
  deleteCourse: courseFiles.deleteCourse,
  listAllCourses: courseFiles.listAllCourses,
  deleteAnyCourse: courseFiles.deleteAnyCourse,
  listRoster: roster.listRoster,
  addPerson: roster.addPerson,
  changeEnrolment: roster.changeEnrolment,
  getStudent: students.getStudent,
  addNote: students.addNote,
  removeNote: students.removeNote,
  importRoster: roster.importRoster,
  listLinks: invitations.listLinks,
  renewInvitations: invitations.renewInvitations,
  revokeInvitation: invitations.revokeInvitation,
  openJoinLink: invitations.openJoinLink,
  closeJoinLink: invitations.closeJoinLink,
  lookAtLink: invitations.lookAtLink,
  joinCourse: invitations.joinCourse,
  createPasswordLink: invitations.createPasswordLink,
  createAnyPasswordLink: invitations.createAnyPasswordLink,
  setPassword: invitations.setPassword,
  listAssignments: assignments.listAssignments,
  streamSets: assignments.streamSets,
  getAssignment: assignments.getAssignment,
  getSetImage: setImages.getSetImage,
  checkAssignment: publishing.checkAssignment,
  exportVersionPlan: publishing.exportVersionPlan,
  publishAssignment: publishing.publishAssignment,
  changeSetState: assignments.changeSetState,
  listSetDrafts: setDrafts.listSetDrafts,
  getSetDraft: setDrafts.getSetDraft,
  saveSetDraft: setDrafts.saveSetDraft,
  discardSetDraft: setDrafts.discardSetDraft,
  exportSetDraft: setDrafts.exportSetDraft,
  runSamples: setSamples.runSamples,
  tryAsStudent: trying.tryAsStudent,
  endTrying: trying.endTrying,
  listVersions: assignments.listVersions,
  listExtensions: extensions.listExtensions,
  grantExtension: extensions.grantExtension,
  revokeExtension: extensions.revokeExtension,
  getSetPolicy: policies.getSetPolicy,
  decideSetPolicy: policies.decideSetPolicy,
  getCoursePolicy: policies.getCoursePolicy,
  decideCoursePolicy: policies.decideCoursePolicy,
  getMyTotal: policies.getMyTotal,
  getMyGroup: groups.getMyGroup,
  inviteToMyGroup: groups.inviteToMyGroup,
  withdrawInvitation: groups.withdrawInvitation,
  acceptInvitation: groups.acceptInvitation,
  leaveMyGroup: groups.leaveMyGroup,
  listGroups: arranging.listGroups,
  arrangeGroup: arranging.arrangeGroup,
  importGroups: arranging.importGroups,
  getDocument: documents.getDocument,
  writeText: documents.writeText,
  restoreText: documents.restoreText,
  listHistory: documents.listHistory,
  getDocumentAt: documents.getDocumentAt,
  listImages: images.listImages,
  uploadImage: images.uploadImage,
  nameImages: images.nameImages,
  removeImage: images.removeImage,
  getImage: images.getImage,
  getSubmissionImage: images.getSubmissionImage,
  getTexTemplate: tex.getTexTemplate,
  importTex: tex.importTex,
  exportTex: tex.exportTex,
  readRule: rules.readRule,
  drawRule: rules.drawRule,
  compareRuleSources: rules.compareRuleSources,
  tryCode: tries.tryCode,
  getOwnTrial: tries.getOwnTrial,
  createSubmission: submissions.createSubmission,
  listSubmissions: submissions.listSubmissions,
  getSubmission: submissions.getSubmission,
  getReceipt: submissions.getReceipt,
  streamSubmission: submissions.streamSubmission,
  regradeSubmission: submissions.regradeSubmission,
  stopTraining: submissions.stopTraining,
  trainAgain: submissions.trainAgain,
  pinSubmission: submissions.pinSubmission,
  listGradingQuestions: grading.listGradingQuestions,
  listGradingAnswers: grading.listGradingAnswers,
  getSolution: grading.getSolution,
  getGradingAnswer: grading.getGradingAnswer,
  gradeAnswer: grading.gradeAnswer,
  ungradeAnswer: grading.ungradeAnswer,
  streamAnswers: grading.streamAnswers,
  claimAnswer: grading.claimAnswer,
  nextAnswer: grading.nextAnswer,
  releaseClaims: grading.releaseClaims,
  undoGrading: grading.undoGrading,
  listInlineComments: inlineComments.listInlineComments,
  addInlineComment: inlineComments.addInlineComment,
  editInlineComment: inlineComments.editInlineComment,
  removeInlineComment: inlineComments.removeInlineComment,
  listSavedComments: savedComments.listSavedComments,
  saveComment: savedComments.saveComment,
  changeSavedComment: savedComments.changeSavedComment,
  deleteSavedComment: savedComments.deleteSavedComment,
  countSavedComment: savedComments.countSavedComment,
  markAnswer: desk.markAnswer,
  getGradingProgress: desk.getGradingProgress,
  divideQuestion: desk.divideQuestion,
  getGradingStatistics: gradingStatistics.getGradingStatistics,
  askForSecondGrading: secondGradings.askForSecondGrading,
  getSecondGrading: secondGradings.getSecondGrading,
  decideSecondGrading: secondGradings.decideSecondGrading,
  takeBackSecondGrading: secondGradings.takeBackSecondGrading,
  adoptSecondGrading: secondGradings.adoptSecondGrading,
  listRubricItems: grading.listRubricItems,
  createRubricItem: grading.createRubricItem,
  editRubricItem: grading.editRubricItem,
  previewRubricItem: grading.previewRubricItem,
  archiveRubricItem: grading.archiveRubricItem,
  setRubricGroup: grading.setRubricGroup,
  previewRubricGroup: grading.previewRubricGroup,
  listAnswerGroups: answerGroups.listAnswerGroups,
  formAnswerGroup: answerGroups.formAnswerGroup,
  dissolveAnswerGroup: answerGroups.dissolveAnswerGroup,
  gradeAnswerGroup: answerGroups.gradeAnswerGroup,
  ungradeAnswerGroup: answerGroups.ungradeAnswerGroup,
  getGradedCopy: feedback.getGradedCopy,
  getFeedback: feedback.getFeedback,
  getGradebook: gradebook.getGradebook,
  getQuestionScores: gradebook.getQuestionScores,
  getGradebookCell: gradebookCell.getGradebookCell,
  exportGradebook: gradebook.exportGradebook,
  exportSetScores: gradebook.exportSetScores,
  exportEvaluations: gradebook.exportEvaluations,
  releaseGrades: gradebook.releaseGrades,
  importScores: scoreImports.importScores,
  listScoreImports: scoreImports.listScoreImports,
  undoScoreImport: scoreImports.undoScoreImport,
  getClassFaults: classFaults.getClassFaults,
  getSubmissionTimes: submissionTimes.getSubmissionTimes,
  listSimilarWork: similarity.listSimilarWork,
  compareWork: similarity.compareWork,
  listAuditLog: auditLog.listAuditLog,
  exportAuditLog: auditLog.exportAuditLog,
  listRequests: requests.listRequests,
  askForRegrade: requests.askForRegrade,
  withdrawRequest: requests.withdrawRequest,
  replyToRequest: requests.replyToRequest,
  assignRequest: requests.assignRequest,
  closeRequest: requests.closeRequest,
  listCourseRequests: requests.listCourseRequests,
  getRequest: requests.getRequest,
  getRequestPolicy: requests.getRequestPolicy,
  setRequestPolicy: requests.setRequestPolicy,
  listNotices: notifications.listNotices,
  readNotices: notifications.readNotices,
  getNoticeChoices: notifications.getNoticeChoices,
  setNoticeChoice: notifications.setNoticeChoice,
  stopMails: notifications.stopMails,
  getCalendarLink: calendar.getCalendarLink,
  makeCalendarLink: calendar.makeCalendarLink,
  revokeCalendarLink: calendar.revokeCalendarLink,
  getCalendar: calendar.getCalendar,
  getOutbox: mail.getOutbox,
  retryMails: mail.retryMails,
  listShownMails: mail.listShownMails,
  startRerun: reruns.startRerun,
  listReruns: reruns.listReruns,
  getRerun: reruns.getRerun,
  getRerunReport: reruns.getRerunReport,
  stopRerun: reruns.stopRerun,
  applyRerun: reruns.applyRerun,
  undoRerun: reruns.undoRerun,
  discardRerun: reruns.discardRerun,
  getHealth: health.getHealth,
  getOpenApi: health.getOpenApi,
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
