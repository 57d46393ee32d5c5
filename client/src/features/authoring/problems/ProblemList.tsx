import { Anchor } from '@mantine/core';
import type { AssignmentProblems } from '../../../../../contract/assignments.ts';
import { Message } from '../../../components/Message.tsx';
import { Status } from '../../../components/Status.tsx';
import classes from '../authoring.module.css';

type Problem = AssignmentProblems['problems'][number];

function place({ file, line }: Problem): string {
  return line === null ? file : `${file}:${line}`;
}

/** Every mistake at once, with file and line, errors before warnings. */
export function ProblemList({
  problems,
  onOpen,
}: AssignmentProblems & {
  /** Where the files are at hand: goes to one of them. */
  onOpen?: (file: string) => void;
}) {
  if (problems.length === 0) return null;
  const sorted = problems.toSorted((a, b) => a.severity.localeCompare(b.severity));
  return (
    <ul className={classes.problems} aria-label="Checks">
      {sorted.map((problem, index) => (
        <li key={index}>
          {problem.severity === 'error' ? (
            <Status kind="failed">Error</Status>
          ) : (
            <Status kind="late">Warning</Status>
          )}
          {onOpen === undefined ? (
            <code>{place(problem)}</code>
          ) : (
            <Anchor component="button" type="button" ta="left" onClick={() => onOpen(problem.file)}>
              <code>{place(problem)}</code>
            </Anchor>
          )}
          <span>
            <Message>{problem.message}</Message>
          </span>
        </li>
      ))}
    </ul>
  );
}
