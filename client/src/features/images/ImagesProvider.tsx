import {
  createContext,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import {
  listImages,
  nameImages,
  removeImage,
  uploadImage,
  type DraftImageView,
  type ImageView,
} from '../../../../contract/images.ts';
import { ApiError } from '../../api/ApiError.ts';
import { call, sessionEnded } from '../../api/call.ts';
import { ASIDE, invalidate, queryClient, queryOf, useCall } from '../../api/query.ts';
import { reachable } from '../../api/reachability.ts';
import { announce } from '../../app/announcer.ts';
import { useUser } from '../../app/session.tsx';
import { Pending } from '../../components/Pending.tsx';
import { useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import { ImageUploads, type Upload } from './ImageUploads.ts';
import { isPhonePhoto } from './imageNames.ts';
import { draftImageUrl, type ImageUrl } from './imageUrls.ts';
import { PlaceholderList, tabId } from './leftovers.ts';

const NONE: DraftImageView[] = [];
/** Sheets opened since this page was loaded: from then on an upload may be this tab's own. */
const cleared = new Set<string>();

interface Images {
  /** Those that the group's drafts may show, by name; also those that are not listed any more. */
  images: DraftImageView[];
  imageUrl: ImageUrl;
  uploads: ImageUploads;
  /** @throws {ApiError} */
  remove: (image: ImageView) => Promise<void>;
  /** Gives images the names that they had. @throws {ApiError} */
  restore: (images: readonly ImageView[]) => Promise<void>;
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
  const { params, shared, locked } = useWorkspace();
  const { course, assignment } = params;
  // Whoever has no network writes on without them.
  const query = useCall(listImages, { params }, { meta: ASIDE });
  const images = query.data?.images ?? NONE;
  const imageUrl = useMemo(() => draftImageUrl({ course, assignment }, images), [course, assignment, images]);
  const { userId } = useUser();
  const [placeholders] = useState(() => new PlaceholderList(localStorage, { userId, tab: tabId() }));
  const [uploads] = useState(
    () =>
      new ImageUploads({
        prepare: async (file) => {
          const photos = await import('./photo.ts').catch(() => null);
          if (photos) return photos.preparedPhoto(file);
          if (isPhonePhoto(file)) throw new ApiError('unreachable', 'Stepwise cannot be reached.');
          return file;
        },
        send: async (name, file) => {
          const body = new Uint8Array(await file.arrayBuffer());
          const image = await call(uploadImage, { params, query: { name }, body });
          rememberImage(params, image);
          return image;
        },
        text: (draft) => shared.text(draft),
        edit: (draft, text, undoable) => shared.edit(draft, text, undoable),
        swap: (draft, placeholder, by) => shared.swap(draft, placeholder, by),
        onPlaceholder: (draft, text, stands) =>
          placeholders.note(`${course}/${assignment}`, draft, text, stands),
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
    placeholders.clear(sheet, shared);
  }, [shared, placeholders, locked, course, assignment]);
  if (query.isPending) return <Pending query={query} />;
  const remove = async ({ id }: ImageView): Promise<void> => {
    await call(removeImage, { params: { ...params, imageId: id } });
    await invalidate(listImages);
  };
  const restore = async (removed: readonly ImageView[]): Promise<void> => {
    await call(nameImages, { params, body: { names: removed.map(({ name, id }) => ({ name, id })) } });
    await invalidate(listImages);
  };
  return <ImagesContext value={{ images, imageUrl, uploads, remove, restore }}>{children}</ImagesContext>;
}

/** Puts an uploaded image into the cache, so that the preview shows it at once. */
function rememberImage(params: { course: string; assignment: string }, image: ImageView): void {
  queryClient.setQueryData(queryOf(listImages, { params }).queryKey, (known) => {
    const others = (known?.images ?? []).filter(({ name }) => name !== image.name);
    return { images: [...others, { ...image, removed: false }] };
  });
}
