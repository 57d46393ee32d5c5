import type { TestResult } from '../../../../contract/report.ts';
import { Message } from '../Message.tsx';
import { pointsText } from '../points.ts';
import { Status, type StatusKind } from '../Status.tsx';
import classes from './report.module.css';

const KINDS: Record<TestResult['status'], { kind: StatusKind; word: string }> = {
  passed: { kind: 'passed', word: 'Passed' },
  failed: { kind: 'failed', word: 'Failed' },
  error: { kind: 'failed', word: 'Error' },
  skipped: { kind: 'ungraded', word: 'Not run' },
};

function pointsWords({ score, maxScore }: TestResult): string {
  return maxScore === 0 ? 'advice' : `${pointsText(score)}/${pointsText(maxScore)}`;
}

/** What all tests say alike, such as that the function is missing; said once then. */
function commonMessage(tests: TestResult[]): string | null {
  const [first, ...others] = tests.map(({ message }) => message);
  if (first === undefined || first === '' || others.length === 0) return null;
  return others.every((message) => message === first) ? first : null;
}

export function TestList({ tests }: { tests: TestResult[] }) {
  const common = commonMessage(tests);
  return (
    <ul className={classes.tests}>
      {common !== null && (
        <li>
          <p className={classes.message}>
            <Message>{common}</Message>
          </p>
        </li>
      )}
      {tests.map((test) => (
        <li key={test.id}>
          <Status kind={KINDS[test.status].kind}>{KINDS[test.status].word}</Status>
          <span className={classes.testTitle}>{test.title}</span>
          <span className={classes.testPoints}>{pointsWords(test)}</span>
          {test.message !== '' && test.message !== common && (
            <p className={classes.message}>
              <Message>{test.message}</Message>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
