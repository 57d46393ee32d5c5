/** The table of what people did: a row a kind of act, in words that follow the name of whoever did it. Pure. */
import { ACTS, type Act } from '../../../contract/auditLog.ts';
import type { AuditFact } from '../../../contract/auditLog.ts';
import { pointsWords, Told, type Details } from './words.ts';

type Sentence = (told: Told) => string;

/** `question 2 of submission 3 of Ada to Day 8`. */
const answer = (told: Told): string => `${told.words('question')} of ${told.of}`;
/** `question 2 of Day 8`, where the set is a field. */
const inSet = (told: Told): string => `${told.words('question')} of ${told.words('assignment')}`;

const pinned: Sentence = (told) => {
  const [before, after] = [told.take('before'), told.take('after')];
  const whom = told.words('userId');
  const reason = new Told('', (after ?? before ?? {}) as Details).quoted(', since ', 'reason');
  return after === null || after === undefined
    ? `let the rules of the set say again which submission counts for ${whom}; before it was ${told.of}`
    : `made ${told.of} the one that counts for ${whom}${reason}`;
};

const extension =
  (did: string): Sentence =>
  (told) => {
    told.take('kind');
    const members = told.words('members');
    const group = told.take('groupId');
    const whom =
      told.also('section ', 'section') ||
      (group ? `a group (${members === 'none' ? told.words('groupId') : members})` : '') ||
      told.also('', 'userId') ||
      members;
    told.take('userId');
    const times = [
      told.also('due ', 'dueAt'),
      told.also('open from ', 'opensAt'),
      told.also('late work ', 'lateWindow'),
      told.also('hard end ', 'closesAt'),
      told.also('grades at ', 'releasesAt'),
    ].filter((words) => words !== '');
    return `${did} ${whom} for ${told.of}${times.length > 0 ? `: ${times.join(', ')}` : ''}${told.quoted(', since ', 'reason')}`;
  };

const archived: Sentence = (told) =>
  told.take('archived') === false ? 'reopened the course' : 'archived the course';

const STATES: Readonly<Record<string, string>> = { hidden: 'hid', open: 'opened', archived: 'archived' };
const MARKS: Readonly<Record<string, string>> = {
  flagged: 'flagged',
  skipped: 'skipped',
  settled: 'settled the flag of',
};

const released: Sentence = (told) => {
  const [did, planned] = [told.take('released'), told.take('planned')];
  if (did === false)
    return `took the grades of ${told.of}, or their planned release, back${told.also('; it was ', 'before')}`;
  const after = told.words('after');
  const before = told.also(', before it was ', 'before');
  return planned === true
    ? `planned the release of the grades of ${told.of} for ${after}${before}`
    : `released the grades of ${told.of}${before}`;
};

const REQUEST_ACTS: Readonly<Record<string, string>> = {
  taken: 'took',
  handed_over: 'handed over',
  let_go: 'let go of',
  replied: 'replied to',
  closed: 'closed',
  withdrawn: 'withdrew',
};
const request =
  (did: string): Sentence =>
  (told) => {
    const act = REQUEST_ACTS[String(told.take('act'))] ?? did;
    const [before, after] = [told.take('before'), told.take('after')];
    const points = (score: unknown) => (typeof score === 'number' ? String(score) : 'none');
    const score =
      after === undefined || after === null
        ? ''
        : before === after
          ? `; the score stays ${points(after)}`
          : `; the score was ${points(before)} and is ${points(after)}`;
    return `${act} ${told.of}${told.also(' to ', 'toId')}${score}${told.quoted(': ', 'text')}`;
  };

const person: Sentence = (told) => {
  told.take('email');
  return `added ${told.words('name')} (${told.of}) as ${told.words('role')}${told.also(', section ', 'section')}${told.also(', student ID ', 'studentId')}`;
};

const published: Sentence = (told) => {
  const [before, due] = [told.take('dueBefore'), told.words('dueAt')];
  const version = told.words('version');
  if (typeof before !== 'string') return `published ${told.of}, version ${version}, due ${due}`;
  return before === due
    ? `published version ${version} of ${told.of}`
    : `published version ${version} of ${told.of} and changed its due time from ${before} to ${due}`;
};

const joined: Sentence = (told) => {
  told.take('email');
  return `joined the course as ${told.words('role')}${told.also(' by ', 'by')}`;
};

const enrolment: Sentence = (told) => {
  const isIn = (key: string) => (told.take(key) as Details | null | undefined)?.active;
  const [was, is] = [isIn('before'), isIn('after')];
  if (was === true && is === false) return `took ${told.of} out of the course`;
  return was === false && is === true ? `took ${told.of} back into the course` : told.changed(told.of);
};

