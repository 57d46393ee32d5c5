import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { getAssignment, listAssignments } from '../../../../contract/assignments.ts';
import { getGradebook } from '../../../../contract/gradebook.ts';
import type { Effects } from '../../../../contract/effects.ts';
import { getCoursePolicy, getSetPolicy, type LastDecision } from '../../../../contract/policies.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Time } from '../../components/Time.tsx';
import classes from './dates.module.css';
import { Effect } from './Effect.tsx';
import type { Held } from './useHeld.ts';

interface DecisionColumnsProps {
  /** Carries out what the form says, or only says whom it would change. */
  decide: (preview: boolean) => Promise<Effects>;
  /** Changes when the form does: what was looked at is not what stands there any more. */
  wish: string;
  /** Whether the last act here was to save: kept by the page, whose form begins anew with what was saved. */
  saved: boolean;
  onSaved: (saved: boolean) => void;
  /** What is decided by others while somebody writes here. */
  held: Pick<Held<unknown>, 'newer' | 'take' | 'saved'>;
  children: ReactNode;
}

/** A form to the left, whom it would change to the right: nothing is saved that was not looked at. Others than instructors read the form alone. */
export function DecisionColumns({ decide, wish, saved, onSaved, held, children }: DecisionColumnsProps) {
  const { mayDecide, archived } = useCourse();
  // It may be refused because of what somebody else has decided: that is shown beside it.
  const onError = () => invalidate(getSetPolicy, getCoursePolicy);
  const looking = useMutation({ mutationFn: async () => ({ wish, ...(await decide(true)) }), onError });
  const saving = useMutation({
    mutationFn: () => decide(false),
    onSuccess: async () => {
      announce('Saved');
      onSaved(true);
      held.saved();
      looking.reset();
      await invalidate(getSetPolicy, getCoursePolicy, getAssignment, listAssignments, getGradebook);
    },
    onError,
  });
  const error = saving.error ?? looking.error;
  const seen = looking.data?.wish === wish ? looking.data : null;
  const submit = () => {
    saving.reset();
    onSaved(false);
    looking.mutate();
  };
  if (!mayDecide)
    return (
      <div className={classes.form}>
        <p className={classes.muted}>
          You read here what holds; {archived ? 'in an archived course it stays so' : 'instructors decide it'}
          .
        </p>
        <fieldset className={`${classes.fields} ${classes.read}`} disabled>
          {children}
        </fieldset>
      </div>
    );
  return (
    <div className={classes.columns}>
      <Form isSaving={saving.isPending} onSubmit={submit} className={classes.form}>
        {held.newer !== null && <Newer decision={held.newer} onTake={held.take} />}
        <div className={classes.fields}>{children}</div>
        <div>
          <Button type="submit" variant="default" loading={looking.isPending}>
            Show whom it changes
          </Button>
        </div>
      </Form>
      <div className={classes.effect} aria-live="polite">
        {seen === null && error === null && (
          <p className={classes.muted}>
            {saved && 'Saved. '}You see here whom a change affects before it is saved.
          </p>
        )}
        {seen !== null && (
          <Effect
            changes={seen.changes}
            words="Save"
            busy={saving.isPending}
            onSave={() => saving.mutate()}
          />
        )}
        <Failure error={error} unchanged="Nothing was changed." />
      </div>
    </div>
  );
}

function Newer({ decision, onTake }: { decision: LastDecision; onTake: () => void }) {
  const { course } = useCourse();
  return (
    <Notice kind="warning" title={`${decision.decidedBy.name} changed this meanwhile`}>
      <p>
        Decided <Time at={decision.decidedAt} timeZone={course.timeZone} />. What you have here stays, and
        saving it replaces theirs.
      </p>
      <Button variant="default" size="xs" onClick={onTake}>
        Start again from theirs
      </Button>
    </Notice>
  );
}
