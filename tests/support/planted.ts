/** A course in which every kind of thing that some may not see has a word of its own, to be searched for. */
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { SHEET_FILES } from './assignments.ts';
import type { Client } from './client.ts';
import type { TestServer } from './testServer.ts';

/** As whom somebody looks at a course: whose work it is, a classmate, staff, who is expected, nobody of it. */
export type Eye = 'owner' | 'student' | 'ta' | 'observer' | 'instructor' | 'invited' | 'outside';

export interface Planted {
  /** What stands in addresses: of this course, its things and the person whose they are. */
  ids: Record<string, string>;
  /** Who may read the word. */
  words: { word: string; readers: readonly Eye[] }[];
}

const STAFF: readonly Eye[] = ['ta', 'observer', 'instructor'];

/** @param prefix of its words, so that those of two courses are told apart */
export async function plant(
  server: TestServer,
  {
    course,
    prefix,
    people,
  }: { course: string; prefix: string; people: Record<'owner' | 'ta' | 'instructor', Client> },
): Promise<Planted> {
  const { owner, ta, instructor } = people;
  const params = { course };
  const set = { course, assignment: 'sheet' };
  const words: Planted['words'] = [];
  const word = (name: string, ...readers: Eye[]): string => {
    words.push({ word: `${prefix}${name}`, readers });
    return `${prefix}${name}`;
  };

  const files = { ...SHEET_FILES, 'questions/two/solution.md': word('SOLUTION', ...STAFF) };
  await instructor.call(operations.publishAssignment, { params, body: { files, slug: 'sheet' } });
  const { id: submissionId } = await owner.call(operations.createSubmission, {
    params: set,
    body: {
      idempotencyKey: randomUUID(),
      answers: { one: 'x', two: word('ANSWER', 'owner', ...STAFF) },
    },
  });
  const { group } = await owner.call(operations.writeText, {
    params: { ...set, key: 'one' },
    body: { text: word('DRAFT', 'owner') },
  });
  const two = { submissionId, question: 'two' };
  const item = await ta.call(operations.createRubricItem, {
    params: { ...set, question: 'two' },
    body: { text: word('ITEM', ...STAFF), points: -0.5 },
  });
  await ta.call(operations.gradeAnswer, {
    params: two,
    body: { appliedItemIds: [item.id], comment: word('COMMENT', ...STAFF), baseRevision: 0 },
  });
  // Of a time when grades were out; they were taken back.
  const release = (released: boolean) =>
    instructor.call(operations.releaseGrades, { params: set, body: { released } });
  await release(true);
  const request = await owner.call(operations.askForRegrade, {
    params: two,
    body: { reason: word('REASON', ...STAFF) },
  });
  const about = { submissionId, requestId: request.id };
  const { user: boss } = await instructor.refresh();
  await ta.call(operations.assignRequest, {
    params: about,
    body: { from: null, to: boss!.id, note: word('HANDOVER', ...STAFF) },
  });
  await release(false);

  const { user } = await owner.refresh();
  const userId = user!.id;
  const { notes } = await ta.call(operations.addNote, {
    params: { ...params, userId },
    body: { text: word('NOTE', ...STAFF) },
  });
  const { comments } = await ta.call(operations.saveComment, {
    params,
    body: { text: word('SAVED', ...STAFF) },
  });
  const text = word('WRITTEN', 'instructor');
  await instructor.call(operations.saveSetDraft, {
    params: { ...params, draft: 'planned' },
    body: { files: { ...SHEET_FILES, 'questions/two/statement.md': text }, revision: 0 },
  });
  const { extensions } = await instructor.call(operations.grantExtension, {
    params: set,
    body: {
      target: { kind: 'student', userId },
      until: '2026-12-05 14:30',
      reason: word('EXTENSION', 'owner', ...STAFF),
    },
  });
  const { invited } = await instructor.call(operations.addPerson, {
    params,
    body: { name: word('INVITED', ...STAFF), email: `${prefix}@example.org`.toLowerCase(), role: 'student' },
  });
  const { joinLinks, invitations } = await instructor.call(operations.openJoinLink, {
    params,
    body: { section: '' },
  });
  for (const { token } of joinLinks) words.push({ word: token, readers: ['instructor'] });
  for (const { token } of invitations) words.push({ word: token, readers: ['instructor', 'invited'] });
  for (const { passwordHash } of await server.db.user.findMany({ select: { passwordHash: true }, take: 1 }))
    words.push({ word: passwordHash!, readers: [] });
  return {
    ids: {
      ...set,
      question: 'two',
      key: 'one',
      seq: '1',
      draft: 'planned',
      submissionId,
      userId,
      group,
      rubricItemId: item.id,
      requestId: request.id,
      noteId: notes[0]!.id,
      savedCommentId: comments[0]!.id,
      extensionId: extensions[0]!.id,
      invitationId: invited[0]!.id,
      joinLinkId: joinLinks[0]!.id,
      left: submissionId,
      right: submissionId,
      imageId: submissionId,
      image: 'loss.png',
      answerGroupId: submissionId,
      rerun: submissionId,
      importId: submissionId,
      commentId: submissionId,
    },
    words,
  };
}
