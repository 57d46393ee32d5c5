import { Button, List } from '@mantine/core';
import { useEffect } from 'react';
import type { AssignmentView } from '../../../../../contract/assignments.ts';
import { announce } from '../../../app/announcer.ts';
import { useCourse } from '../../../app/session.tsx';
import { anchorOf } from '../../../components/anchors.ts';
import { Notice } from '../../../components/Notice.tsx';
import { TimeChange } from '../../../components/TimeChange.tsx';
import { setChanges } from './setChanges.ts';

interface SetNewsProps {
  /** As it was when the page was opened, or this was last read. */
  before: AssignmentView;
  after: AssignmentView;
  onRead: () => void;
}

const TITLE = 'This set was changed while you had it open';

/** What a new version, or other times and rules, mean for those who are writing. */
export default function SetNews({ before, after, onRead }: SetNewsProps) {
  const { course } = useCourse();
  const changes = setChanges(before, after);
  const isNews = changes.length > 0;
  useEffect(() => {
    if (isNews) announce(TITLE);
  }, [isNews, after]);
  if (!isNews) return null;
  return (
    <Notice kind="warning" title={TITLE}>
      <List size="sm" mb="xs">
        {changes.map(({ what, words, times, question }) => (
          <List.Item key={`${what} ${question ?? words}`}>
            {times !== undefined ? (
              <>
                {words} <TimeChange {...times} timeZone={course.timeZone} />
              </>
            ) : question === null ? (
              words
            ) : (
              <a href={`#${anchorOf(question)}`}>{words}</a>
            )}
          </List.Item>
        ))}
      </List>
      {changes.some(({ what }) => what === 'out') && (
        <p>What you wrote there is kept: it stands below. It is not handed in.</p>
      )}
      <Button variant="default" size="xs" onClick={onRead}>
        OK
      </Button>
    </Notice>
  );
}
