/** All acts on a server, in the order of the help: one line each. The first word is the command that has them. */
import { Command } from 'commander';
import type { Act } from './act.ts';
import { commandOf } from './command.ts';
import { courseArchive } from './course/archive.ts';
import { courseCopy } from './course/copy.ts';
import { courseCreate } from './course/create.ts';
import { courseDelete } from './course/delete.ts';
import { courseExport } from './course/export.ts';
import { courseImport } from './course/import.ts';
import { courseList } from './course/list.ts';
import { extensionGrant } from './extension/grant.ts';
import { extensionList } from './extension/list.ts';
import { extensionRevoke } from './extension/revoke.ts';
import { gradesRelease } from './grades/release.ts';
import { gradesTakeBack } from './grades/takeBack.ts';
import { personAdd } from './person/add.ts';
import { personChange } from './person/change.ts';
import { personErase } from './person/erase.ts';
import { personExport } from './person/export.ts';
import { personList } from './person/list.ts';
import { policyChange } from './policy/change.ts';
import { policyShow } from './policy/show.ts';
import { requestClose } from './request/close.ts';
import { requestList } from './request/list.ts';
import { requestReply } from './request/reply.ts';
import { requestShow } from './request/show.ts';
import { requestTake } from './request/take.ts';

export const ACTS: readonly Act[] = [
  courseList,
  courseCreate,
  courseCopy,
  courseArchive,
  courseDelete,
  courseExport,
  courseImport,
  personList,
  personAdd,
  personChange,
  personExport,
  personErase,
  extensionList,
  extensionGrant,
  extensionRevoke,
  policyShow,
  policyChange,
  gradesRelease,
  gradesTakeBack,
  requestList,
  requestShow,
  requestTake,
  requestReply,
  requestClose,
];

const ABOUT = {
  course: 'courses of a server: made, copied, archived, exported, deleted',
  person: 'the people of a course, one by one',
  extension: 'other times for a student, a group or a section',
  policy: 'dates, lateness and what counts',
  grades: 'when the grades of a set are out',
  request: 'regrade requests, as staff',
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
