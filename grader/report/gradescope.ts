/** A report as Gradescope's autograder reads it (`results.json`). Pure. */
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import type { GradedReport } from '../../contract/report.ts';
import type { Visibility } from '../terms.ts';
import { VERDICT_STATUS } from './html/words.ts';
import { recordFor, reportSeen } from './reportSeen.ts';
import { verdictLater } from './shown.ts';

export interface GradescopeResults {
  score: number;
  execution_time: number;
  output: string;
  output_format: 'text';
  tests: {
    name: string;
    number: string;
    score: number;
    max_score: number;
    status: 'passed' | 'failed';
    output: string;
    output_format: 'text';
    tags: string[];
    visibility: 'hidden' | 'after_due_date' | 'after_published' | 'visible';
  }[];
  extra_data: { assignment: string; questions: { id: string; verdict: string; faults: string[] }[] };
}

/**
 * What is in the results is shown from the start on, each test from its time on: words and times come from the record of
 * those who see no further, and tell as much as the author allows before the due date. Gradescope itself shows the score
 * when no test is withheld any more.
 */
export function toGradescope(report: GradedReport, definition: AssignmentDefinition): GradescopeResults {
  const shown = reportSeen(report, definition, { widest: 'visible', released: false })!;
  const questionIn = (visibility: Visibility, id: string) =>
    recordFor(report, visibility)!.questions.find((question) => question.id === id)!;
  const isSilent = (id: string) => {
    const question = definition.questions.find((question) => question.id === id);
    return question === undefined || question.kind === 'written' || question.diagnosis === 'none';
  };
  return {
    score: report.whole.score,
    execution_time: shown.durationMs / 1000,
    output: shown.questions
      .map(({ id, verdict, withheld, diagnosis }) => {
        const explained = diagnosis ? `. ${diagnosis.message}` : '';
        const words = verdict ? VERDICT_STATUS[verdict].word : verdictLater(withheld);
        return `${id}: ${words}${explained}`;
      })
      .join('\n'),
    output_format: 'text',
    tests: report.whole.questions.flatMap((question, q) =>
      question.tests.map(({ id, visibility }, t) => {
        const test = questionIn(visibility, question.id).tests.find((each) => each.id === id)!;
        return {
          name: `${question.id}: ${test.title}`,
          number: `${q + 1}.${t + 1}`,
          score: test.score,
          max_score: test.maxScore,
          status: test.status === 'passed' ? ('passed' as const) : ('failed' as const),
          output: isSilent(question.id) ? '' : test.message,
          output_format: 'text' as const,
          tags: [question.id],
          visibility,
        };
      }),
    ),
    extra_data: {
      assignment: report.whole.assignment,
      questions: report.whole.questions.map(({ id, verdict, causes }) => ({
        id,
        verdict,
        faults: causes,
      })),
    },
  };
}
