/** What a question's report says to whom and when; as values, without a server. */
import { describe, expect, test } from '@jest/globals';
import type { AssignmentDefinition, OptimizerQuestion } from '../../contract/assignment.ts';
import { keptReport, StoredReport, type GradeRecord, type TrajectoryPlot } from '../../contract/report.ts';
import { VISIBILITIES, type Verdict, type Visibility } from '../../grader/terms.ts';
import { presentReport } from '../../server/features/submissions/presentReport.ts';
import type { Reader } from '../../server/features/submissions/presentReport.ts';

const dueAt = new Date('2026-12-01T19:30:00Z');
const reader: Reader = { isStaff: false, now: new Date('2026-12-01T00:00:00Z'), dueAt, released: false };

/** Of four tests that count, each is seen by fewer people than the one before. */
const TESTS = VISIBILITIES.map((visibility) => ({ id: visibility, visibility, points: 1 }));

function definitionWith(
  diagnosis: OptimizerQuestion['diagnosis'],
  { tests = TESTS, partialCredit = [] as OptimizerQuestion['partialCredit'] } = {},
): AssignmentDefinition {
  const question = { kind: 'optimizer', id: 'adam', points: 4, diagnosis, tests, partialCredit };
  return { questions: [question as unknown as OptimizerQuestion] } as AssignmentDefinition;
}

const plotOf = (testId: string): TrajectoryPlot => ({
  testId,
  title: testId,
  objective: 'quadratic',
  hyperparameters: {},
  yours: [],
  reference: [],
  loss: { yours: [], reference: [] },
  divergedAt: null,
});

/** A record of the tests up to a visibility; everything in it says whose it is. */
function recordUpTo(widest: Visibility, verdict: Verdict = 'wrong_answer', score = 0): GradeRecord {
  const ids = VISIBILITIES.slice(0, VISIBILITIES.indexOf(widest) + 1);
  const tests = ids.map((id) => ({
    id,
    title: id,
    status: 'failed' as const,
    score: 0,
    maxScore: 1,
    visibility: id,
    message: `for ${widest}`,
  }));
  const diagnosis = { optimizer: 'adam', conventions: [], faults: [], message: `for ${widest}` };
  const question = { id: 'adam', verdict, score, maxScore: 4, tests, diagnosis, causes: [] };
  return {
    assignment: 'code',
    score,
    maxScore: 4,
    durationMs: ids.length,
    language: 'python',
    questions: [{ ...question, plots: ids.map(plotOf), output: `for ${widest}` }],
  };
}

const stored: StoredReport = {
  format: 2,
  whole: recordUpTo('hidden', 'runtime_error', 2),
  views: {
    visible: recordUpTo('visible', 'accepted', 1),
    after_due_date: recordUpTo('after_due_date'),
    after_published: recordUpTo('after_published', 'accepted', 3),
  },
};

const late = { now: new Date('2026-12-01T19:30:01Z') };
const present = (as: Partial<Reader>, definition = definitionWith('full'), report = stored) =>
  presentReport(report, definition, { ...reader, ...as })!;
const only = (as: Partial<Reader>, definition?: AssignmentDefinition, report?: StoredReport) =>
  present(as, definition, report).questions[0]!;

describe('a reader sees the record of the tests they see, and nothing of another', () => {
  test.each<[Visibility, Partial<Reader>]>([
    ['visible', {}],
    ['after_due_date', late],
    ['after_published', { released: true }],
    ['hidden', { isStaff: true }],
  ])('%s', (widest, as) => {
    const report = present(as);
    const { score: _, ...question } = report.questions[0]!;
    expect(question.tests.map(({ id }) => id)).toEqual(
      VISIBILITIES.slice(0, VISIBILITIES.indexOf(widest) + 1),
    );
    expect(report.durationMs).toBe(question.tests.length);
    const says = new RegExp(`for (?!${widest}")`);
    expect(JSON.stringify(report)).not.toMatch(says);
    expect(question.output).toBe(`for ${widest}`);
  });
});

