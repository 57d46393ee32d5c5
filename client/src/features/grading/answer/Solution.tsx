import { getSolution, type GradingAnswer } from '../../../../../contract/grading.ts';
import { useCall } from '../../../api/query.ts';
import { useCourse } from '../../../app/session.tsx';
import { Editor } from '../../../components/editor/Editor.tsx';
import { languageOf } from '../../../components/editor/languageOf.ts';
import { Markup } from '../../../components/Markup.tsx';
import { Pending } from '../../../components/Pending.tsx';
import classes from '../grading.module.css';

interface SolutionProps {
  set: string;
  question: GradingAnswer['question'];
  macros: GradingAnswer['macros'];
}

/** The author's own, asked for when somebody wants to see it. */
export function Solution({ set, question, macros }: SolutionProps) {
  const { course } = useCourse();
  const params = { course: course.slug, assignment: set, question: question.id };
  const query = useCall(getSolution, { params });
  if (query.data === undefined) return <Pending query={query} />;
  const { text, files } = query.data;
  if (text === null && files.length === 0)
    return (
      <p className={classes.muted}>
        The author has written none: it would be in{' '}
        <code>{question.kind === 'written' ? `questions/${question.id}/solution.md` : 'solution/'}</code>.
      </p>
    );
  return (
    <>
      {text !== null && <Markup ofSet source={text} macros={macros} size="small" />}
      {files.map((file) => (
        <div key={file.name}>
          <h2 className={classes.fileName}>solution/{file.name}</h2>
          <Editor
            label={`solution/${file.name}`}
            language={languageOf(file.name)}
            value={file.text}
            readOnly
          />
        </div>
      ))}
    </>
  );
}
