import { Button, Group, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { BodyInputOf, ResponseOf } from '../../../../../contract/operation.ts';
import { saveSetDraft } from '../../../../../contract/setDrafts.ts';
import type { VersionSteps } from '../../../../../contract/versions.ts';
import { checkAssignment } from '../../../../../contract/publishing.ts';
import { call } from '../../../api/call.ts';
import { useCourse } from '../../../app/session.tsx';
import { Failure } from '../../../components/Failure.tsx';
import classes from '../authoring.module.css';
import { CheckResult } from '../check/CheckResult.tsx';
import { DraftList } from './DraftList.tsx';
import { FileChoice } from '../files/FileChoice.tsx';
import { dueOf, PublishOptions, type Options } from './PublishOptions.tsx';
import { commonFolder, insideFolder, readFiles, type Files } from '../files/readFiles.ts';
import { Samples } from '../check/Samples.tsx';
import { asksForCode } from '../check/sampleWords.ts';

type Request = BodyInputOf<typeof checkAssignment>;

const NO_OPTIONS: Options = { slug: '', due: '' };

const slugOf = ({ slug }: Pick<Options, 'slug'>) => (slug.trim() === '' ? {} : { slug: slug.trim() });

/** Write a question set in the browser, or publish one from its files: choose, read the checks, confirm. */
export function PublishForm() {
  const { course } = useCourse();
  const navigate = useNavigate();
  const [files, setFiles] = useState<Files | null>(null);
  const [options, setOptions] = useState(NO_OPTIONS);
  const [unread, setUnread] = useState<Error | null>(null);
  const [steps, setSteps] = useState<VersionSteps>({});
  /** Of the last check; it stays while the next one is on its way, so that a choice keeps its focus. */
  const [result, setResult] = useState<ResponseOf<typeof checkAssignment> | null>(null);
  const latest = useRef<Request | null>(null);
  const checking = useMutation({
    mutationFn: (body: Request) => call(checkAssignment, { params: { course: course.slug }, body }),
    // Answers may overtake each other; what is shown is of the last question.
    onSuccess: (data, body) => {
      if (body === latest.current) setResult(data);
    },
  });
  /** As a draft, where there is none yet. */
  const opening = useMutation({
    mutationFn: (chosen: Files) => {
      const params = { course: course.slug, draft: options.slug.trim() };
      return call(saveSetDraft, { params, body: { files: insideFolder(chosen), revision: 0 } });
    },
    onSuccess: ({ set }) => navigate(`/c/${course.slug}/author/${set}`),
  });
  const request = (chosen: Files, wished: Options, changed = steps) => ({
    files: chosen,
    steps: changed,
    ...slugOf(wished),
    ...dueOf(wished, course.timeZone),
  });
  const check = (body: Request) => {
    latest.current = body;
    checking.mutate(body);
  };
  const choose = async (list: Iterable<File>) => {
    setUnread(null);
    let chosen: Files;
    try {
      chosen = await readFiles(list);
    } catch (error) {
      setUnread(error as Error);
      return;
    }
    const folder = commonFolder(chosen);
    const next = { ...options, slug: folder ?? options.slug };
    setFiles(chosen);
    setOptions(next);
    setSteps({});
    setResult(null);
    check(request(chosen, next, {}));
  };
  return (
    <>
      {files === null && <DraftList />}
      <section>
        {files === null && (
          <Title order={2} size="h4" mt="xl" mb="xs">
            From your own computer
          </Title>
        )}
        <FileChoice files={files} onChoose={(list) => void choose(list)} />
      </section>
      {files !== null && (
        <>
          <PublishOptions options={options} onChange={setOptions} />
          <Group gap="xs" className={classes.check}>
            <Button
              variant="default"
              loading={checking.isPending}
              disabled={dueOf(options, course.timeZone) === null}
              onClick={() => check(request(files, options))}
            >
              Check again
            </Button>
            <Button
              variant="default"
              loading={opening.isPending}
              disabled={options.slug.trim() === ''}
              onClick={() => opening.mutate(files)}
            >
              Write on in the browser
            </Button>
          </Group>
          {result !== null && (
            <CheckResult
              result={result}
              request={request(files, options)}
              onSteps={(changed) => {
                setSteps(changed);
                check(request(files, options, changed));
              }}
              isChecking={checking.isPending}
            >
              {asksForCode(result) && <Samples files={files} {...slugOf(options)} />}
            </CheckResult>
          )}
          <Failure error={opening.error} />
          <Failure error={checking.error} title="Could not be checked" unchanged="Nothing was published." />
        </>
      )}
      <Failure error={unread} title="These files could not be read" unchanged="Nothing was published." />
    </>
  );
}
