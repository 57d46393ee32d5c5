/** Acts of grading: decisions, rubric, comments, second grades, groups, requests, reruns. */
import { randomUUID } from 'node:crypto';
import { operations } from '../../../contract/index.ts';
import { CHOICE } from './world.ts';
import type { Scene, World } from './world.ts';
import { COURSE } from '../testServer.ts';

const secondGrade = async (world: World) => {
  const graded = await world.graded();
  const graderId = await world.id('tom');
  const body = { graderId, count: 1 };
  const grace = await world.as('grace');
  await grace.call(operations.askForSecondGrading, { params: graded.question, body });
  return graded;
};

const comment = async (world: World) => {
  const sheet = await world.sheet();
  const id = randomUUID();
  const body = { id, start: 0, end: 3, text: 'Say more.' };
  await (await world.as('tess')).call(operations.addInlineComment, { params: sheet.answer, body });
  return { ...sheet, params: { ...sheet.answer, commentId: id } };
};

const savedComment = async (world: World) => {
  const body = { text: world.name('words'), shortcut: null };
  const grace = await world.as('grace');
  const { comments } = await grace.call(operations.saveComment, { params: { course: COURSE }, body });
  const { id } = comments.find(({ text }) => text === body.text)!;
  return { course: COURSE, savedCommentId: id };
};

const startedRerun = async (world: World, until: 'running' | 'ready' | 'applied') => {
  const { set } = await world.code();
  const grace = await world.as('grace');
  const { id } = await grace.call(operations.startRerun, { params: set, body: { scope: 'all' } });
  const params = { ...set, rerun: id };
  if (until !== 'running') await world.tested(id);
  if (until === 'applied') await grace.call(operations.applyRerun, { params, body: {} });
  return params;
};

