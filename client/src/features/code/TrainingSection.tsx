import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import {
  getSubmission,
  listSubmissions,
  stopTraining,
  trainAgain,
  type Training,
} from '../../../../contract/submissions.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import ExperimentFigure from '../../components/experiment/ExperimentFigure.tsx';
import { Failure } from '../../components/Failure.tsx';
import classes from './training.module.css';
import { progressWords, waitWords } from './trainingWords.ts';

interface TrainingSectionProps {
  submissionId: string;
  /** Null after it was stopped. */
  training: Training | null;
  /** Grades are out: staff alone run it again. */
  isOut: boolean;
}

/** A training while it waits, while its curves grow, and after it was stopped. */
export default function TrainingSection({ submissionId, training, isOut }: TrainingSectionProps) {
  const { mayAct, archived } = useCourse();
  const acting = useMutation({
    mutationFn: (operation: typeof stopTraining | typeof trainAgain) =>
      call(operation, { params: { submissionId } }),
    onSuccess: (_, { id }) => announce(id === 'stopTraining' ? 'Training stopped' : 'Training again'),
    // Where it was over meanwhile, what is so is shown.
    onSettled: () => invalidate(getSubmission, listSubmissions),
  });
  return (
    <div className={classes.training}>
      {training === null ? (
        <div className={classes.line}>
          <span>Your submission stays as it is; it has no result until its training has ended.</span>
          {isOut || archived ? (
            <span>
              {archived ? 'The course is archived.' : 'Grades are out: ask the staff to run it again.'}
            </span>
          ) : (
            <Button size="compact-sm" loading={acting.isPending} onClick={() => acting.mutate(trainAgain)}>
              Train again
            </Button>
          )}
        </div>
      ) : (
        <>
          <div className={classes.line}>
            <span>{training.progress === null ? waitWords(training) : progressWords(training.progress)}</span>
            {mayAct && (
              <Button
                variant="default"
                size="compact-sm"
                loading={acting.isPending}
                onClick={() => acting.mutate(stopTraining)}
              >
                Cancel
              </Button>
            )}
          </div>
          {training.progress !== null && (
            <>
              <progress
                className={classes.progress}
                aria-label="Training"
                max={1}
                value={training.progress.done}
              />
              <ExperimentFigure experiment={training.progress.experiment} growing />
            </>
          )}
          <p className={classes.muted}>You may close this page: the training goes on without it.</p>
        </>
      )}
      <Failure error={acting.error} title="That was not done" />
    </div>
  );
}