const copied: Sentence = (told) => `made this course as a copy of ${told.words('from')}`;

/** `; it had 2 points and has 1 point since`. */
const undone = (told: Told): string => {
  const [before, score] = [told.take('before'), told.take('score')];
  const had = typeof before === 'number' ? `had ${pointsWords(before)} and ` : '';
  return `; it ${had}has ${pointsWords(score)} since`;
};

const own =
  (words: string): Sentence =>
  () =>
    words;

const SENTENCES: Readonly<Record<Act, Sentence>> = {
  acceptInvitation: (told) => {
    told.take('from');
    return `joined ${told.of}${told.take('bring') === true ? ' and added their own draft to it' : ''}`;
  },
  addInlineComment: (told) => `commented on a passage of ${answer(told)}${told.also(': ', 'after')}`,
  addNote: (told) => `wrote a note about ${told.of}`,
  addPerson: person,
  adoptSecondGrading: (told) =>
    `made the second grade of ${answer(told)} the one that counts${told.scored()}`,
  applyRerun: (told) => {
    told.take('assignment');
    return `let results of ${told.of} count`;
  },
  archiveCourse: archived,
  archiveRubricItem: (told) => {
    const back = told.take('archived') === false;
    told.take('before');
    told.take('after');
    return `${back ? 'put back' : 'archived'} the rubric item ${told.of}`;
  },
  arrangeGroup: (told) => {
    const people = told.words('userIds');
    const apart = told.take('arrangement') === 'apart';
    return `${apart ? 'took' : 'put'} ${people} ${apart ? 'out of their groups' : 'into one group'} of ${told.of}${told.quoted(', since ', 'reason')}`;
  },
  askForRegrade: (told) => {
    const about = `asked for a regrade of ${told.words('question')} of ${told.words('submission')}`;
    return `${about}${told.also(', about ', 'item')}`;
  },
  askForSecondGrading: (told) =>
    `asked ${told.words('grader')} to grade ${told.words('answers')} answers to ${told.words('question')} of ${told.of} a second time`,
  askForEmailChange: (told) => told.changed('their account').replace(/^changed|^set/, 'asked to change'),
  askForPasswordLink: (told) => `had a password link mailed to ${told.of}`,
  assignRequest: request('passed on'),
  changeEnrolment: enrolment,
  changePassword: own('changed their own password'),
  changeSavedComment: (told) => told.changed('a saved comment'),
  changeSetState: (told) => {
    const before = told.words('before');
    const after = String(told.take('after'));
    return `${STATES[after] ?? 'changed the state of'} ${told.of}${before === 'none' ? '' : `, which was ${before}`}`;
  },
  closeJoinLink: (told) => `closed the join link${told.of === '' ? '' : ` of section ${told.of}`}`,
  closeRequest: request('closed'),
  confirmEmail: (told) => told.changed('their account'),
  copyCourse: copied,
  createAdministrator: (told) => `made the first account${told.also(', ', 'email')}`,
  createAnyPasswordLink: (told) => `made a password link for ${told.of}`,
  createCourse: (told) => `created the course${told.also(' ', 'code')}`,
  createPasswordLink: (told) => `made a password link for ${told.of}`,
  createRubricItem: (told) => {
    told.take('text');
    return `added the rubric item ${told.of}, ${told.words('points')} points, to ${told.words('question')}${told.also(', in the group ', 'group')}`;
  },
  createSubmission: (told) => {
    told.take('assignment');
    told.take('number');
    return `handed in ${told.of}`;
  },
  decideCoursePolicy: (told) => told.changed('the course', 'the rules of the course'),
  decideSecondGrading: (told) => `graded ${answer(told)} a second time`,
  takeBackSecondGrading: (told) => `took their second grade of ${answer(told)} back`,
  decideSetPolicy: (told) => told.changed(told.of, `the rules of ${told.of}`),
  deleteAnyCourse: (told) => `deleted the course${told.also(' ', 'code')}`,
  deleteCourse: (told) => `deleted the course${told.also(' ', 'code')}`,
  deleteSavedComment: (told) => {
    told.take('after');
    return 'deleted a saved comment';
  },
  describeCourse: (told) => told.changed('the course'),
  discardSetDraft: (told) => `threw away the draft of ${told.of}`,
  discardRerun: (told) => {
    told.take('assignment');
    return `discarded ${told.of}`;
  },
  divideQuestion: (told) => `divided ${answer(told)} among graders`,
  dissolveAnswerGroup: (told) => `dissolved the group of answers ${told.of} to ${inSet(told)}`,
  editInlineComment: (told) => `changed a comment on a passage of ${answer(told)}`,
  editRubricItem: (told) => told.changed(`the rubric item ${told.of}`),
  endTrying: own('threw their own trial away'),
  erasePerson: (told) => `deleted the account of ${told.of}`,
  formAnswerGroup: (told) => {
    told.take('name');
    return `made the group of answers ${told.of} to ${inSet(told)}`;
  },
  gradeAnswer: (told) => `graded ${answer(told)}${told.scored()}`,
  gradeAnswerGroup: (told) =>
    `graded ${answer(told)}${told.also(', with the others of ', 'groupName')}${told.scored()}`,
  grantExtension: extension('gave more time to'),
  importCourse: (told) =>
    `brought the course back from a file${told.also(' of ', 'from')}${told.also(' of ', 'exportedAt')}`,
  importRoster: own('imported a class list'),
  importScores: (told) => `imported a score of ${answer(told)}${told.scored()}`,
  inviteToMyGroup: (told) => `invited ${told.words('invited')} to ${told.of}`,
  joinCourse: joined,
  leaveMyGroup: (told) => {
    told.take('to');
    return `left ${told.of}`;
  },
  linkProvider: own('linked their account with the sign-in provider'),
  makeToken: (told) => `made the personal token ${told.words('name')}${told.also(', until ', 'expiresAt')}`,
  markAnswer: (told) => {
    const did = MARKS[String(told.take('mark'))] ?? 'marked';
    return `${did} ${answer(told)}${told.quoted(', since ', 'reason')}`;
  },
  openJoinLink: (told) => `opened a join link${told.of === '' ? '' : ` for section ${told.of}`}`,
  pinSubmission: pinned,
  publishAssignment: published,
  refuseEmail: (told) => `refused another e-mail address${told.also(', ', 'email')}`,
  regradeSubmission: (told) => {
    told.take('number');
    return `had ${told.of} tested again`;
  },
  releaseGrades: released,
  removeInlineComment: (told) => {
    told.take('after');
    return `removed a comment on a passage of ${answer(told)}`;
  },
  removeNote: (told) => `removed a note of theirs about ${told.of}`,
  renewInvitations: (told) => `made ${told.words('renewed')} invitation links`,
  retryMails: own('had mail tried again'),
  replyToRequest: request('replied to'),
  revokeExtension: extension('took back the extension of'),
  revokeInvitation: (told) =>
    `revoked the invitation of ${told.words('name')} (${told.of}) as ${told.words('role')}`,
  revokeToken: (told) => `ended the personal token ${told.words('name')}`,
  saveComment: (told) => {
    told.take('before');
    return 'saved a comment for use';
  },
  setPassword: own('set their own password'),
  setRequestPolicy: (told) => told.changed(`when regrades of ${told.of} may be asked for`),
  setRubricGroup: (told) =>
    `set the rules of the group of rubric items ${told.words('name')} of ${told.words('question')}`,
  signOutEverywhere: own('signed out everywhere'),
  startRerun: (told) => {
    told.take('assignment');
    return `started ${told.of}, by version ${told.words('version')}, with ${told.words('runs')} submissions`;
  },
  stopRerun: (told) => {
    told.take('assignment');
    return `stopped ${told.of}`;
  },
  stopTraining: (told) => {
    told.take('number');
    return `stopped the training of ${told.of}`;
  },
  trainAgain: (told) => {
    told.take('number');
    return `began the training of ${told.of} again`;
  },
  tryAsStudent: own('began to try sets as a student'),
  undoGrading: (told) => `undid a grade of ${answer(told)}${undone(told)}`,
  undoRerun: (told) => {
    told.take('assignment');
    return `undid ${told.of}`;
  },
  undoScoreImport: (told) => `undid an imported score of ${answer(told)}${undone(told)}`,
  ungradeAnswer: (told) => `took back the grade of ${answer(told)}${told.scored()}`,
  ungradeAnswerGroup: (told) =>
    `took back the grade of ${answer(told)}, with those of others alike${told.scored()}`,
  unlinkProvider: own('unlinked their account from the sign-in provider'),
  withdrawEmailChange: own('kept their own e-mail address'),
  withdrawInvitation: (told) => `withdrew the invitation of ${told.words('invited')} to ${told.of}`,
  withdrawRequest: request('withdrew'),
};

export const isAct = (action: string): action is Act => Object.hasOwn(ACTS, action);

/**
 * What was done, and what the log knows about it beside that. An act of an older version, which this one does not know, is called as
 * it was.
 *
 * @param of what was acted on, in words
 * @param details whose ids are names already
 */
export function saidOf(
  action: string,
  of: string,
  details: Details,
): { sentence: string; facts: AuditFact[] } {
  const told = new Told(of, details);
  const sentence = isAct(action) ? SENTENCES[action](told) : `did “${action}”${of === '' ? '' : ` to ${of}`}`;
  return { sentence, facts: told.rest() };
}
