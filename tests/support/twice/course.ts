/** Acts of a course: people, sets, dates, groups, texts, what is handed in. */
import { randomUUID } from 'node:crypto';
import { operations } from '../../../contract/index.ts';
import { CoursePolicy } from '../../../contract/policy.ts';
import { CODE_FILES, SGD_SOURCE, SHEET_FILES, titled } from '../assignments.ts';
import { png } from '../images.ts';
import { COURSE } from '../testServer.ts';
import { COURSE_OF_ITS_OWN } from './world.ts';
import type { Scene, World } from './world.ts';

const params = { course: COURSE };

const invited = async (world: World): Promise<string> => {
  const email = `${world.name('guest')}@example.org`;
  const body = { name: 'Guest', email, role: 'student' as const };
  const { invited } = await (await world.as('grace')).call(operations.addPerson, { params, body });
  return invited.find((each) => each.email === email)!.id;
};

const files = (world: World) => {
  const slug = world.name('set');
  return { files: titled(slug, SHEET_FILES), slug, samples: 'left_out' as const };
};

const training = async (world: World, stopped: boolean) => {
  const { submissionId, owner } = await world.code();
  const { db, clock } = world.server;
  const over = { state: 'failed' as const, stoppedAt: clock.now, finishedAt: clock.now };
  const data = { trains: true, ...(stopped && over) };
  await db.gradingRun.updateMany({ where: { submissionId }, data });
  return { by: owner, params: { submissionId } };
};

const invitation = async (world: World) => {
  const set = await world.set();
  const [host, guest] = [await world.person(), await world.person()];
  const body = { userId: await world.id(guest) };
  await (await world.as(host)).call(operations.inviteToMyGroup, { params: set, body });
  const { invitations } = await (await world.as(guest)).call(operations.getMyGroup, { params: set });
  return { set, host, guest, params: { ...set, invitationId: invitations[0]!.id } };
};

const image = async (world: World) => {
  const set = await world.set();
  const ada = await world.as('ada');
  const { csrfToken } = await ada.refresh();
  const { body } = await ada
    .raw('post', `/api/courses/${set.course}/assignments/${set.assignment}/images?name=a.png`)
    .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
    .send(png());
  return { set, imageId: (body as { id: string }).id };
};

/** The same, and the second question asks for a rule. */
const RULE_FILES = {
  ...SHEET_FILES,
  'questions/two/question.yaml': `${SHEET_FILES['questions/two/question.yaml']}rule: { optimizer: sgd, advice: before_submitting }\n`,
};

const POLICY = {
  opens: null,
  closes: null,
  category: null,
  late: null,
  weight: 2,
  heldBack: {},
  anonymous: null,
};

