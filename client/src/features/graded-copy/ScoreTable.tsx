import type { Feedback } from '../../../../contract/feedback.ts';
import { anchorOf } from '../../components/anchors.ts';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { stateOf } from '../feedback/lostMarks.ts';
import classes from './gradedCopy.module.css';
import { headingOf } from './headingOf.ts';

/** The outline: each question's points, and the total. */
export function ScoreTable({ copy }: { copy: Feedback }) {
  return (
    <table className={classes.scores}>
      <caption>Points by question</caption>
      <tbody>
        {copy.questions.map(({ question, score, maxScore, state }) => (
          <tr key={question}>
            <th scope="row">
              <a href={`#${anchorOf(question)}`}>{headingOf(copy.assignment, question)}</a>
            </th>
            <td>
              {score === null && state !== 'graded' && (
                <Status kind={stateOf(state).kind}>{stateOf(state).word}</Status>
              )}
            </td>
            <td>
              <Score score={score} maxScore={maxScore} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td />
          <td>
            <Score score={copy.score} maxScore={copy.maxScore} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
