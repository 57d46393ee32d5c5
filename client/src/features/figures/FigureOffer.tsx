import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { listAssignments, type AssignmentRow } from '../../../../contract/assignments.ts';
import { useAside } from '../../api/query.ts';
import { Details } from '../../components/Details.tsx';
import type { EditorHandle } from '../../components/editor/handle.ts';
import { useNow } from '../../components/useNow.ts';
import { useImages } from '../images/ImagesProvider.tsx';
import type { WrittenQuestion } from '../workspace/document/contents.ts';
import { useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import classes from './figures.module.css';
import { isAskedToPut } from './putFigure.ts';
import { useMadeFigure } from './useMadeFigure.ts';

// What draws is fetched by whoever looks.
const ExperimentFigure = lazy(() => import('../../components/experiment/ExperimentFigure.tsx'));

/** Whether something may be handed in for the first time, as far as the list tells. */
function mayHandIn({ state, gradesReleasedAt, rule }: AssignmentRow, now: number): boolean {
  const { opensAt, acceptedUntil } = rule;
  return (
    state === 'open' &&
    gradesReleasedAt === null &&
    (opensAt === null || Date.parse(opensAt) <= now) &&
    (acceptedUntil === null || now <= Date.parse(acceptedUntil))
  );
}

interface FigureOfferProps {
  question: WrittenQuestion & { figure: NonNullable<WrittenQuestion['figure']> };
  /** Null while it is not there yet. */
  editor: EditorHandle | null;
}

/** Under a question about a figure: the way to make it oneself, and once it is made, into the answer with one click. */
export default function FigureOffer({ question, editor }: FigureOfferProps) {
  const { params, locked } = useWorkspace();
  const { uploads } = useImages();
  const location = useLocation();
  const navigate = useNavigate();
  const { course } = params;
  const sets = useAside(listAssignments, { params: { course } })?.assignments;
  const set = sets?.find(({ slug }) => slug === question.figure.set);
  const made = useMadeFigure(course, question.figure, set !== undefined);
  const now = useNow();
  const hasPut = useRef(false);
  const [isShown, setIsShown] = useState(false);
  const put = async () => {
    if (!made || editor === null) return;
    const { figureFile } = await import('../../components/experiment/figureFile.ts');
    const file = figureFile(made.experiment, question.figure.set);
    await uploads.add(question.id, [file], (block) => editor.insertBlock(block, 'end'));
  };
  const isReady = made && editor !== null && locked === null;
  const isAsked = isReady === true && isAskedToPut(location.state, question.id);
  const putAsAsked = useEffectEvent(() => {
    if (hasPut.current) return;
    hasPut.current = true;
    void put();
    // So that neither a reload nor the way back puts it again.
    void navigate({ hash: location.hash }, { replace: true, state: null });
  });
  useEffect(() => {
    if (isAsked) putAsAsked();
  }, [isAsked]);
  if (set === undefined || made === undefined) return null;
  const link = <Link to={`/c/${course}/sets/${set.slug}/code`}>{set.title}</Link>;
  if (made === null)
    return mayHandIn(set, now) && <p className={classes.offer}>Make this figure yourselves: {link}</p>;
  return (
    <div className={classes.offer}>
      <div className={classes.line}>
        <span>
          Your own figure, by submission {made.number} of {link}
        </span>
        {locked === null && (
          <Button variant="default" size="compact-sm" disabled={editor === null} onClick={() => void put()}>
            Put into the answer
          </Button>
        )}
      </div>
      <Details summary="Show the figure" onOpen={() => setIsShown(true)}>
        {isShown && (
          <Suspense>
            <ExperimentFigure experiment={made.experiment} />
          </Suspense>
        )}
      </Details>
    </div>
  );
}