describe('before the due time a student sees', () => {
  const seen = (diagnosis: OptimizerQuestion['diagnosis']) => {
    const { tests, diagnosis: found, plots } = only({}, definitionWith(diagnosis));
    return { message: tests[0]!.message, diagnosis: found?.message ?? null, plots: plots.length };
  };
  test('the whole diagnosis', () =>
    expect(seen('full')).toEqual({ message: 'for visible', diagnosis: 'for visible', plots: 1 }));
  test('only where the trajectories part', () =>
    expect(seen('where')).toEqual({ message: 'for visible', diagnosis: null, plots: 1 }));
  test('only what passed', () => expect(seen('none')).toEqual({ message: '', diagnosis: null, plots: 0 }));
  test('after it all of it, whatever was chosen', () =>
    expect(only(late, definitionWith('none')).diagnosis?.message).toBe('for after_due_date'));
});

describe('verdict and score', () => {
  const said = (as: Partial<Reader>, definition?: AssignmentDefinition) => {
    const { verdict, score } = only(as, definition);
    return [verdict, score];
  };
  test('are none while a test that counts is withheld, whatever came of it', () => {
    expect(said({})).toEqual([null, null]);
    expect(said(late)).toEqual([null, null]);
  });
  test('with the release the score is the grade, and the verdict says no more than it', () => {
    // The hidden test ended with an error: that it failed follows from the grade, how it failed does not.
    expect(said({ released: true })).toEqual(['partially_accepted', 2]);
    expect(said({ isStaff: true })).toEqual(['runtime_error', 2]);
  });
  test('are those of the tests that are seen where the others are advice', () => {
    const advice = TESTS.map((each) => ({ ...each, points: each.visibility === 'visible' ? 1 : 0 }));
    expect(said({}, definitionWith('full', { tests: advice }))).toEqual(['accepted', 1]);
    // Points for a diagnosis may come from advice as well.
    const partialCredit = [{ faults: ['ascent' as const], points: 1 }];
    expect(said({}, definitionWith('full', { tests: advice, partialCredit }))).toEqual([null, null]);
  });
});

describe('while withheld tests are still to be run', () => {
  const partial: StoredReport = { format: 2, whole: null, views: { visible: stored.views.visible! } };
  test('a student sees what they will see', () => {
    expect(present({}, undefined, partial)).toEqual(present({}));
  });
  test('staff do not take it for the whole', () => {
    expect(presentReport(partial, definitionWith('full'), { ...reader, isStaff: true })).toBeNull();
  });
});

describe('what is stored of a report', () => {
  const other = structuredClone(stored);
  other.views.visible!.questions[0]!.plots[0]!.yours = [[0, null]];
  test.each([
    ['all of whose pictures are the whole’s', stored],
    ['one of whose pictures is another', other],
    ['that is not whole yet', { ...other, whole: null }],
  ])('says the same again, of one %s', (_, report) => {
    expect(StoredReport.parse(JSON.parse(JSON.stringify(keptReport(report))))).toEqual(report);
  });

  test('has each picture once', () => {
    const pictures = JSON.stringify(keptReport(stored)).split('"loss"').length - 1;
    expect(pictures).toBe(stored.whole!.questions[0]!.plots.length);
  });
});

describe('a report of the first format, which one run of all tests made', () => {
  const { whole } = stored;
  const [question] = whole!.questions;
  const { plots, output, ...rest } = question!;
  const old = { ...whole, questions: [rest], plots: { adam: plots }, output: { adam: output } };
  const read = StoredReport.parse(old);

  test('is read, and staff see all of it', () => {
    expect(only({ isStaff: true }, undefined, read)).toEqual(only({ isStaff: true }));
  });
  test.each([{}, late, { released: true }])('tells a student which tests passed and nothing else', (as) => {
    const seen = present(as, undefined, read);
    const { tests, diagnosis, plots, output } = seen.questions[0]!;
    expect(tests.map(({ id }) => id)).toEqual(only(as).tests.map(({ id }) => id));
    expect(tests.every(({ message }) => message === '')).toBe(true);
    expect([diagnosis, plots, output, seen.durationMs]).toEqual([null, [], '', 0]);
  });
  test('tells all to everybody where no test was withheld', () => {
    const tests = rest.tests.map((each) => ({ ...each, visibility: 'visible' as const }));
    const open = StoredReport.parse({ ...old, questions: [{ ...rest, tests }] });
    const definition = definitionWith('full', {
      tests: TESTS.map((each) => ({ ...each, visibility: 'visible' as const })),
    });
    expect(only({}, definition, open)).toMatchObject({
      diagnosis: { message: 'for hidden' },
      output: 'for hidden',
      verdict: 'runtime_error',
      score: 2,
    });
  });
});
