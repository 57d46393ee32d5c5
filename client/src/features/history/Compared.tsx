import { Anchor, Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { AssignmentView } from '../../../../contract/assignments.ts';
import {
  getDocument,
  getDocumentAt,
  listHistory,
  restoreText,
  type EarlierState,
} from '../../../../contract/documents.ts';
import { listImages } from '../../../../contract/images.ts';
import { getSubmission, type SubmissionRow } from '../../../../contract/submissions.ts';
import { call } from '../../api/call.ts';
import { serverNow } from '../../api/clock.ts';
import { invalidate, queryOf } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Pending } from '../../components/Pending.tsx';
import { viewerTimeZone, wordsBeside } from '../../components/time.ts';
import { draftImageUrl } from '../images/imageUrls.ts';
import { Comparison, titleOf } from './Comparison.tsx';
import {
  DRAFT,
  draftVersion,
  earlierVersion,
  submissionVersion,
  type Choice,
  type Version,
} from './versions.ts';

interface ComparedProps {
  assignment: AssignmentView;
  submissions: SubmissionRow[];
  choices: [Choice, Choice];
  times: ReadonlyMap<Choice, string>;
}

interface Restoring {
  key: string;
  from: EarlierState;
  /** The draft as it is on the page. */
  seen: { group: string; seq: number };
  /** What it will be as, such as "Submission 2"; null to take that back. */
  name: string | null;
}

/** Two states, and the way to put a text of the older one back into the draft. */
export function Compared({ assignment, submissions, choices, times }: ComparedProps) {
  const { course } = useCourse();
  const client = useQueryClient();
  const params = { course: course.slug, assignment: assignment.slug };
  const queryKey = ['compared', params, choices];
  const query = useQuery({
    queryKey,
    // The draft goes on; what was handed in does not.
    staleTime: 0,
    queryFn: async (): Promise<[Version, Version]> => {
      const read = async (choice: Choice): Promise<Version> => {
        if (choice === DRAFT) {
          const { images } = await client.fetchQuery({ ...queryOf(listImages, { params }), staleTime: 0 });
          const draft = await client.fetchQuery({ ...queryOf(getDocument, { params }), staleTime: 0 });
          return draftVersion(draft, draftImageUrl(params, images));
        }
        const submission = submissions.find(({ number }) => `s${number}` === choice);
        if (submission !== undefined)
          return submissionVersion(
            await client.fetchQuery(queryOf(getSubmission, { params: { submissionId: submission.id } })),
          );
        const [group = '', seq = ''] = choice.split('/');
        const at = times.get(choice);
        const zones = { viewerZone: viewerTimeZone(), timeZone: course.timeZone, now: serverNow() };
        const beside = choices.flatMap((each) => times.get(each) ?? []);
        const name = at === undefined ? 'Earlier draft' : `Draft of ${wordsBeside(at, beside, zones)}`;
        const asked = { params: { ...params, group, seq: Number(seq) } };
        return earlierVersion(name, await client.fetchQuery(queryOf(getDocumentAt, asked)), params);
      };
      return Promise.all([read(choices[0]), read(choices[1])]);
    },
  });
  const done = useRef<HTMLDivElement>(null);
  const [restored, setRestored] = useState<
    (Restoring & { group: string; seq: number; before: number }) | null
  >(null);
  const restoring = useMutation({
    mutationFn: ({ key, from, seen }: Restoring) =>
      call(restoreText, { params: { ...params, key }, body: { from, seen } }),
    onSuccess: async (answer, asked) => {
      setRestored({ ...asked, ...answer });
      announce(doneWords(assignment, asked));
      await Promise.all([client.invalidateQueries({ queryKey }), invalidate(getDocument, listHistory)]);
    },
    // What was refused since the draft is another one by now is seen beside the refusal.
    onError: () => client.invalidateQueries({ queryKey }),
  });
  // Where the text was, nothing differs any more: its button has gone, and the focus with it.
  useEffect(() => done.current?.focus(), [restored]);
  if (query.data === undefined) return <Pending query={query} />;
  const [before, after] = query.data;
  const { earlier, name } = before;
  const seen = after.read;
  const isOpen = assignment.gradesReleasedAt === null && assignment.state === 'open';
  const mayRestore = after.earlier === null && earlier !== null && seen !== null;
  return (
    <>
      {restored !== null && (
        <div ref={done} tabIndex={-1}>
          <Notice kind="success" title={doneWords(assignment, restored)}>
            <Group gap="md">
              {restored.name !== null && restored.seq > restored.before && (
                <Button
                  size="xs"
                  variant="default"
                  // What was put back is taken back at once, while the page still reads what that has made.
                  loading={restoring.isPending && restoring.variables.name === null}
                  onClick={() =>
                    restoring.mutate({
                      key: restored.key,
                      from: { group: restored.group, seq: restored.before },
                      seen: { group: restored.group, seq: restored.seq },
                      name: null,
                    })
                  }
                >
                  Undo
                </Button>
              )}
              <Anchor
                component={Link}
                to={`/c/${course.slug}/sets/${assignment.slug}${restored.key.includes('.') ? '/code' : ''}`}
              >
                Open the draft
              </Anchor>
            </Group>
          </Notice>
        </div>
      )}
      <Comparison
        assignment={assignment}
        before={before}
        after={after}
        closed={mayRestore && !isOpen ? 'The draft is read-only now, so that nothing can be put back.' : null}
        restoring={restoring.isPending ? restoring.variables.key : null}
        onRestore={
          mayRestore && isOpen ? (key) => restoring.mutate({ key, from: earlier, seen, name }) : null
        }
      />
      <Failure error={restoring.error} title="Not put back" />
    </>
  );
}

function doneWords(assignment: AssignmentView, { key, name }: Pick<Restoring, 'key' | 'name'>): string {
  const title = titleOf(assignment, key);
  return name === null
    ? `${title} is as it was before`
    : `${title} is as in ${name[0]!.toLowerCase()}${name.slice(1)} again`;
}
