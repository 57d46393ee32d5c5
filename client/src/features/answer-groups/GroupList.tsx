import { Button, Progress } from '@mantine/core';
import type { AnswerGroupView } from '../../../../contract/answerGroups.ts';
import { Status } from '../../components/Status.tsx';
import classes from './answerGroups.module.css';
import { answersWords, gradedOf } from './groupState.ts';
import { KeyHint } from '../../components/KeyHint.tsx';
import { Tick } from './Tick.tsx';

interface GroupListProps {
  groups: AnswerGroupView[];
  current: AnswerGroupView;
  /** Ids of groups to merge. */
  ticked: ReadonlySet<string>;
  onOpen: (group: AnswerGroupView) => void;
  onTick: (group: AnswerGroupView) => void;
  /** Undefined for who changes nothing. */
  onMerge: (() => void) | undefined;
}

/** All groups with their size and how far each is graded; ticked ones can be merged. */
export function GroupList({ groups, current, ticked, onOpen, onTick, onMerge }: GroupListProps) {
  return (
    <nav className={classes.groups} aria-label="Groups">
      <ul className={classes.groupList}>
        {groups.map((group) => (
          <li key={group.id} data-current={group === current || undefined}>
            <Tick of={group.name} checked={ticked.has(group.id)} onChange={() => onTick(group)} />
            <button type="button" aria-current={group === current || undefined} onClick={() => onOpen(group)}>
              <span className={classes.groupName}>{group.name}</span>
              <GroupProgress group={group} />
            </button>
          </li>
        ))}
      </ul>
      {onMerge !== undefined && (
        <div className={classes.groupActions}>
          <Button
            size="xs"
            variant="default"
            disabled={ticked.size < 2}
            onClick={onMerge}
            rightSection={<KeyHint of="groups:m" />}
          >
            {ticked.size < 2 ? 'Merge…' : `Merge ${ticked.size} groups…`}
          </Button>
          {ticked.size < 2 && <span className={classes.hint}>Tick two or more groups to merge them.</span>}
        </div>
      )}
    </nav>
  );
}

function GroupProgress({ group }: { group: AnswerGroupView }) {
  const total = group.answers.length;
  const graded = gradedOf(group).length;
  return (
    <span className={classes.groupProgress}>
      <span>{answersWords(total)}</span>
      {graded === total ? (
        <Status kind="graded" />
      ) : (
        <Status kind={graded === 0 ? 'ungraded' : 'draft'}>
          {graded === 0 ? 'Ungraded' : `${graded} graded`}
        </Status>
      )}
      <Progress
        className={classes.bar}
        value={(100 * graded) / total}
        size="xs"
        aria-label={`${graded} of ${total} graded`}
      />
    </span>
  );
}
