import type { AssignmentView } from '../../../../contract/assignments.ts';
import { questionName } from '../../../../contract/questionName.ts';
import { anchorOf } from '../../components/anchors.ts';
import { Markup } from '../../components/Markup.tsx';
import { pointsText } from '../../components/points.ts';
import classes from './studentView.module.css';

/** The set as students read it, without the editors. */
export function StudentView({ assignment }: { assignment: AssignmentView }) {
  return (
    <section className={classes.view} aria-label="As students see it">
      <h2>As students see it</h2>
      {assignment.introduction !== '' && (
        <div className={classes.introduction}>
          <Markup ofSet source={assignment.introduction} macros={assignment.macros} />
        </div>
      )}
      {assignment.blocks.map((block) => (
        <div key={block.questions.join(' ')} className={classes.block}>
          {block.directions !== '' && <Markup ofSet source={block.directions} macros={assignment.macros} />}
          {assignment.questions
            .filter(({ id }) => block.questions.includes(id))
            .map((question) => (
              <article key={question.id} id={anchorOf(question.id)}>
                <h3>
                  {questionName(question)}
                  <span className={classes.points}>
                    {' '}
                    · {pointsText(question.points)} {question.points === 1 ? 'point' : 'points'}
                  </span>
                </h3>
                <Markup ofSet source={question.statement} macros={assignment.macros} />
              </article>
            ))}
        </div>
      ))}
    </section>
  );
}
