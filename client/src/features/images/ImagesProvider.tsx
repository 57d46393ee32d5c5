import {
  createContext,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { listDrafts } from '../../../../contract/drafts.ts';
import { listImages, removeImage, uploadImage, type ImageView } from '../../../../contract/images.ts';
import { call, sessionEnded } from '../../api/call.ts';
import { invalidate, queryClient, queryOf, useCall } from '../../api/query.ts';
import { reachable } from '../../api/reachability.ts';
import { announce } from '../../app/announcer.ts';
import { useUser } from '../../app/session.tsx';
import { Pending } from '../../components/Pending.tsx';
import { writtenQuestions } from '../workspace/contents.ts';
import { useWorkspace } from '../workspace/WorkspaceProvider.tsx';
import { ImageUploads, type Upload } from './ImageUploads.ts';
import { draftImageUrl, type ImageUrl } from './imageUrls.ts';
import { clearLeftovers } from './leftovers.ts';

const LOOK_AGAIN_MS = 15_000;
const NONE: ImageView[] = [];
/** Sheets opened since this page was loaded: from then on an upload may be this tab's own. */
const cleared = new Set<string>();

interface Images {
  /** Those that the group's drafts may show, by name. */
  images: ImageView[];
  imageUrl: ImageUrl;
  uploads: ImageUploads;
  /** @throws {ApiError} */
  remove: (image: ImageView) => Promise<void>;
}

const ImagesContext = createContext<Images | null>(null);

export function useImages(): Images {
  const images = use(ImagesContext);
  if (images === null) throw new Error('useImages needs an ImagesProvider');
  return images;
}

/** Uploads into one draft that are under way, wait or were refused. */
export function useUploads(draft: string): readonly Upload[] {
  const { uploads } = useImages();
  const all = useSyncExternalStore(uploads.subscribe, uploads.list);
  return useMemo(() => all.filter((upload) => upload.draft === draft), [all, draft]);
}

/** The images of the group's drafts, and those on their way, for the pages of a workspace. */
export function ImagesProvider({ children }: { children: ReactNode }) {
  const { params, keeper, assignment: view, locked } = useWorkspace();
  const { userId } = useUser();
  const { course, assignment } = params;
  const query = useCall(listImages, { params }, { refetchInterval: LOOK_AGAIN_MS });
  const images = query.data?.images ?? NONE;
  const imageUrl = useMemo(() => draftImageUrl({ course, assignment }, images), [course, assignment, images]);
  const [uploads] = useState(
    () =>
      new ImageUploads({
        send: async (name, file) => {
          const body = new Uint8Array(await file.arrayBuffer());
          const image = await call(uploadImage, { params, query: { name }, body });
          rememberImage(params, image);
          return image;
        },
        text: (draft) => keeper.text(draft),
        edit: (draft, text) => keeper.edit(draft, text),
        announce,
      }),
  );
  useEffect(() => {
    const retry = () => void uploads.retry();
    const stopReachable = reachable.subscribe(() => reachable.get() && retry());
    const stopSession = sessionEnded.subscribe(() => !sessionEnded.get() && retry());
    // What waits is only in this tab.
    const warn = (event: BeforeUnloadEvent) => {
      if (uploads.list().some(({ state }) => state !== 'refused')) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      stopReachable();
      stopSession();
      window.removeEventListener('beforeunload', warn);
    };
  }, [uploads]);
  useEffect(() => {
    const sheet = `${course}/${assignment}`;
    if (locked !== null || cleared.has(sheet)) return;
    cleared.add(sheet);
    const keys = writtenQuestions(view).map(({ id }) => id);
    const drafts = queryClient.getQueryData(queryOf(listDrafts, { params: { course, assignment } }).queryKey);
    clearLeftovers(keeper, keys, drafts?.drafts ?? [], userId);
  }, [keeper, view, locked, course, assignment, userId]);
  if (query.isPending) return <Pending query={query} />;
  const remove = async ({ id }: ImageView): Promise<void> => {
    await call(removeImage, { params: { ...params, imageId: id } });
    await invalidate(listImages);
  };
  return <ImagesContext value={{ images, imageUrl, uploads, remove }}>{children}</ImagesContext>;
}

/** Puts an uploaded image into the cache, so that the preview shows it at once. */
function rememberImage(params: { course: string; assignment: string }, image: ImageView): void {
  queryClient.setQueryData(queryOf(listImages, { params }).queryKey, (known) => {
    const others = (known?.images ?? []).filter(({ name }) => name !== image.name);
    return { images: [...others, image] };
  });
}
