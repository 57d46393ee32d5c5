import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { getAssignment, type AssignmentView } from '../../../../contract/assignments.ts';
import { listDrafts, saveDraft, type Draft } from '../../../../contract/drafts.ts';
import { call, sessionEnded } from '../../api/call.ts';
import { queryClient, queryOf, useCall } from '../../api/query.ts';
import { reachable } from '../../api/reachability.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { Pending } from '../../components/Pending.tsx';
import { draftKeys } from './contents.ts';
import { DraftKeeper } from './DraftKeeper.ts';
import type { DraftState } from './drafts.ts';
import { localDrafts } from './localDrafts.ts';

const SAVE_AFTER_MS = 1_000;
const LOCKED =
  'Grades are released, so nothing more can be written or submitted. Your instructor can reopen this by taking the grades back.';
const LOOK_AGAIN_MS = 15_000;

export interface Workspace {
  assignment: AssignmentView;
  keeper: DraftKeeper;
  /** Why nothing can be written any more; null while it can. */
  locked: string | null;
  /** Slugs for the addresses of calls and pages. */
  params: { course: string; assignment: string };
}

const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (workspace === null) throw new Error('useWorkspace needs a WorkspaceProvider');
  return workspace;
}

export function useDraft(key: string): DraftState {
  const { keeper } = useWorkspace();
  return useSyncExternalStore(keeper.subscribe, () => keeper.get(key));
}

/** Loads a question set with the group's drafts, and keeps the drafts saved while its pages are open. */
export function WorkspaceProvider({ set, children }: { set: string; children: ReactNode }) {
  const { course } = useCourse();
  const params = { course: course.slug, assignment: set };
  const assignment = useCall(getAssignment, { params });
  const drafts = useCall(listDrafts, { params }, { refetchInterval: LOOK_AGAIN_MS });
  if (assignment.data === undefined) return <Pending query={assignment} />;
  if (drafts.data === undefined) return <Pending query={drafts} />;
  return (
    <Kept assignment={assignment.data} drafts={drafts.data.drafts} params={params}>
      {children}
    </Kept>
  );
}

interface KeptProps {
  assignment: AssignmentView;
  drafts: Draft[];
  params: Workspace['params'];
  children: ReactNode;
}

function Kept({ assignment, drafts, params, children }: KeptProps) {
  const { userId } = useUser();
  const [keeper] = useState(() => {
    const created = new DraftKeeper({
      save: async (key, text, baseRevision) => {
        const saved = await call(saveDraft, { params: { ...params, key }, body: { text, baseRevision } });
        rememberDraft(params, saved);
        return saved;
      },
      local: localDrafts(userId, params.course, params.assignment),
      delayMs: SAVE_AFTER_MS,
    });
    for (const { key, initial } of draftKeys(assignment))
      created.open(
        key,
        drafts.find((draft) => draft.key === key),
        initial,
      );
    return created;
  });
  useEffect(() => keeper.receive(drafts), [keeper, drafts]);
  useEffect(() => {
    const flush = () => void keeper.flush();
    const stopReachable = reachable.subscribe(() => reachable.get() && flush());
    const stopSession = sessionEnded.subscribe(() => !sessionEnded.get() && flush());
    window.addEventListener('pagehide', flush);
    return () => {
      stopReachable();
      stopSession();
      window.removeEventListener('pagehide', flush);
      keeper.close();
    };
  }, [keeper]);
  const locked = assignment.gradesReleasedAt === null ? null : LOCKED;
  return <WorkspaceContext value={{ assignment, keeper, locked, params }}>{children}</WorkspaceContext>;
}

/** Puts a saved draft into the cache, so that a page opened next starts from it. */
function rememberDraft(params: Workspace['params'], saved: Draft): void {
  queryClient.setQueryData(queryOf(listDrafts, { params }).queryKey, (known) => ({
    drafts: [...(known?.drafts ?? []).filter(({ key }) => key !== saved.key), saved],
  }));
}
