/** What graders and instructors do beside grading one answer, for random plays: each act names what its person has looked at, as pages do. */
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Answer, Client } from './client.ts';
import type { Play } from './play.ts';

interface Desk {
  play: Play;
  params: { course: string; assignment: string };
  questions: readonly string[];
  /** An instructor. */
  grace: Client;
  graders: readonly Client[];
  /** Ids of graders. */
  graderIds: readonly string[];
  /** Ids of submissions. */
  handedIn: () => readonly string[];
  studentIds: () => readonly string[];
}

type Act = () => Promise<Answer>;

export function deskActs(desk: Desk) {
  const { play, params, questions, grace, graders } = desk;
  const { random, pick } = play;
  const course = { course: params.course };
  const some = () => (desk.handedIn().length > 0 ? pick(desk.handedIn()) : randomUUID());
  const answer = () => ({ submissionId: some(), question: pick(questions) });
  const revisionOf = async (at: ReturnType<typeof answer>): Promise<number> => {
    const { body } = await grace.send(operations.getGradingAnswer, { params: at });
    return (body as { grade?: { revision: number } | null }).grade?.revision ?? 0;
  };
  const looked = async (question: string) => {
    const submissionIds = [...new Set([some(), some(), some()])];
    return Promise.all(
      submissionIds.map(async (submissionId) => ({
        submissionId,
        baseRevision: await revisionOf({ submissionId, question }),
      })),
    );
  };
  const rubric = async (question: string) =>
    (await grace.call(operations.listRubricItems, { params: { ...params, question } })).items;
  /** One of the items, or none that there is. */
  const item = async () => {
    const items = await rubric(pick(questions));
    return { rubricItemId: items.length > 0 ? pick(items).id : randomUUID() };
  };
  const second = async () => {
    const { questions: shown } = await grace.call(operations.getGradingStatistics, { params });
    const open = shown.flatMap(({ id, second: asked }) =>
      (asked?.answers ?? []).map((row) => ({ question: id, ...row })),
    );
    return open.length > 0 ? pick(open) : null;
  };
  const request = async () => {
    const { requests } = await grace.call(operations.listCourseRequests, { params: course, query: {} });
    const found = requests.length > 0 ? pick(requests) : null;
    return {
      at: { submissionId: found?.submissionId ?? randomUUID(), requestId: found?.id ?? randomUUID() },
      handler: found?.handler?.id ?? null,
    };
  };

  return {
    async itemGrade() {
      const at = answer();
      const [items, baseRevision] = await Promise.all([rubric(at.question), revisionOf(at)]);
      const chosen = items.filter(({ archivedAt }) => archivedAt === null && random(2) === 0);
      const choice = { appliedItemIds: chosen.map(({ id }) => id), comment: pick(['', 'See the item']) };
      return pick(graders).send(operations.gradeAnswer, { params: at, body: { ...choice, baseRevision } });
    },
    async commentAlone() {
      const at = answer();
      const body = { appliedItemIds: [], comment: pick(['Well', 'Hm']), baseRevision: await revisionOf(at) };
      return pick(graders).send(operations.gradeAnswer, { params: at, body });
    },
    async ungrade() {
      const at = answer();
      const revision = await revisionOf(at);
      const query: Record<string, number> = revision === 0 ? {} : { baseRevision: revision };
      return pick(graders).send(operations.ungradeAnswer, { params: at, query });
    },
    async gradeGroup() {
      const question = pick(questions);
      const body = {
        ...{ groupName: 'Alike', answers: await looked(question), appliedItemIds: [] },
        ...{ fullMarks: true, adjustment: -random(3) / 4, comment: pick(['', 'All the same']) },
      };
      return pick(graders).send(operations.gradeAnswerGroup, { params: { ...params, question }, body });
    },
    async ungradeGroup() {
      const question = pick(questions);
      const body = { answers: (await looked(question)).filter(({ baseRevision }) => baseRevision > 0) };
      return pick(graders).send(operations.ungradeAnswerGroup, { params: { ...params, question }, body });
    },
    addItem() {
      const body = { text: `Item ${random(1_000)}`, points: -random(4) / 4 };
      return grace.send(operations.createRubricItem, {
        params: { ...params, question: pick(questions) },
        body,
      });
    },
    async editItem() {
      const body = pick([
        { points: -random(5) / 4 },
        { text: `Reworded ${random(1_000)}` },
        { archived: random(2) === 0 },
        { group: pick(['Form', null]) },
      ]);
      return grace.send(operations.editRubricItem, { params: await item(), body });
    },
    async removeItem() {
      return grace.send(operations.archiveRubricItem, { params: await item() });
    },
    itemGroup() {
      const body = {
        name: 'Form',
        exclusive: random(2) === 0,
        floor: pick([null, -0.5]),
        cap: pick([null, 0]),
      };
      return grace.send(operations.setRubricGroup, {
        params: { ...params, question: pick(questions) },
        body,
      });
    },
    askSecond() {
      const body = { graderId: pick(desk.graderIds), count: 1 + random(3) };
      return grace.send(operations.askForSecondGrading, {
        params: { ...params, question: pick(questions) },
        body,
      });
    },
    async decideSecond() {
      const found = await second();
      const at = {
        submissionId: found?.submissionId ?? some(),
        question: found?.question ?? pick(questions),
      };
      const by = pick(graders);
      const { body: shown } = await by.send(operations.getSecondGrading, { params: at });
      const seen = (shown as { decidedAt?: string | null }).decidedAt ?? null;
      const body = { appliedItemIds: [], fullMarks: true, adjustment: -random(3) / 2, comment: '', seen };
      return by.send(operations.decideSecondGrading, { params: at, body });
    },
    async adopt() {
      const found = await second();
      const at = {
        submissionId: found?.submissionId ?? some(),
        question: found?.question ?? pick(questions),
      };
      const { baseRevision = 0, decidedAt } = found ?? {};
      const body = { baseRevision, decidedAt: decidedAt ?? new Date(0).toISOString() };
      return grace.send(operations.adoptSecondGrading, { params: at, body });
    },
    async reply() {
      const { at } = await request();
      return pick(graders).send(operations.replyToRequest, { params: at, body: { text: 'We look at it.' } });
    },
    async assign() {
      const { at, handler } = await request();
      const body = { from: handler, to: pick([null, ...desk.graderIds]), note: pick(['', 'Yours?']) };
      return pick(graders).send(operations.assignRequest, { params: at, body });
    },
    rules() {
      const penalty = pick([null, { percent: 25, per: 'day', atMost: 100 } as const]);
      const late = { window: pick([null, { hours: 0 }, { hours: 72 }]), penalty };
      const held = pick<Record<string, null>>([{}, {}, { one: null }]);
      const body = { policy: pick([null, { late, heldBack: held }, { heldBack: held }]) };
      return grace.send(operations.decideSetPolicy, { params, body });
    },
    courseRules() {
      const late = { penalty: pick([null, { percent: 10, per: 'day', atMost: 100 } as const]) };
      const body = { policy: { late, lateDays: random(2), anonymous: random(3) === 0 } };
      return grace.send(operations.decideCoursePolicy, { params: course, body });
    },
    askingRules() {
      const body = { days: pick([null, 0, 3]), limit: pick([null, 1, 2]) };
      return grace.send(operations.setRequestPolicy, { params, body });
    },
    place() {
      const at = { ...course, userId: pick(desk.studentIds()) };
      return grace.send(operations.changeEnrolment, { params: at, body: { active: random(4) > 0 } });
    },
  } satisfies Record<string, Act>;
}
