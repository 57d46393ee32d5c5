/** A report as Gradescope's autograder reads it (`results.json`). Pure. */
import type { AssignmentDefinition, OptimizerQuestion } from '../../contract/assignment.ts';
import type { StoredReport } from '../../contract/report.ts';

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

/** What is in the results is shown from the start on, so they tell as much as the author allows before the due date. */
export function toGradescope(report: StoredReport, definition: AssignmentDefinition): GradescopeResults {
  const detail = (id: string): OptimizerQuestion['diagnosis'] => {
    const question = definition.questions.find((question) => question.id === id);
    return question?.kind === 'optimizer' ? question.diagnosis : 'none';
  };
  return {
    score: report.score,
    execution_time: report.durationMs / 1000,
    output: report.questions
      .map(({ id, verdict, diagnosis }) => {
        const explained = diagnosis && detail(id) === 'full' ? `. ${diagnosis.message}` : '';
        return `${id}: ${verdict}${explained}`;
      })
      .join('\n'),
    output_format: 'text',
    tests: report.questions.flatMap((question, q) =>
      question.tests.map((test, t) => ({
        name: `${question.id}: ${test.title}`,
        number: `${q + 1}.${t + 1}`,
        score: test.score,
        max_score: test.maxScore,
        status: test.status === 'passed' ? ('passed' as const) : ('failed' as const),
        output: detail(question.id) === 'none' ? '' : test.message,
        output_format: 'text' as const,
        tags: [question.id],
        visibility: test.visibility,
      })),
    ),
    extra_data: {
      assignment: report.assignment,
      questions: report.questions.map(({ id, verdict, diagnosis }) => ({
        id,
        verdict,
        faults: diagnosis?.faults ?? [],
      })),
    },
  };
}
