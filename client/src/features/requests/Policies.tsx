import { Button, NumberInput, Select, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { listAssignments } from '../../../../contract/assignments.ts';
import { getRequestPolicy, RequestPolicy, setRequestPolicy } from '../../../../contract/requests.ts';
import { standsIn } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate, useAside } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Outcome } from '../../components/Outcome.tsx';
import { setNames } from '../../components/setNames.ts';
import classes from './requests.module.css';

/** Until when and how often students may ask, set by set. */
export function Policies() {
  const { course } = useCourse();
  const sets = useAside(listAssignments, { params: { course: course.slug } })?.assignments ?? [];
  const [set, setSet] = useState<string | null>(null);
  const params = { course: course.slug, assignment: set ?? '' };
  const policy = useAside(getRequestPolicy, { params }, { enabled: set !== null });
  if (sets.length === 0) return null;
  return (
    <section className={classes.policies} aria-labelledby="policies">
      <Title order={2} id="policies">
        When students may ask
      </Title>
      <Select
        label="Set"
        placeholder="Choose a set"
        maw={360}
        data={[...setNames(sets)].map(([value, label]) => ({ value, label }))}
        value={set}
        onChange={setSet}
      />
      {set !== null && policy !== undefined && <PolicyForm key={set} set={set} policy={policy} />}
    </section>
  );
}

const numberOf = (value: number | string): number | null => (value === '' ? null : Number(value));

function PolicyForm({ set, policy }: { set: string; policy: RequestPolicy }) {
  const { course } = useCourse();
  const [days, setDays] = useState(policy.days);
  const [limit, setLimit] = useState(policy.limit);
  const params = { course: course.slug, assignment: set };
  /** What is replaced: as it was when the form came, or as its refusal says. */
  const [seen, setSeen] = useState(policy);
  const saving = useMutation({
    mutationFn: (body: RequestPolicy) => call(setRequestPolicy, { params, body: { ...body, seen } }),
    onSuccess: async (saved) => {
      setSeen(saved);
      await invalidate(getRequestPolicy);
    },
    onError: (error) => setSeen((before) => standsIn(error, RequestPolicy) ?? before),
  });
  const submit = () => saving.mutate({ days, limit });
  const isSaved = saving.isSuccess && saving.variables.days === days && saving.variables.limit === limit;
  return (
    <Form
      isSaving={saving.isPending}
      onSubmit={submit}
      className={classes.panel}
      style={{ marginTop: 12, maxWidth: 360 }}
    >
      <NumberInput
        label="Days after the release"
        description="Empty: no end. 0: no requests."
        min={0}
        max={366}
        allowDecimal={false}
        value={days ?? ''}
        onChange={(value) => setDays(numberOf(value))}
      />
      <NumberInput
        label="Requests of each student"
        description="Empty: as many as they like."
        min={1}
        max={100}
        allowDecimal={false}
        value={limit ?? ''}
        onChange={(value) => setLimit(numberOf(value))}
      />
      <div>
        <Button type="submit" variant="default" loading={saving.isPending}>
          Save
        </Button>
      </div>
      <Failure error={saving.error} />
      {isSaved && (
        <Outcome>
          <Notice kind="success">
            Saved. It holds at once, for this set; students who may ask otherwise than before are told.
          </Notice>
        </Outcome>
      )}
    </Form>
  );
}
