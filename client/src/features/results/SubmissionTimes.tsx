import { getSubmissionTimes, type Span } from '../../../../contract/submissionTimes.ts';
import { useAside } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import classes from './results.module.css';

const FORMS: Record<Span, Intl.DateTimeFormatOptions> = {
  hour: { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
};

/** A bar is no wider; the first and the last time have room under a few. */
const BAR_PX = 24;
const LEAST_PX = 160;

/** When the class handed in. What came after the set was due has another colour, and is said. */
export function SubmissionTimes({ assignment }: { assignment: string }) {
  const { course } = useCourse();
  const times = useAside(getSubmissionTimes, { params: { course: course.slug, assignment } });
  const { span, counts } = times ?? { span: 'hour', counts: [] };
  const [first, last] = [counts[0], counts.at(-1)];
  // One bar says nothing that the number of submissions does not.
  if (first === undefined || last === undefined || first === last) return null;
  const time = new Intl.DateTimeFormat('en-GB', { ...FORMS[span], timeZone: course.timeZone });
  const words = (at: string) => time.format(new Date(at));
  const most = Math.max(...counts.map(({ submissions }) => submissions));
  const said = counts
    .filter(({ submissions }) => submissions > 0)
    .map(({ from, submissions, afterDue }) =>
      [`${words(from)}: ${submissions}`, ...(afterDue > 0 ? [`${afterDue} after the due time`] : [])].join(
        ', ',
      ),
    );
  const width = { maxWidth: Math.max(LEAST_PX, BAR_PX * counts.length) };
  const late = counts.reduce((sum, { afterDue }) => sum + afterDue, 0);
  return (
    <figure className={classes.histogram}>
      <figcaption>
        Submissions by {span}
        {late > 0 && `, ${late} after the due time`}
      </figcaption>
      <div
        className={classes.times}
        style={width}
        role="img"
        aria-label={`Submissions by ${span}. ${said.join('; ')}.`}
      >
        {counts.map(({ from, submissions, afterDue }) => (
          <div key={from} className={classes.time} title={`${words(from)}: ${submissions}`}>
            <div className={classes.late} style={{ height: `${(64 * afterDue) / most}px` }} />
            <div className={classes.bar} style={{ height: `${(64 * (submissions - afterDue)) / most}px` }} />
          </div>
        ))}
      </div>
      <div className={classes.ends} style={width}>
        <span>{words(first.from)}</span>
        <span>{words(last.from)}</span>
      </div>
    </figure>
  );
}
