import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { getAssignment } from '../../../../contract/assignments.ts';
import {
  decideSetPolicy,
  getSetPolicy,
  type SetPolicyView,
  type SetPolicyWish,
} from '../../../../contract/policies.ts';
import { questionName } from '../../../../contract/questionName.ts';
import { own } from '../../../../contract/own.ts';
import { call } from '../../api/call.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Time } from '../../components/Time.tsx';
import { zonePlace } from '../../components/time.ts';
import { onCourseClock } from './courseClock.ts';
import classes from './dates.module.css';
import { DecisionColumns } from './DecisionColumns.tsx';
import { LateRulesFields } from './LateRulesFields.tsx';
import { useHeld, type Held } from './useHeld.ts';

const SOURCES = {
  decided: 'Decided on this page; the set’s file does not matter.',
  file: 'From the set’s file, until something is decided here.',
  none: 'Nothing is said about this set: the course’s rules hold.',
};

/** Dates and policy of one set. */
export function Component() {
  const { set = '' } = useParams();
  return <PolicyOfSet key={set} set={set} />;
}

function PolicyOfSet({ set }: { set: string }) {
  const { course } = useCourse();
  const params = { course: course.slug, assignment: set };
  const assignment = useCall(getAssignment, { params });
  const query = useCall(getSetPolicy, { params });
  const [saved, setSaved] = useState(false);
  const held = useHeld(query.data);
  if (held === null || assignment.data === undefined)
    return <Pending query={held === null ? query : assignment} />;
  return (
    <Page
      title="Dates and policy"
      crumbs={[
        { label: 'Sets', to: `/c/${course.slug}` },
        { label: assignment.data.short, to: `/c/${course.slug}/sets/${set}` },
      ]}
      about={<Time at={held.view.dueAt} timeZone={course.timeZone} form="due" />}
    >
      <SetPolicyForm key={held.view.last?.revision} set={set} held={held} saved={saved} onSaved={setSaved} />
    </Page>
  );
}

function wishOf({ policy }: SetPolicyView, timeZone: string): SetPolicyWish {
  const { opensAt, closesAt, heldBack, ...rest } = policy;
  const clock = (at: string | null) => onCourseClock(at, timeZone) || null;
  return {
    ...rest,
    opens: clock(opensAt),
    closes: clock(closesAt),
    heldBack: Object.fromEntries(Object.entries(heldBack).map(([id, at]) => [id, clock(at)])),
  };
}

interface SetPolicyFormProps {
  set: string;
  held: Held<SetPolicyView>;
  saved: boolean;
  onSaved: (saved: boolean) => void;
}

function SetPolicyForm({ set, held, saved, onSaved }: SetPolicyFormProps) {
  const { view, seen } = held;
  const { course, mayDecide } = useCourse();
  const [wish, setWish] = useState(() => wishOf(view, course.timeZone));
  const [fromFile, setFromFile] = useState(false);
  const change = (part: Partial<SetPolicyWish>) => setWish((before) => ({ ...before, ...part }));
  const policy = fromFile ? null : wish;
  const decide = (preview: boolean) =>
    call(decideSetPolicy, {
      params: { course: course.slug, assignment: set },
      body: { policy, seen, preview },
    });
  const clock = `By the clock of the course (${zonePlace(course.timeZone)})`;
  return (
    <>
      <p className={classes.muted}>
        {SOURCES[view.source]}
        {view.last && (
          <>
            {' '}
            Last decided by {view.last.decidedBy.name},{' '}
            <Time at={view.last.decidedAt} timeZone={course.timeZone} />.
          </>
        )}
      </p>
      <DecisionColumns
        decide={decide}
        wish={JSON.stringify(policy)}
        saved={saved}
        onSaved={onSaved}
        held={held}
      >
        <fieldset className={classes.fields} disabled={fromFile}>
          <TextInput
            label="Opens"
            description={`${clock}. Students see the title before, and nothing else.`}
            type="datetime-local"
            value={wish.opens ?? ''}
            onChange={(event) => change({ opens: event.currentTarget.value || null })}
          />
          <TextInput
            label="Hard end"
            description="Nothing is taken after, whatever the late window says."
            type="datetime-local"
            value={wish.closes ?? ''}
            onChange={(event) => change({ closes: event.currentTarget.value || null })}
          />
          <Switch
            label="Late rules of its own"
            description={wish.late === null ? 'The course’s rules hold.' : undefined}
            checked={wish.late !== null}
            onChange={(event) => change({ late: event.currentTarget.checked ? view.course.late : null })}
          />
          {wish.late !== null && <LateRulesFields rules={wish.late} onChange={(late) => change({ late })} />}
          <Select
            label="Category"
            placeholder="Counts in none"
            clearable
            data={view.course.categories.map(({ id, title }) => ({ value: id, label: title }))}
            value={wish.category}
            onChange={(category) => change({ category })}
          />
          <NumberInput
            label="Weight in its category"
            min={0}
            max={1000}
            value={wish.weight}
            onChange={(weight) => change({ weight: typeof weight === 'number' ? weight : 1 })}
          />
          <Select
            label="Names while grading"
            description="TAs see them again when the grades of the set are out."
            data={[
              { value: 'course', label: `As the course says: ${namesWords(view.course.anonymous)}` },
              { value: 'hidden', label: capital(namesWords(true)) },
              { value: 'shown', label: capital(namesWords(false)) },
            ]}
            allowDeselect={false}
            value={wish.anonymous === null ? 'course' : wish.anonymous ? 'hidden' : 'shown'}
            onChange={(names) => change({ anonymous: names === 'course' ? null : names === 'hidden' })}
          />
          <HeldBack questions={view.questions} wish={wish} onChange={(heldBack) => change({ heldBack })} />
        </fieldset>
        {view.source === 'decided' && mayDecide && (
          <Switch
            label="Take back what was decided here: the set’s file speaks again"
            checked={fromFile}
            onChange={(event) => setFromFile(event.currentTarget.checked)}
          />
        )}
      </DecisionColumns>
    </>
  );
}

const namesWords = (anonymous: boolean): string => (anonymous ? 'hidden from TAs' : 'shown to TAs');
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

interface HeldBackProps {
  questions: SetPolicyView['questions'];
  wish: SetPolicyWish;
  onChange: (heldBack: SetPolicyWish['heldBack']) => void;
}

/** Questions whose grades come out later than the set's. */
function HeldBack({ questions, wish: { heldBack }, onChange }: HeldBackProps) {
  const without = (id: string) => Object.fromEntries(Object.entries(heldBack).filter(([key]) => key !== id));
  const free = questions.filter(({ id }) => !Object.hasOwn(heldBack, id));
  return (
    <>
      {questions
        .filter(({ id }) => Object.hasOwn(heldBack, id))
        .map(({ id, ...question }) => (
          <div key={id} className={classes.held}>
            <TextInput
              label={`Grades of ${questionName(question)} from`}
              description="Empty: not until further notice"
              type="datetime-local"
              value={own(heldBack, id) ?? ''}
              onChange={(event) => onChange({ ...heldBack, [id]: event.currentTarget.value || null })}
            />
            <Button variant="default" size="xs" onClick={() => onChange(without(id))}>
              With the set
            </Button>
          </div>
        ))}
      {free.length > 0 && (
        <Select
          label="Hold back the grades of a question"
          placeholder="Choose a question"
          data={free.map((question) => ({ value: question.id, label: questionName(question) }))}
          value={null}
          onChange={(id) => id !== null && onChange({ ...heldBack, [id]: null })}
        />
      )}
    </>
  );
}
