import { questionName } from '../../../../contract/questionName.ts';
import { anchorOf } from '../../components/anchors.ts';
import { Markup } from '../../components/Markup.tsx';
import { pointsText } from '../../components/points.ts';
import { useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import classes from './code.module.css';

/** What is to be written, one function a question, folded up so that the report is near. */
export function CodeQuestions() {
  const { assignment } = useWorkspace();
  return (
    <section className={classes.questions}>
      {assignment.blocks.map((block) => (
        <section key={block.questions.join(' ')}>
          {block.directions !== '' && <Markup ofSet source={block.directions} macros={assignment.macros} />}
          {assignment.questions
            .filter((question) => question.kind !== 'written' && block.questions.includes(question.id))
            .map((question) => (
              <details key={question.id} id={anchorOf(question.id)} className={classes.question}>
                <summary>
                  <span className={classes.questionTitle}>{questionName(question)}</span>
                  {question.kind === 'optimizer' && <code>{question.entry}</code>}
                  {question.kind === 'experiment' && <code>{question.entries.join(', ')}</code>}
                  <span className={classes.points}>
                    {pointsText(question.points)} {question.points === 1 ? 'point' : 'points'}
                  </span>
                </summary>
                <Markup ofSet source={question.statement} macros={assignment.macros} />
              </details>
            ))}
        </section>
      ))}
    </section>
  );
}
