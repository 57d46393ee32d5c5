import type { RubricEffects } from '../../../../../contract/grading.ts';
import { questionName } from '../../../../../contract/questionName.ts';
import { Details } from '../../../components/Details.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { pointsText, toldApart } from '../../../components/points.ts';
import classes from '../grading.module.css';
import { answersWords } from './rubricWords.ts';

/** Whose score a change of the rubric changes, from what to what; released ones apart; undefined while it is being looked up. */
export function EffectsView({ effects }: { effects: RubricEffects | undefined }) {
  if (effects === undefined) return <p className={classes.muted}>Looking whose score changes…</p>;
  const { changes } = effects;
  if (changes.length === 0) return <p className={classes.muted}>No score changes.</p>;
  const up = changes.filter(({ before, after }) => (after ?? 0) > (before ?? 0)).length;
  const released = changes.filter((each) => each.released);
  const others = changes.filter((each) => !each.released);
  return (
    <Notice
      kind={released.length > 0 ? 'warning' : 'info'}
      title={`${answersWords(changes.length)} ${changes.length === 1 ? 'changes' : 'change'}: ${up} up, ${changes.length - up} down`}
    >
      {released.length > 0 && (
        <p>
          {released.length} of them {released.length === 1 ? 'is' : 'are'} released: the students see it at
          once.
        </p>
      )}
      <Details summary="Whose">
        {[others, released].map(
          (part) =>
            part.length > 0 && (
              <ul key={String(part === released)} className={classes.effects}>
                {part.map(({ submissionId, members, question: of, before, after, counts }) => (
                  <li key={`${submissionId} ${of?.id} ${before} ${after} ${counts?.before}`}>
                    <span>{members.map(({ name }) => name).join(', ')}</span>
                    <span>
                      {counts && `${of ? questionName(of) : 'After lateness'}: `}
                      {toldApart([before, after], pointsText, '–').join(' → ')}
                      {counts && `, since submission ${counts.after} counts instead of ${counts.before}`}
                      {part === released && ' (released)'}
                    </span>
                  </li>
                ))}
              </ul>
            ),
        )}
      </Details>
    </Notice>
  );
}
