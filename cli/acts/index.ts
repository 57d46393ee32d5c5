/** All acts on a server, in the order of the help: one line each. The first word is the command that has them. */
import { Command } from 'commander';
import type { Act } from './act.ts';
import { commandOf } from './command.ts';
import { courseArchive } from './course/archive.ts';
import { courseChange } from './course/change.ts';
import { courseCopy } from './course/copy.ts';
import { courseCreate } from './course/create.ts';
import { courseDelete } from './course/delete.ts';
import { courseExport } from './course/export.ts';
import { courseImport } from './course/import.ts';
import { courseList } from './course/list.ts';
import { extensionGrant } from './extension/grant.ts';
import { extensionList } from './extension/list.ts';
import { extensionRevoke } from './extension/revoke.ts';
import { gradesImport } from './grades/import.ts';
import { gradesImports } from './grades/imports.ts';
import { gradesRelease } from './grades/release.ts';
import { gradesTakeBack } from './grades/takeBack.ts';
import { gradesUndoImport } from './grades/undoImport.ts';
import { groupArrange } from './group/arrange.ts';
import { groupImport } from './group/import.ts';
import { groupList } from './group/list.ts';
import { mailList } from './mail/list.ts';
import { mailRetry } from './mail/retry.ts';
import { personAdd } from './person/add.ts';
import { personChange } from './person/change.ts';
import { personErase } from './person/erase.ts';
import { personExport } from './person/export.ts';
import { personImport } from './person/import.ts';
import { personInvitation } from './person/invitation.ts';
import { personJoinLink } from './person/joinLink.ts';
import { personLinks } from './person/links.ts';
import { personList } from './person/list.ts';
import { personNote } from './person/note.ts';
import { personShow } from './person/show.ts';
import { policyChange } from './policy/change.ts';
import { policyShow } from './policy/show.ts';
import { requestClose } from './request/close.ts';
import { requestList } from './request/list.ts';
import { requestPolicy } from './request/policy.ts';
import { requestReply } from './request/reply.ts';
import { requestShow } from './request/show.ts';
import { requestTake } from './request/take.ts';
import { setList } from './set/list.ts';
import { setState } from './set/state.ts';

export const ACTS: readonly Act[] = [
  courseList,
  courseCreate,
  courseCopy,
  courseChange,
  courseArchive,
  courseDelete,
  courseExport,
  courseImport,
  personList,
  personShow,
  personAdd,
  personChange,
  personImport,
  personLinks,
  personInvitation,
  personJoinLink,
  personNote,
  personExport,
  personErase,
  extensionList,
  extensionGrant,
  extensionRevoke,
  policyShow,
  policyChange,
  gradesRelease,
  gradesTakeBack,
  gradesImport,
  gradesImports,
  gradesUndoImport,
  requestList,
  requestShow,
  requestTake,
  requestReply,
  requestClose,
  requestPolicy,
  groupList,
  groupArrange,
  groupImport,
  setList,
  setState,
  mailList,
  mailRetry,
];

const ABOUT = {
  course: 'courses of a server: made, copied, archived, exported, deleted',
  person: 'the people of a course, one by one or from a file, and the links by which they come',
  extension: 'other times for a student, a group or a section',
  policy: 'dates, lateness and what counts',
  grades: 'when the grades of a set are out, and scores from a file',
  request: 'regrade requests, as staff',
  group: 'who works with whom in a set',
  set: 'the sets of a course, and whether students see them',
  mail: 'mail that waits or failed, for administrators',
} as const;

export type Noun = keyof typeof ABOUT;

/** @param noun the first word of its acts */
export function nounCommand(noun: Noun): Command {
  const command = new Command(noun).description(ABOUT[noun]);
  for (const act of ACTS) if (act.words.startsWith(`${noun} `)) command.addCommand(commandOf(act));
  return command.addHelpText(
    'after',
    '\nThey act for you on a server where you are logged in: see "stepwise login". What changes something is printed first, and done' +
      '\nwith --yes.\nExit: 0 done or nothing to do, 1 not confirmed, 2 a wrong call or refused.',
  );
}
