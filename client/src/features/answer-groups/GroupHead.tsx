import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import {
  dissolveAnswerGroup,
  listAnswerGroups,
  type AnswerGroupView,
} from '../../../../contract/answerGroups.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Failure } from '../../components/Failure.tsx';
import classes from './answerGroups.module.css';
import { answersWords } from './groupState.ts';
import type { GroupParams } from './useGradeGroup.ts';
import { KeyHint } from '../../components/KeyHint.tsx';

const BY: Record<AnswerGroupView['by'], string> = {
  rule: 'gathered by the rule they contain',
  text: 'gathered by their words',
  empty: 'without an answer',
  person: 'put together by a person',
};

interface GroupHeadProps {
  params: GroupParams;
  group: AnswerGroupView;
  /** Answers ticked in this group. */
  ticked: number;
  /** Undefined unless some answers are ticked and some are not. */
  onSplit?: () => void;
}

export function GroupHead({ params, group, ticked, onSplit }: GroupHeadProps) {
  const { mayAct } = useCourse();
  const dissolving = useMutation({
    mutationFn: () => call(dissolveAnswerGroup, { params: { ...params, answerGroupId: group.id } }),
    onSuccess: () => {
      announce('Group restored');
      return invalidate(listAnswerGroups);
    },
  });
  return (
    <div className={classes.groupHead}>
      <div>
        <h2>{group.name}</h2>
        <p className={classes.hint}>
          {answersWords(group.answers.length)}, {BY[group.by]}
        </p>
      </div>
      {mayAct && (
        <div className={classes.groupActions}>
          {group.by === 'person' && (
            <Button
              size="xs"
              variant="default"
              loading={dissolving.isPending}
              onClick={() => dissolving.mutate()}
            >
              Undo this group
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            disabled={onSplit === undefined}
            onClick={onSplit}
            rightSection={<KeyHint of="groups:s" />}
          >
            {ticked === 0 ? 'Split…' : `Split ${answersWords(ticked)}…`}
          </Button>
        </div>
      )}
      <Failure error={dissolving.error} />
    </div>
  );
}