export const GRADING: Record<string, Scene> = {
  gradeAnswer: async (world) => ({
    by: 'tess',
    params: (await world.sheet()).answer,
    body: { ...CHOICE, baseRevision: 0 },
  }),
  ungradeAnswer: async (world) => {
    const { answer, revision } = await world.graded();
    return { by: 'tess', params: answer, query: { baseRevision: String(revision) } };
  },
  claimAnswer: async (world) => ({ by: 'tess', params: (await world.sheet()).answer, body: { hold: [] } }),
  nextAnswer: async (world) => {
    const { set, question } = await world.sheet();
    await world.handIn(await world.person(), set);
    return { by: 'tess', params: question, body: { after: null } };
  },
  releaseClaims: async (world) => {
    const { answer, question } = await world.sheet();
    await (await world.as('tess')).call(operations.claimAnswer, { params: answer, body: { hold: [] } });
    return { by: 'tess', params: question };
  },
  undoGrading: async (world) => {
    const { set, submissionId, revision } = await world.graded();
    await world.decide(submissionId, { adjustment: -1, baseRevision: revision });
    return { by: 'tess', params: set };
  },
  addInlineComment: async (world) => ({
    by: 'tess',
    params: (await world.sheet()).answer,
    body: { id: randomUUID(), start: 0, end: 3, text: 'Say more.' },
  }),
  editInlineComment: async (world) => ({
    by: 'tess',
    params: (await comment(world)).params,
    body: { text: 'Less.', baseRevision: 1 },
  }),
  removeInlineComment: async (world) => ({
    by: 'tess',
    params: (await comment(world)).params,
    query: { baseRevision: '1' },
  }),
  saveComment: async (world) => ({
    by: 'tess',
    params: { course: COURSE },
    body: { text: world.name('words') },
  }),
  changeSavedComment: async (world) => ({
    by: 'grace',
    params: await savedComment(world),
    body: { text: world.name('others'), shortcut: null, baseRevision: 1 },
  }),
  deleteSavedComment: async (world) => ({
    by: 'grace',
    params: await savedComment(world),
    query: { baseRevision: '1' },
  }),
  countSavedComment: async (world) => ({
    by: 'tess',
    params: await savedComment(world),
    body: { uses: 0 },
  }),
  markAnswer: async (world) => ({
    by: 'tess',
    params: (await world.sheet()).answer,
    body: { kind: 'flagged', reason: 'Odd' },
  }),
  divideQuestion: async (world) => ({
    by: 'grace',
    params: (await world.sheet()).question,
    body: { division: { by: 'count', parts: [{ userId: await world.id('tess'), count: 1 }] } },
  }),
  askForSecondGrading: async (world) => {
    const { set, question } = await world.graded();
    await world.decide(await world.handIn(await world.person(), set));
    return { by: 'grace', params: question, body: { graderId: await world.id('tom'), count: 1 } };
  },
  decideSecondGrading: async (world) => ({
    by: 'tom',
    params: (await secondGrade(world)).answer,
    body: { ...CHOICE, seen: null },
  }),
  takeBackSecondGrading: async (world) => {
    const { answer } = await secondGrade(world);
    const tom = await world.as('tom');
    const body = { ...CHOICE, seen: null };
    const { decidedAt } = await tom.call(operations.decideSecondGrading, { params: answer, body });
    return { by: 'tom', params: answer, query: { seen: decidedAt } };
  },
  adoptSecondGrading: async (world) => {
    const { set, answer } = await secondGrade(world);
    await (
      await world.as('tom')
    ).call(operations.decideSecondGrading, {
      params: answer,
      body: { ...CHOICE, adjustment: -1, seen: null },
    });
    const grace = await world.as('grace');
    const { questions } = await grace.call(operations.getGradingStatistics, { params: set });
    const { baseRevision, decidedAt } = questions.find(({ id }) => id === 'two')!.second!.answers[0]!;
    return { by: 'grace', params: answer, body: { baseRevision, decidedAt } };
  },
  createRubricItem: async (world) => ({
    by: 'tess',
    params: (await world.sheet()).question,
    body: { text: 'Item', points: -1 },
  }),
  editRubricItem: async (world) => ({
    by: 'grace',
    params: { rubricItemId: await world.rubricItem((await world.sheet()).question) },
    body: { text: 'Other', points: -0.5 },
  }),
  previewRubricItem: async (world) => ({
    by: 'grace',
    params: { rubricItemId: await world.rubricItem((await world.sheet()).question) },
    body: { text: 'Other', points: -0.5 },
  }),
  archiveRubricItem: async (world) => ({
    by: 'grace',
    params: { rubricItemId: await world.rubricItem((await world.sheet()).question) },
  }),
  setRubricGroup: async (world) => ({
    by: 'grace',
    params: (await world.sheet()).question,
    body: { name: 'Formula', exclusive: true, floor: null, cap: null },
  }),
  previewRubricGroup: async (world) => ({
    by: 'grace',
    params: (await world.sheet()).question,
    body: { name: 'Formula', exclusive: true, floor: null, cap: null },
  }),
  formAnswerGroup: async (world) => {
    const { question, submissionId } = await world.sheet();
    return { by: 'tess', params: question, body: { name: 'All', submissionIds: [submissionId] } };
  },
  dissolveAnswerGroup: async (world) => {
    const { question, submissionId } = await world.sheet();
    const body = { name: 'All', submissionIds: [submissionId] };
    const tess = await world.as('tess');
    const { id } = await tess.call(operations.formAnswerGroup, { params: question, body });
    return { by: 'tess', params: { ...question, answerGroupId: id } };
  },
  gradeAnswerGroup: async (world) => {
    const { question, submissionId } = await world.sheet();
    const answers = [{ submissionId, baseRevision: 0 }];
    return { by: 'tess', params: question, body: { ...CHOICE, groupName: 'All', answers } };
  },
  ungradeAnswerGroup: async (world) => {
    const { question, submissionId, revision } = await world.graded();
    return { by: 'tess', params: question, body: { answers: [{ submissionId, baseRevision: revision }] } };
  },
  releaseGrades: async (world) => {
    const { set: params } = await world.graded();
    // Whoever is still in time is told that no more work is taken: a class to which each scene adds somebody.
    await world.server.db.assignment.updateMany({
      where: { slug: params.assignment },
      data: { dueAt: new Date(0) },
    });
    return { by: 'grace', params, body: { released: true } };
  },
  importScores: async (world) => {
    const { set } = await world.graded();
    const grace = await world.as('grace');
    const csv = await grace.call(operations.exportSetScores, { params: set });
    const changed = csv.replace(/,2(\.0+)?(?=[,\r\n])/, ',1.5');
    const body = Buffer.from(changed);
    const url = `/api/courses/${COURSE}/score-imports?assignment=${set.assignment}`;
    const { csrfToken } = await grace.refresh();
    const { body: plan } = await grace
      .raw('post', url)
      .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
      .send(body);
    const { digest } = plan as { digest: string };
    return {
      by: 'grace',
      params: { course: COURSE },
      query: { assignment: set.assignment, confirm: digest },
      body,
    };
  },
  undoScoreImport: async (world) => {
    const { query, params, body } = await GRADING.importScores!(world);
    const grace = await world.as('grace');
    const { csrfToken } = await grace.refresh();
    const url = `/api/courses/${params!.course}/score-imports?${new URLSearchParams(query).toString()}`;
    const { body: done } = await grace
      .raw('post', url)
      .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
      .send(body as Buffer);
    const { importId } = done as { importId: string };
    return { by: 'grace', params: { course: COURSE, importId } };
  },
  askForRegrade: async (world) => {
    const { set, owner, answer } = await world.graded();
    await world.release(set);
    return { by: owner, params: answer, body: { reason: 'Again, please.' } };
  },
  withdrawRequest: async (world) => {
    const { owner, params } = await world.request();
    return { by: owner, params };
  },
  replyToRequest: async (world) => ({
    by: 'tess',
    params: (await world.request()).params,
    body: { text: 'I look at it.' },
  }),
  assignRequest: async (world) => ({
    by: 'tess',
    params: (await world.request()).params,
    body: { from: null, to: await world.id('tess') },
  }),
  closeRequest: async (world) => {
    const { params, revision } = await world.request();
    return {
      by: 'tess',
      params,
      body: { reply: '', grade: { ...CHOICE, adjustment: -1, baseRevision: revision } },
    };
  },
  setRequestPolicy: async (world) => ({
    by: 'grace',
    params: await world.set(),
    body: { days: 3, limit: 1 },
  }),
  regradeSubmission: async (world) => {
    const { submissionId } = await world.code();
    const failed = { state: 'failed' as const, finishedAt: world.server.clock.now };
    await world.server.db.gradingRun.updateMany({ where: { submissionId }, data: failed });
    return { by: 'grace', params: { submissionId } };
  },
  startRerun: async (world) => ({ by: 'grace', params: (await world.code()).set, body: { scope: 'all' } }),
  stopRerun: async (world) => ({ by: 'grace', params: await startedRerun(world, 'running') }),
  applyRerun: async (world) => ({ by: 'grace', params: await startedRerun(world, 'ready'), body: {} }),
  undoRerun: async (world) => ({ by: 'grace', params: await startedRerun(world, 'applied') }),
  discardRerun: async (world) => ({ by: 'grace', params: await startedRerun(world, 'ready') }),
};
