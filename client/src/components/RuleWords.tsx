import type { AssignmentView } from '../../../contract/assignments.ts';
import { lateDaysWords, penaltyWords } from './lateWords.ts';
import { Time } from './Time.tsx';

interface RuleWordsProps {
  set: Pick<AssignmentView, 'rule' | 'lateDays'>;
  timeZone: string;
}

/** What holds for the reader beside the due time: until when late work is taken, what it costs, what late days are left. */
export function RuleWords({ set: { rule, lateDays }, timeZone }: RuleWordsProps) {
  const words = [penaltyWords(rule.late), lateDaysWords(lateDays)].filter((each) => each !== null);
  const why = rule.moved.find(({ what }) => what === 'closes');
  return (
    <>
      {rule.acceptedUntil !== null && (
        <span>
          {' · '}taken until <Time at={rule.acceptedUntil} timeZone={timeZone} />
          {why && <span dir="auto"> ({why.reason})</span>}
        </span>
      )}
      {words.length > 0 && <span>{words.map((each) => ` · ${each}`)}</span>}
      {rule.releasesAt !== null && (
        <span>
          {' · '}grades come <Time at={rule.releasesAt} timeZone={timeZone} />
        </span>
      )}
    </>
  );
}
