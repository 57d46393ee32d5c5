import { useParams, useSearchParams } from 'react-router';
import { CODE_WORK, compareWork, type SimilarSide } from '../../../../contract/similarity.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { useSetShort } from '../../components/useSetShort.ts';
import { partsOf } from './marks.ts';
import classes from './similarity.module.css';

/** Two submissions side by side; what both have is marked. */
export function Component() {
  const { set = '', left = '', right = '' } = useParams();
  const { course } = useCourse();
  const [search] = useSearchParams();
  const work = search.get('work') ?? CODE_WORK;
  const query = useCall(compareWork, {
    params: { course: course.slug, assignment: set, left, right },
    query: { work },
  });
  const title = useSetShort(course.slug, set);
  if (query.data === undefined) return <Pending query={query} />;
  const { passages, ...sides } = query.data;
  const results = `/c/${course.slug}/results`;
  return (
    <Page
      title="Side by side"
      crumbs={[
        { label: 'Gradebook', to: results },
        { label: title, to: `${results}/${set}` },
        { label: 'Similar work', to: `${results}/${set}/similar?work=${encodeURIComponent(work)}` },
      ]}
      about={`${passages.length} ${passages.length === 1 ? 'passage' : 'passages'} in common`}
    >
      <p className={classes.about}>
        What both have is marked, names and numbers aside. Evidence for a person to look at, no verdict.
      </p>
      <div className={classes.sides}>
        <Side side={sides.left} spans={passages.map((passage) => passage.left)} />
        <Side side={sides.right} spans={passages.map((passage) => passage.right)} />
      </div>
    </Page>
  );
}

function Side({ side, spans }: { side: SimilarSide & { text: string }; spans: [number, number][] }) {
  const { people, number, term, text } = side;
  const names = people.map(({ name }) => name).join(', ');
  return (
    <section aria-label={names} className={classes.work}>
      <h2 dir="auto">{names}</h2>
      <p className={classes.muted}>
        Submission {number}
        {term !== null && `, ${term}`}
      </p>
      <pre className={classes.text} tabIndex={0} dir="auto">
        {partsOf(text, spans).map((part) =>
          part.marked ? <mark key={part.from}>{part.text}</mark> : <span key={part.from}>{part.text}</span>,
        )}
      </pre>
    </section>
  );
}
