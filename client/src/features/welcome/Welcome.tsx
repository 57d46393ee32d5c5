import { Button, Group, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { AssignmentRow } from '../../../../contract/assignments.ts';
import { listLinks } from '../../../../contract/invitations.ts';
import { getCoursePolicy } from '../../../../contract/policies.ts';
import { listRoster, type Roster } from '../../../../contract/roster.ts';
import { useCall } from '../../api/query.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { Pending } from '../../components/Pending.tsx';
import { zonePlace } from '../../components/time.ts';
import { PublishForm } from '../authoring/publish/PublishForm.tsx';
import { AddPersonDialog } from '../roster/AddPersonDialog.tsx';
import { ImportRoster } from '../roster/ImportRoster.tsx';
import { courseSteps, TRAIL, type CourseFacts, type StepId } from './steps.ts';
import { Mark } from './Trail.tsx';
import classes from './welcome.module.css';

interface WelcomeProps {
  rows: AssignmentRow[];
  onHide: () => void;
}

/**
 * What a course needs before its class can begin, for its instructors: what is there, and the form of what comes next. It is
 * gone once all is there, or when it is hidden.
 */
export default function Welcome({ rows, onHide }: WelcomeProps) {
  const { course } = useCourse();
  const params = { course: course.slug };
  const roster = useCall(listRoster, { params });
  const links = useCall(listLinks, { params });
  const policy = useCall(getCoursePolicy, { params });
  if (roster.data === undefined) return <Pending query={roster} />;
  if (links.data === undefined) return <Pending query={links} />;
  if (policy.data === undefined) return <Pending query={policy} />;
  const facts = { rows, roster: roster.data, joinLinks: links.data.joinLinks, policy: policy.data.policy };
  return <Steps facts={facts} onHide={onHide} />;
}

function Steps({ facts, onHide }: { facts: CourseFacts; onHide: () => void }) {
  const { course } = useCourse();
  const { name } = useUser();
  const steps = courseSteps(facts);
  // The one that is open stays so when it is done: what its form says is still to be read.
  const [open, setOpen] = useState<StepId | null>(() => steps.find(({ done }) => !done)?.id ?? null);
  const next = steps.find(({ id, done }) => !done && id !== open);
  const isReady = steps.every(({ id, done }) => done || id === 'late');
  // A course that goes on already is shown what is left alone.
  const [wasReady] = useState(isReady);
  if (steps.every(({ done }) => done) && open === null) return null;
  const shown = wasReady ? steps.filter(({ done }) => !done) : steps;
  const [account, made] = TRAIL;
  return (
    <section className={classes.welcome} aria-labelledby="welcome">
      <div className={classes.head}>
        <h2 id="welcome">{isReady ? 'Your class can begin' : 'Welcome: from here to your first set'}</h2>
        <Button variant="subtle" size="compact-xs" color="gray" onClick={onHide}>
          Hide
        </Button>
      </div>
      <ol className={classes.steps}>
        {!wasReady && (
          <>
            <Done number={1} title={account} fact={name} />
            <Done
              number={2}
              title={made}
              fact={`${course.code} ${course.title}, ${course.term}; times are in ${zonePlace(course.timeZone)}`}
            />
          </>
        )}
        {shown.map((step, index) => (
          <Step
            key={step.id}
            number={wasReady ? index + 1 : index + 3}
            {...step}
            isOpen={open === step.id}
            onToggle={() => setOpen(open === step.id ? null : step.id)}
          >
            {step.done && (
              // Above a form that may have a class of 200 below it.
              <Button mb="md" onClick={() => setOpen(next?.id ?? null)}>
                {next === undefined ? 'Done' : `Next: ${next.title}`}
              </Button>
            )}
            <Form of={step.id} roster={facts.roster} />
          </Step>
        ))}
      </ol>
    </section>
  );
}

function Done({ number, title, fact }: { number: number; title: string; fact: string }) {
  return (
    <li className={classes.step} data-done>
      <Mark number={number} done />
      <div>
        <span className={classes.title}>{title}</span>
        <VisuallyHidden>, done</VisuallyHidden>
        <p className={classes.fact} dir="auto">
          {fact}
        </p>
      </div>
    </li>
  );
}

interface StepProps {
  number: number;
  title: string;
  done: boolean;
  fact: string;
  isOpen: boolean;
  onToggle: () => void;
  children: ReactNode;
}

function Step({ number, title, done, fact, isOpen, onToggle, children }: StepProps) {
  const id = useId();
  return (
    <li className={classes.step} data-done={done || undefined}>
      <Mark number={number} done={done} />
      <div>
        <UnstyledButton
          className={classes.title}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={onToggle}
        >
          {title}
          {done && <VisuallyHidden>, done</VisuallyHidden>}
        </UnstyledButton>
        <p className={classes.fact}>{fact}</p>
        {isOpen && (
          <div id={id} className={classes.form}>
            {children}
          </div>
        )}
      </div>
    </li>
  );
}

/** The form that the step's own page has, too. */
function Form({ of, roster }: { of: StepId; roster: Roster }) {
  const { course } = useCourse();
  if (of === 'people') return <PeopleForm roster={roster} />;
  if (of === 'set') return <PublishForm />;
  return (
    <Link to={`/c/${course.slug}/policies`}>Decide what late work costs, and what the total is made of</Link>
  );
}

function PeopleForm({ roster }: { roster: Roster }) {
  const { course } = useCourse();
  const [adding, dialog] = useDisclosure(false);
  const people = [...roster.people, ...roster.invited];
  const sections = [...new Set(people.map(({ section }) => section))].filter((each) => each !== '').sort();
  const links = `/c/${course.slug}/roster/links`;
  return (
    <>
      <ImportRoster />
      <Group gap="md" mt="md">
        <Button variant="default" onClick={dialog.open}>
          Add a person
        </Button>
        <Link to={links}>Make one link for all</Link>
        {roster.invited.length > 0 && (
          <Link to={links}>Copy the links of {roster.invited.length} invited</Link>
        )}
      </Group>
      <AddPersonDialog opened={adding} onClose={dialog.close} sections={sections} />
    </>
  );
}
