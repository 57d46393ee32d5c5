import { expect, test } from '@jest/globals';
import { courseSteps, type CourseFacts } from '../../../client/src/features/welcome/steps.ts';
import { CoursePolicy, LENIENT } from '../../../contract/policy.ts';
import type { Invited, RosterPerson } from '../../../contract/roster.ts';

const person = (more: Partial<RosterPerson>) => ({ role: 'student', leftAt: null, ...more }) as RosterPerson;
const invited = (role: Invited['role']) => ({ role }) as Invited;

const NOTHING: CourseFacts = {
  rows: [],
  roster: { people: [person({ role: 'instructor' })], invited: [] },
  joinLinks: [],
  policy: CoursePolicy.parse({}),
};

const doneOf = (facts: Partial<CourseFacts>): string[] =>
  courseSteps({ ...NOTHING, ...facts }).flatMap(({ title, done }) => (done ? [title] : []));

test('a new course has its instructor and nothing else', () => {
  expect(doneOf({})).toEqual([]);
});

test.each<[string, Partial<CourseFacts>, string]>([
  ['somebody joined', { roster: { people: [person({})], invited: [] } }, '1 student in the course'],
  ['somebody is invited', { roster: { people: [], invited: [invited('student')] } }, '1 invited'],
  [
    'one link for all is open',
    { joinLinks: [{ id: 'l', token: 't', section: '' }] as unknown as CourseFacts['joinLinks'] },
    'one link for all is open',
  ],
])('a class is there once %s', (_, facts, fact) => {
  expect(doneOf(facts)).toEqual(['People']);
  expect(courseSteps({ ...NOTHING, ...facts })[0]?.fact).toBe(fact);
});

test('graders alone are no class, nor are those who have left', () => {
  const left = person({ leftAt: '2026-12-01T12:00:00.000Z' });
  expect(doneOf({ roster: { people: [left], invited: [invited('ta')] } })).toEqual([]);
});

test('a set that is there, hidden or not, was published; late rules are decided where one of them is another than at first', () => {
  expect(doneOf({ rows: [{ title: 'Day 8' }] })).toEqual(['First set']);
  const policy = { ...NOTHING.policy, late: { ...LENIENT, graceMinutes: 5 } };
  expect(doneOf({ policy })).toEqual(['Late work and the total']);
  expect(doneOf({ policy: { ...NOTHING.policy, lateDays: 2 } })).toEqual(['Late work and the total']);
});
