import { Button, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { checkAssignment } from '../../../../../contract/publishing.ts';
import type { ResponseOf } from '../../../../../contract/operation.ts';
import { addressOf } from '../../../api/address.ts';
import {
  discardSetDraft,
  DraftConflict,
  exportSetDraft,
  listSetDrafts,
  saveSetDraft,
  type KeptSetDraft,
  type SetDraft,
} from '../../../../../contract/setDrafts.ts';
import type { VersionSteps } from '../../../../../contract/versions.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { call } from '../../../api/call.ts';
import { invalidate } from '../../../api/query.ts';
import { announce } from '../../../app/announcer.ts';
import { useCourse } from '../../../app/session.tsx';
import { Message } from '../../../components/Message.tsx';
import { Failure } from '../../../components/Failure.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Outcome } from '../../../components/Outcome.tsx';
import { Page } from '../../../components/Page.tsx';
import { AuthorImages } from '../../../components/setImages.ts';
import { Time } from '../../../components/Time.tsx';
import { StudentView } from '../../sheet/StudentView.tsx';
import { openTrial } from '../../trying/openTrial.ts';
import { CheckResult } from '../check/CheckResult.tsx';
import { Conflict } from './Conflict.tsx';
import classes from './editor.module.css';
import { FileEditor } from './FileEditor.tsx';
import { FileTree } from './FileTree.tsx';
import { readImages, renamed } from './images.ts';
import { saveInTurn } from './inTurn.ts';
import { leftUnsaved } from './leftUnsaved.ts';
import { PublishedSince } from './PublishedSince.tsx';
import { ProblemList } from '../problems/ProblemList.tsx';
import type { Files } from '../files/readFiles.ts';
import { imagesIn } from '../files/shownImages.ts';
import { Samples } from '../check/Samples.tsx';
import { asksForCode } from '../check/sampleWords.ts';

/** Without a key for so long the files are checked. */
const CHECK_AFTER_MS = 600;

type Checked = ResponseOf<typeof checkAssignment>;

const pathFirst = (files: Files): string =>
  'assignment.yaml' in files ? 'assignment.yaml' : (Object.keys(files).sort()[0] ?? 'assignment.yaml');

/** Tree, file and student's view side by side; checked as one types, saved as a draft, published as from files. */
/** The draft as somebody else saved it, of a refusal for that. */
const conflictIn = (error: Error | null) =>
  isApiError(error, 'draft_conflict') ? error.detailsAs(DraftConflict) : null;

export function SetEditor({ opened }: { opened: SetDraft }) {
  const { course } = useCourse();
  const navigate = useNavigate();
  const { set } = opened;
  const params = { course: course.slug, draft: set };
  const [left] = useState(() => leftUnsaved.get(course.slug, set));
  const [files, setFiles] = useState(left?.files ?? opened.files);
  /** As the server had it when this page last heard of it. */
  const [kept, setKept] = useState<KeptSetDraft>(left?.kept ?? opened);
  const [path, setPath] = useState(() => pathFirst(files));
  const [steps, setSteps] = useState<VersionSteps>({});
  const [checked, setChecked] = useState<Checked | null>(null);
  /** The last that had no mistakes: a half-written line takes no preview away. */
  const [sound, setSound] = useState<{ outcome: NonNullable<Checked['outcome']>; files: Files } | null>(null);
  const shown = sound?.outcome ?? null;
  const [side, setSide] = useState('view');
  const beside = useRef<HTMLDivElement>(null);
  const latest = useRef(files);
  /** Thrown away: what is left is to stay so. */
  const isGone = useRef(false);
  const isChanged = files !== kept.files;

  const checking = useMutation({
    mutationFn: (asked: { files: Files; steps: VersionSteps }) =>
      call(checkAssignment, { params: { course: course.slug }, body: { ...asked, slug: set } }),
    // Answers may overtake each other; what is shown is of the last question.
    onSuccess: (data, asked) => {
      if (asked.files !== latest.current) return;
      setChecked(data);
      if (data.outcome !== null) setSound({ outcome: data.outcome, files: asked.files });
    },
  });
  const check = useEffectEvent(() => checking.mutate({ files, steps }));
  useEffect(() => {
    latest.current = files;
    const timer = setTimeout(check, CHECK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [files, steps]);

  const put = (asked: { files: Files; revision: number }) =>
    saveInTurn(`${course.slug}/${set}`, asked, (body) =>
      call(saveSetDraft, { params, body: { ...body, base: kept.base } }),
    );
  const saving = useMutation({
    mutationFn: put,
    onSuccess: async (saved) => {
      setKept(saved);
      leftUnsaved.forget(course.slug, set, left);
      announce('Draft saved');
      await invalidate(listSetDrafts);
    },
  });
  const save = () => saving.mutate({ files, revision: kept.revision });
  const trying = useMutation({
    mutationFn: () => openTrial(course.slug, { set, files }),
    onSuccess: (page) => navigate(page),
  });
  const discarding = useMutation({
    mutationFn: () => call(discardSetDraft, { params, query: { revision: kept.revision } }),
    onSuccess: async () => {
      isGone.current = true;
      leftUnsaved.forget(course.slug, set, left);
      await invalidate(listSetDrafts);
      await navigate(`/c/${course.slug}/author`);
    },
  });
  const conflict = conflictIn(saving.error) ?? conflictIn(discarding.error);
  /** The version in force, where another one was published since the draft was begun. */
  const inForce = checked?.outcome
    ? checked.outcome.assignment.version - (checked.outcome.change === 'unchanged' ? 0 : 1)
    : (opened.since?.version ?? kept.base);
  /** Who leaves the page has saved; where that cannot be, it is there on return. */
  const leave = useEffectEvent(() => {
    if (!isChanged || isGone.current) return;
    const saving = put({ files, revision: kept.revision }).catch(() => null);
    const what = { files, kept, saving };
    leftUnsaved.keep(course.slug, set, what);
    void saving.then((saved) => {
      if (saved === null) announce(`${set} is not saved: open it again to go on`);
      else leftUnsaved.forget(course.slug, set, what);
    });
  });
  // Who is back before it is saved goes on from what is saved then.
  useEffect(() => {
    void left?.saving.then((saved) => saved && setKept((now) => (now === left.kept ? saved : now)));
  }, [left]);
  const closing = useEffectEvent((event: BeforeUnloadEvent) => {
    if (isChanged) event.preventDefault();
  });
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (isChanged) save();
  });
  useEffect(() => {
    const close = (event: BeforeUnloadEvent) => closing(event);
    const press = (event: KeyboardEvent) => pressed(event);
    window.addEventListener('beforeunload', close);
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('beforeunload', close);
      window.removeEventListener('keydown', press);
      leave();
    };
  }, []);

  const adding = useMutation({
    mutationFn: (chosen: File[]) => readImages(Object.keys(latest.current), chosen),
    onSuccess: ({ images, path: added }) => {
      // Somebody may have typed on while they were read.
      setFiles((now) => ({ ...now, ...images }));
      if (added !== null) setPath(added);
    },
  });
  const imageUrl = useMemo(() => imagesIn(files), [files]);
  const problems = checked?.problems ?? [];
  const failure = [adding.error, checking.error, trying.error, discarding.error, saving.error].find(
    (error) => error !== null && !isApiError(error, 'draft_conflict'),
  );
  const remove = () => {
    const { [path]: _, ...others } = files;
    setFiles(others);
    setPath(pathFirst(others));
  };
  return (
    <Page
      title={shown?.assignment.title ?? set}
      crumbs={[
        { label: 'Sets', to: `/c/${course.slug}` },
        { label: 'Publish', to: `/c/${course.slug}/author` },
      ]}
      about={<State draft={kept} isChanged={isChanged} />}
      buttons={[
        {
          label: 'Save draft',
          onClick: save,
          primary: true,
          loading: saving.isPending,
          disabled: !isChanged,
        },
        { label: 'Try as a student', onClick: () => trying.mutate(), loading: trying.isPending },
      ]}
      more={[
        { label: 'Download the folder', href: addressOf(exportSetDraft, params), disabled: isChanged },
        { label: `Delete ${path}`, onClick: remove, disabled: Object.keys(files).length < 2 },
        ...(kept.revision > 0 ? [{ label: 'Throw the draft away', onClick: () => discarding.mutate() }] : []),
      ]}
      width="full"
    >
      {conflict !== null && (
        <Conflict
          mine={files}
          theirs={conflict.draft}
          onTake={() => {
            setFiles(conflict.draft.files);
            setKept(conflict.draft);
            leftUnsaved.forget(course.slug, set, left);
            setPath(pathFirst(conflict.draft.files));
            saving.reset();
            discarding.reset();
          }}
          onKeep={() => {
            discarding.reset();
            saving.mutate({ files, revision: conflict.draft.revision });
          }}
        />
      )}
      {inForce > kept.base && checked?.outcome?.change !== 'unchanged' && (
        <PublishedSince set={set} version={inForce} mine={files} />
      )}
      <div className={classes.desk}>
        <FileTree
          paths={Object.keys(files)}
          selected={path}
          problems={problems}
          onSelect={(chosen) => {
            setPath(chosen);
            adding.reset();
          }}
          onAdd={(added) => {
            setFiles({ ...files, [added]: '' });
            setPath(added);
          }}
          onImages={(chosen) => adding.mutate(chosen)}
        />
        <div className={classes.file}>
          <FileEditor
            key={path}
            path={path}
            text={files[path] ?? ''}
            paths={Object.keys(files)}
            problems={problems}
            onChange={(text) => setFiles({ ...files, [path]: text })}
            onRename={(to) => {
              setFiles(renamed(files, path, to));
              setPath(to);
              announce(`Renamed to ${to}`);
            }}
          />
          <ProblemList problems={problems} onOpen={setPath} />
          {checked !== null && problems.length === 0 && (
            <p className={classes.state}>
              <span role="status">No mistakes.</span>{' '}
              {side !== 'publish' && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => {
                    setSide('publish');
                    beside.current?.scrollIntoView({ block: 'nearest' });
                  }}
                >
                  Go to Publish
                </Button>
              )}
            </p>
          )}
          {sound !== null && checked !== null && asksForCode(checked) && (
            <Samples files={sound.files} slug={set} onOpen={setPath} />
          )}
        </div>
        <div ref={beside} className={classes.view}>
          <SegmentedControl
            w="max-content"
            size="xs"
            value={side}
            onChange={setSide}
            aria-label="Beside the file"
            data={[
              { value: 'view', label: 'Student’s view' },
              { value: 'publish', label: 'Publish' },
            ]}
          />
          {side === 'view' ? (
            shown === null ? (
              <p className={classes.state}>
                {checked === null ? 'Checking…' : 'It appears once the files have no mistakes.'}
              </p>
            ) : (
              <AuthorImages value={imageUrl}>
                <StudentView assignment={shown.assignment} />
              </AuthorImages>
            )
          ) : isChanged ? (
            <p>
              Publishing is of what is saved.{' '}
              <Button size="compact-sm" variant="default" onClick={save} loading={saving.isPending}>
                Save draft
              </Button>
            </p>
          ) : (
            checked !== null && (
              <CheckResult
                result={checked}
                request={{ files, slug: set, steps }}
                onSteps={setSteps}
                isChecking={checking.isPending}
              />
            )
          )}
        </div>
      </div>
      <Failure error={failure ?? null} title="That did not work" unchanged="Your text is still here." />
      {adding.data !== undefined && adding.data.refused.length > 0 && (
        <Outcome>
          <Notice kind="danger" title="Not added">
            {adding.data.refused.map((why) => (
              <p key={why}>
                <Message>{why}</Message>
              </p>
            ))}
          </Notice>
        </Outcome>
      )}
    </Page>
  );
}

function State({ draft, isChanged }: { draft: KeptSetDraft; isChanged: boolean }) {
  const { course } = useCourse();
  if (isChanged) return <span>Not saved yet</span>;
  if (draft.saved === null) return <span>As published</span>;
  return (
    <span>
      Draft saved by <span dir="auto">{draft.saved.by.name}</span>{' '}
      <Time at={draft.saved.at} timeZone={course.timeZone} />
    </span>
  );
}
