/** The tables that hold a course, in an order in which each row follows those that it names. */

const SETS = 'SELECT id FROM assignments WHERE course_id = $1::uuid';
const GROUPS = `SELECT id FROM groups WHERE assignment_id IN (${SETS})`;
const SUBMISSIONS = `SELECT id FROM submissions WHERE group_id IN (${GROUPS})`;
const ANSWERS = `SELECT id FROM answers WHERE submission_id IN (${SUBMISSIONS})`;

const ofCourse = 'course_id = $1::uuid';
const ofSets = `assignment_id IN (${SETS})`;
const ofGroups = `group_id IN (${GROUPS})`;
const ofSubmissions = `submission_id IN (${SUBMISSIONS})`;
const ofAnswers = `answer_id IN (${ANSWERS})`;

export interface CourseTable {
  name: string;
  /** Which of its rows are the course's, whose id is `$1`. */
  where: string;
  /** By which columns, so that two exports of one course are alike. */
  order: string;
}

const table = (name: string, where: string, order = 'id'): CourseTable => ({ name, where, order });

export const TABLES: readonly CourseTable[] = [
  table('courses', 'id = $1::uuid'),
  table('enrolments', ofCourse, 'user_id'),
  table('person_notes', ofCourse),
  table('saved_comments', ofCourse),
  table('assignments', ofCourse),
  table('set_drafts', ofCourse, 'slug'),
  table('policy_decisions', ofCourse, 'revision'),
  table('assignment_versions', ofSets),
  table('groups', ofSets),
  table('group_members', ofSets, 'group_id, user_id'),
  table('former_members', ofGroups),
  table('group_invitations', ofSets),
  table('documents', ofGroups, 'group_id'),
  table('document_updates', ofGroups, 'group_id, seq'),
  table('document_clients', ofGroups, 'group_id, client_id'),
  table('earlier_drafts', ofGroups, 'group_id, key'),
  table('images', ofGroups),
  table('draft_images', ofGroups, 'group_id, name'),
  table('submissions', ofGroups),
  table('submission_members', ofSubmissions, 'submission_id, user_id'),
  table('submission_pins', ofSets, 'assignment_id, user_id'),
  table('answers', ofSubmissions),
  table('inline_comments', ofAnswers),
  table(
    'inline_comment_events',
    `comment_id IN (SELECT id FROM inline_comments WHERE ${ofAnswers})`,
    'comment_id, number',
  ),
  table('answer_marks', ofAnswers),
  table('submission_files', ofSubmissions, 'submission_id, name'),
  table('submission_images', ofSubmissions, 'submission_id, name'),
  table('reruns', ofSets),
  table('grading_runs', ofSubmissions),
  table('rubric_groups', ofSets),
  table('rubric_items', ofSets),
  table('grade_decisions', ofAnswers, 'revision'),
  table(
    'grade_decision_items',
    `revision IN (SELECT revision FROM grade_decisions WHERE ${ofAnswers})`,
    'revision, rubric_item_id',
  ),
  table('answer_groups', ofSets),
  table('answer_group_members', ofAnswers, 'answer_id'),
  table('extensions', ofSets),
  table(
    'extension_members',
    `extension_id IN (SELECT id FROM extensions WHERE ${ofSets})`,
    'extension_id, user_id',
  ),
  table('regrade_requests', ofSets),
  table(
    'request_events',
    `request_id IN (SELECT id FROM regrade_requests WHERE ${ofSets})`,
    'request_id, number',
  ),
  table('audit_events', ofCourse),
];

/** Columns of ids that name no row and are a course's own: two rows belong together where they hold the same one. */
export const MADE_ANEW: Readonly<Record<string, readonly string[]>> = {
  grade_decisions: ['action_id', 'import_id'],
};

/** Columns of ids that name no row and stay as they are, and why. Every other column of ids names a row, or is above. */
export const IDS_THAT_STAY: Readonly<Record<string, string>> = {
  'document_updates.key': 'chosen by a page, which may send the edit once more',
  'groups.alias': 'stands for a group where names are hidden, and numbers its answer',
  'submissions.idempotency_key': 'chosen by a page, which may send the submission once more',
};

/** Columns in which Stepwise writes ids beside other things: those values and names that are an id as a whole. */
export const WITH_IDS: Readonly<Record<string, readonly string[]>> = {
  audit_events: ['subject', 'details'],
  documents: ['writers'],
};

/** What an export leaves out, and why. Every table of the database is here or above. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  users: 'people are named in course.json, by address and name; what they sign in with is theirs',
  identities: 'how a person signs in is theirs',
  email_changes: 'how a person signs in is theirs',
  password_links: 'how a person signs in is theirs',
  personal_tokens: 'how a person signs in is theirs',
  user_sessions: 'how a person signs in is theirs',
  sign_in_failures: 'how a person signs in is theirs',
  course_invitations: 'its links let people in; whoever has not joined is invited again',
  join_links: 'its links let people in',
  notifications: 'what a person was told is theirs',
  notice_choices: 'of a person, not of a course',
  calendar_links: 'of a person, not of a course',
  calendar_entries: 'of a person, not of a course',
  mails: 'what was sent was sent',
  grading_claims: 'who looks at an answer now',
  left_pages: 'who looks at an answer no more',
  grading_divisions: 'names people of this installation; who grades what is decided anew',
  second_gradings: 'names people of this installation; how far they agree is read while they grade',
  kept_scores: 'computed from the rest',
  kept_answers: 'computed from the rest',
  score_changes: 'computed from the rest',
  secrets: 'of the installation',
  installation: 'of the installation',
};
