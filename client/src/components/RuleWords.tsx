import type { AssignmentView } from '../../../contract/assignments.ts';
import { lateDaysWords, penaltyWords, WHOSE } from './lateWords.ts';
import { Time } from './Time.tsx';
import { useNow } from './useNow.ts';

interface RuleWordsProps {
  set: Pick<AssignmentView, 'rule' | 'lateDays'>;
  timeZone: string;
}

/** What holds for the reader beside the due time: until when late work is taken, what it costs, what late days are left. */
export function RuleWords({ set: { rule, lateDays }, timeZone }: RuleWordsProps) {
  const now = useNow(rule.acceptedUntil ?? undefined);
  const isOver = rule.acceptedUntil !== null && Date.parse(rule.acceptedUntil) < now;
  const words = [penaltyWords(rule.late), lateDaysWords(lateDays)].filter((each) => each !== null);
  const longer = rule.moved.find(({ what }) => what === 'closes' || what === 'window');
  const postponed = rule.moved.find(({ what }) => what === 'releases');
  return (
    <>
      {rule.acceptedUntil !== null && (
        <span>
          {isOver ? ' · was taken until ' : ' · taken until '}
          <Time at={rule.acceptedUntil} timeZone={timeZone} />
          <Why words="longer" moved={longer} />
        </span>
      )}
      {rule.acceptedUntil === null && longer && (
        <span>
          {' · '}taken until grades come
          <Why words="longer" moved={longer} />
        </span>
      )}
      {words.length > 0 && <span>{words.map((each) => ` · ${each}`)}</span>}
      {rule.releasesAt !== null && (
        <span>
          {' · '}grades come <Time at={rule.releasesAt} timeZone={timeZone} />
          <Why words="later" moved={postponed} />
        </span>
      )}
    </>
  );
}

interface WhyProps {
  words: string;
  moved: AssignmentView['rule']['moved'][number] | undefined;
}

/** "(longer for your section: the network was down)". */
export function Why({ words, moved }: WhyProps) {
  if (!moved) return null;
  return (
    <>
      {' '}
      ({words} for {WHOSE[moved.for]}: <span dir="auto">{moved.reason}</span>)
    </>
  );
}
