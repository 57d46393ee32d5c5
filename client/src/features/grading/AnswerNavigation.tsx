import { ActionIcon, Button } from '@mantine/core';
import { LeftIcon, ListIcon, RightIcon } from '../../components/icons.tsx';
import { useKeys } from '../../components/useKeys.ts';
import classes from './grading.module.css';
import type { AnswerRoute } from './useAnswerRoute.ts';

interface AnswerNavigationProps {
  route: AnswerRoute;
  onList: () => void;
  onKeys: () => void;
}

/** "12/50" and the ways to other answers, as buttons and as keys. */
export function AnswerNavigation({ route, onList, onKeys }: AnswerNavigationProps) {
  useKeys({
    z: route.toNextUngraded,
    n: route.toNextUngraded,
    ArrowLeft: route.toPrevious,
    ArrowRight: route.toNext,
    ',': route.toPreviousQuestion,
    '.': route.toNextQuestion,
    a: onList,
    g: route.toGroups,
    '?': onKeys,
  });
  const graded = route.rows.filter(({ score }) => score !== null).length;
  return (
    <div className={classes.navigation}>
      <span className={classes.position}>
        <b>
          {route.position}/{route.rows.length}
        </b>
        , {graded} graded
      </span>
      <Button.Group>
        <Button
          variant="default"
          size="xs"
          disabled={!route.toPreviousQuestion}
          onClick={route.toPreviousQuestion}
        >
          Previous question
        </Button>
        <Button variant="default" size="xs" disabled={!route.toNextQuestion} onClick={route.toNextQuestion}>
          Next question
        </Button>
      </Button.Group>
      <ActionIcon.Group>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Previous answer"
          disabled={!route.toPrevious}
          onClick={route.toPrevious}
        >
          <LeftIcon />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label="List of answers" onClick={onList}>
          <ListIcon />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Next answer"
          disabled={!route.toNext}
          onClick={route.toNext}
        >
          <RightIcon />
        </ActionIcon>
      </ActionIcon.Group>
      {route.toGroups !== undefined && (
        <Button variant="default" size="xs" onClick={route.toGroups}>
          Groups
        </Button>
      )}
      <Button variant="default" size="xs" onClick={onKeys} aria-label="Keys">
        ?
      </Button>
    </div>
  );
}
