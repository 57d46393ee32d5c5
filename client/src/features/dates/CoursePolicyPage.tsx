import { Button, NumberInput, Switch, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { decideCoursePolicy, getCoursePolicy, type CoursePolicyView } from '../../../../contract/policies.ts';
import type { CoursePolicy } from '../../../../contract/policy.ts';
import { call } from '../../api/call.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import classes from './dates.module.css';
import { DecisionColumns } from './DecisionColumns.tsx';
import { LateRulesFields } from './LateRulesFields.tsx';
import { useHeld, type Held } from './useHeld.ts';

/** Late rules, late days and categories of the course. */
export function Component() {
  const { course } = useCourse();
  return <PolicyOfCourse key={course.slug} />;
}

function PolicyOfCourse() {
  const { course, role } = useCourse();
  const query = useCall(getCoursePolicy, { params: { course: course.slug } });
  const [saved, setSaved] = useState(false);
  const held = useHeld(query.data);
  // Settings are the instructors' own; others read here what the totals are made of.
  const above =
    role === 'instructor' ? { label: 'Settings', path: 'settings' } : { label: 'Gradebook', path: 'results' };
  return (
    <Page title="Policies" crumbs={[{ label: above.label, to: `/c/${course.slug}/${above.path}` }]}>
      {held === null ? (
        <Pending query={query} />
      ) : (
        <CoursePolicyForm key={held.view.last?.revision} held={held} saved={saved} onSaved={setSaved} />
      )}
    </Page>
  );
}

type Category = CoursePolicy['categories'][number];

/** A name in files and addresses: `Prep sheets` → `prep-sheets`. */
const idOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'category';

interface CoursePolicyFormProps {
  held: Held<CoursePolicyView>;
  saved: boolean;
  onSaved: (saved: boolean) => void;
}

function CoursePolicyForm({ held, saved, onSaved }: CoursePolicyFormProps) {
  const { view, seen } = held;
  const { course, mayDecide } = useCourse();
  const [policy, setPolicy] = useState(view.policy);
  const change = (part: Partial<CoursePolicy>) => setPolicy((before) => ({ ...before, ...part }));
  const decide = (preview: boolean) =>
    call(decideCoursePolicy, { params: { course: course.slug }, body: { policy, seen, preview } });
  const replace = (index: number, part: Partial<Category>) =>
    change({
      categories: policy.categories.map((each, at) => (at === index ? { ...each, ...part } : each)),
    });
  return (
    <DecisionColumns
      decide={decide}
      wish={JSON.stringify(policy)}
      saved={saved}
      onSaved={onSaved}
      held={held}
    >
      <Title order={2}>Late work</Title>
      <p className={classes.muted}>For sets that have no rules of their own.</p>
      <LateRulesFields rules={policy.late} onChange={(late) => change({ late })} />
      <NumberInput
        label="Late days of each student"
        description="They pay for days of lateness, in the order in which they are needed."
        min={0}
        max={366}
        allowDecimal={false}
        value={policy.lateDays}
        onChange={(lateDays) => change({ lateDays: typeof lateDays === 'number' ? lateDays : 0 })}
      />
      <Title order={2}>Grading</Title>
      <Switch
        label="Anonymous grading"
        description="TAs see “Answer 4821” for the name of whoever wrote it until a set’s grades are out. Instructors see names."
        checked={policy.anonymous}
        onChange={(event) => change({ anonymous: event.currentTarget.checked })}
      />
      <Title order={2}>Total</Title>
      {policy.categories.map((category, index) => (
        <fieldset key={index} className={classes.category} aria-label={`Category ${category.title}`}>
          <TextInput
            label="Category"
            value={category.title}
            required
            withAsterisk={false}
            onChange={(event) => replace(index, { title: event.currentTarget.value })}
            description={`In files: category: ${category.id}`}
          />
          <NumberInput
            label="Weight"
            min={0.1}
            max={1000}
            value={category.weight}
            onChange={(weight) => replace(index, { weight: typeof weight === 'number' ? weight : 1 })}
          />
          <NumberInput
            label="Drop lowest"
            min={0}
            max={50}
            allowDecimal={false}
            value={category.dropLowest}
            onChange={(drop) => replace(index, { dropLowest: typeof drop === 'number' ? drop : 0 })}
          />
          {mayDecide && (
            <Button
              variant="default"
              size="xs"
              aria-label={`Remove category ${category.title}`}
              onClick={() => change({ categories: policy.categories.filter((_, at) => at !== index) })}
            >
              Remove
            </Button>
          )}
          <SetsIn view={view} category={category.id} />
        </fieldset>
      ))}
      {mayDecide && (
        <NewCategory
          taken={policy.categories.map(({ id }) => id)}
          onAdd={(category) => change({ categories: [...policy.categories, category] })}
        />
      )}
      <SetsIn view={view} category={null} />
    </DecisionColumns>
  );
}

function NewCategory({ taken, onAdd }: { taken: string[]; onAdd: (category: Category) => void }) {
  const [title, setTitle] = useState('');
  const id = idOf(title);
  return (
    <div className={classes.held}>
      <TextInput
        label="New category"
        value={title}
        maxLength={80}
        error={title !== '' && taken.includes(id) ? 'There is one of that name.' : undefined}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={title.trim() === '' || taken.includes(id)}
        onClick={() => {
          onAdd({ id, title: title.trim(), weight: 1, dropLowest: 0 });
          setTitle('');
        }}
      >
        Add category
      </Button>
    </div>
  );
}

/** The sets of a category, each with the page where it is put into another one. */
function SetsIn({ view, category }: { view: CoursePolicyView; category: string | null }) {
  const { course } = useCourse();
  const sets = view.sets.filter((each) => each.category === category);
  if (sets.length === 0) return null;
  const isTwin = (title: string) => view.sets.filter((each) => each.title === title).length > 1;
  return (
    <p className={classes.muted}>
      {category === null ? 'In no category: ' : 'Sets: '}
      {sets.map(({ slug, title }, index) => (
        <span key={slug}>
          {index > 0 && ', '}
          <Link to={`/c/${course.slug}/sets/${slug}/policy`}>
            {isTwin(title) ? `${title} (${slug})` : title}
          </Link>
        </span>
      ))}
    </p>
  );
}