export const COURSES: Record<string, Scene> = {
  createCourse: async (world) => ({ by: 'root', body: { slug: world.name('course'), ...COURSE_OF_ITS_OWN } }),
  copyCourse: async (world) => ({
    by: 'grace',
    params: { course: await world.course() },
    body: { slug: world.name('copy'), ...COURSE_OF_ITS_OWN, shiftDays: 7 },
  }),
  archiveCourse: async (world) => ({
    by: 'grace',
    params: { course: await world.course() },
    body: { archived: true },
  }),
  describeCourse: async (world) => {
    const seen = COURSE_OF_ITS_OWN;
    const body = { ...seen, title: world.name('title'), timeZone: 'Asia/Tokyo', seen };
    return { by: 'grace', params: { course: await world.course() }, body };
  },
  importCourse: async (world) => {
    const course = await world.course();
    const grace = await world.as('grace');
    const { body } = await grace
      .raw('get', `/api/courses/${course}/export`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    return { by: 'root', query: { slug: world.name('back') }, body: body as Buffer };
  },
  deleteCourse: async (world) => {
    const course = await world.course();
    return { by: 'grace', params: { course }, body: { confirmation: course } };
  },
  deleteAnyCourse: async (world) => {
    const course = await world.course();
    return { by: 'root', body: { course, confirmation: course } };
  },
  addPerson: async (world) => ({
    by: 'grace',
    params,
    body: { name: 'Guest', email: `${world.name('guest')}@example.org`, role: 'student' },
  }),
  changeEnrolment: async (world) => ({
    by: 'grace',
    params: { ...params, userId: await world.id(await world.person()) },
    body: { section: '002' },
  }),
  addNote: async (world) => ({
    by: 'tess',
    params: { ...params, userId: await world.id('mary') },
    body: { text: world.name('ill') },
  }),
  removeNote: async (world) => {
    const about = { ...params, userId: await world.id('mary') };
    const body = { text: world.name('note') };
    const { notes } = await (await world.as('tess')).call(operations.addNote, { params: about, body });
    const { id } = notes.find(({ text }) => text === body.text)!;
    return { by: 'tess', params: { ...about, noteId: id } };
  },
  importRoster: async (world) => {
    const body = Buffer.from(`name,email,role\nGuest,${world.name('guest')}@example.org,student\n`);
    const grace = await world.as('grace');
    const { csrfToken } = await grace.refresh();
    const { body: plan } = await grace
      .raw('post', `/api/courses/${COURSE}/roster/import`)
      .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
      .send(body);
    return { by: 'grace', params, query: { confirm: (plan as { digest: string }).digest }, body };
  },
  renewInvitations: async (world) => ({
    by: 'grace',
    params,
    body: { invitationIds: [await invited(world)] },
  }),
  revokeInvitation: async (world) => ({
    by: 'grace',
    params: { ...params, invitationId: await invited(world) },
  }),
  openJoinLink: async (world) => ({ by: 'grace', params, body: { section: world.name('section') } }),
  closeJoinLink: async (world) => {
    const section = world.name('section');
    const { joinLinks } = await (
      await world.as('grace')
    ).call(operations.openJoinLink, { params, body: { section } });
    const { id } = joinLinks.find((each) => each.section === section)!;
    return { by: 'grace', params: { ...params, joinLinkId: id } };
  },
  createPasswordLink: async (world) => ({
    by: 'grace',
    params: { ...params, userId: await world.id(await world.person()) },
  }),
  checkAssignment: async (world) => ({ by: 'grace', params, body: files(world) }),
  exportVersionPlan: async (world) => {
    const { set, submissionId } = await world.sheet();
    await world.decide(submissionId);
    const worth = { ...titled(set.assignment, SHEET_FILES) };
    worth['questions/two/question.yaml'] = worth['questions/two/question.yaml']!.replace(
      'points: 2',
      'points: 3',
    );
    return { by: 'grace', params, body: { files: worth, slug: set.assignment } };
  },
  publishAssignment: async (world) => ({ by: 'grace', params, body: files(world) }),
  changeSetState: async (world) => ({ by: 'grace', params: await world.set(), body: { state: 'archived' } }),
  saveSetDraft: async (world) => ({
    by: 'grace',
    params: { ...params, draft: world.name('draft') },
    body: { files: SHEET_FILES, revision: 0 },
  }),
  discardSetDraft: async (world) => {
    const draft = world.name('draft');
    const body = { files: SHEET_FILES, revision: 0 };
    await (await world.as('grace')).call(operations.saveSetDraft, { params: { ...params, draft }, body });
    return { by: 'grace', params: { ...params, draft } };
  },
  runSamples: async (world) => ({
    by: 'grace',
    params,
    body: { files: CODE_FILES, slug: world.name('set') },
  }),
  tryAsStudent: async (world) => ({
    by: 'grace',
    params: { course: await world.course() },
    body: { set: 'tried', files: SHEET_FILES },
  }),
  endTrying: async (world) => {
    const course = await world.course();
    const body = { set: 'tried', files: SHEET_FILES };
    await (await world.as('grace')).call(operations.tryAsStudent, { params: { course }, body });
    return { by: 'grace', params: { course } };
  },
  grantExtension: async (world) => ({
    by: 'grace',
    params: await world.set(),
    body: {
      target: { kind: 'student', userId: await world.id('ada') },
      until: '2026-12-05 14:30',
      reason: 'Ill',
    },
  }),
  revokeExtension: async (world) => {
    const { params: set, body } = await COURSES.grantExtension!(world);
    const grace = await world.as('grace');
    const { extensions } = await grace.call(operations.grantExtension, {
      params: set as { course: string; assignment: string },
      body: body as never,
    });
    return { by: 'grace', params: { ...set!, extensionId: extensions[0]!.id } };
  },
  decideSetPolicy: async (world) => ({
    by: 'grace',
    params: await world.set(),
    body: { policy: POLICY, seen: null },
  }),
  decideCoursePolicy: async (world) => ({
    by: 'grace',
    params: { course: await world.course() },
    body: { policy: { ...CoursePolicy.parse({}), lateDays: 2 }, seen: null },
  }),
  inviteToMyGroup: async (world) => ({
    by: await world.person(),
    params: await world.set(),
    body: { userId: await world.id(await world.person()) },
  }),
  withdrawInvitation: async (world) => {
    const { host, params } = await invitation(world);
    return { by: host, params };
  },
  acceptInvitation: async (world) => {
    const { guest, params } = await invitation(world);
    return { by: guest, params, body: { bring: false } };
  },
  leaveMyGroup: async (world) => {
    const { guest, set, params } = await invitation(world);
    await (await world.as(guest)).call(operations.acceptInvitation, { params, body: { bring: false } });
    return { by: guest, params: set };
  },
  arrangeGroup: async (world) => ({
    by: 'grace',
    params: await world.set(),
    body: {
      userIds: [await world.id('ada'), await world.id('emmy')],
      arrangement: 'together',
      reason: 'Asked',
    },
  }),
  importGroups: async (world) => ({
    by: 'grace',
    params: await world.set(),
    body: { csv: 'group,email\nA,ada@example.org\nA,emmy@example.org\n', reason: 'Asked' },
  }),
  writeText: async (world) => ({
    by: 'ada',
    params: { ...(await world.set()), key: 'one' },
    body: { text: 'Some words.' },
  }),
  restoreText: async (world) => {
    const params = { ...(await world.set()), key: 'one' };
    const ada = await world.as('ada');
    const from = await ada.call(operations.writeText, { params, body: { text: 'The first words.' } });
    const seen = await ada.call(operations.writeText, { params, body: { text: 'Other words.' } });
    return { by: 'ada', params, body: { from, seen } };
  },
  uploadImage: async (world) => ({
    by: 'ada',
    params: await world.set(),
    query: { name: 'a.png' },
    body: png(),
  }),
  nameImages: async (world) => {
    const { set, imageId } = await image(world);
    return { by: 'ada', params: set, body: { names: [{ name: 'b.png', id: imageId }] } };
  },
  removeImage: async (world) => {
    const { set, imageId } = await image(world);
    return { by: 'ada', params: { ...set, imageId } };
  },
  importTex: async (world) => ({
    by: 'ada',
    params: await world.set(),
    query: { file: 'a.tex' },
    body: Buffer.from('\\documentclass{article}\\begin{document}\\section{First} Words.\\end{document}'),
  }),
  readRule: async (world) => ({
    by: 'ada',
    params: { ...(await world.set(RULE_FILES)), question: 'two' },
    body: { text: '$$w = w - \\eta g$$' },
  }),
  drawRule: async (world) => ({
    by: 'ada',
    params: { ...(await world.set(RULE_FILES)), question: 'two' },
    body: { text: '$$w = w - \\eta g$$' },
  }),
  tryCode: async (world) => ({
    by: 'ada',
    params: { ...(await world.set(CODE_FILES)), question: 'sgd' },
    body: { file: { name: 'optim.js', text: SGD_SOURCE } },
  }),
  createSubmission: async (world) => ({
    by: await world.person(),
    params: await world.set(),
    body: { idempotencyKey: randomUUID(), answers: { one: 'One' } },
  }),
  stopTraining: (world) => training(world, false),
  trainAgain: (world) => training(world, true),
  pinSubmission: async (world) => {
    const { set, owner, submissionId } = await world.sheet();
    await world.handIn(owner, set);
    return {
      by: 'grace',
      params: { submissionId },
      body: { userId: await world.id(owner), reason: 'The first' },
    };
  },
};
