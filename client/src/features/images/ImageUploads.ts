import { sizeProblem, type ImageView } from '../../../../contract/images.ts';
import { isApiError } from '../../api/ApiError.ts';
import {
  imageNameOf,
  isPhoto,
  isShowable,
  markdownOf,
  placeholderOf,
  withoutPlaceholder,
} from './imageNames.ts';

export interface Upload {
  id: number;
  /** Key of the draft that is to show it. */
  draft: string;
  name: string;
  /** `waiting` for a connection; it is sent again then. */
  state: 'sending' | 'waiting' | 'refused';
  /** Why it was refused, fit to be shown. */
  message: string;
}

export interface ImageUploadsOptions {
  /**
   * Makes a photo smaller and turns it upright, or leaves it as it is.
   *
   * @throws an error whose message says what to do; {ApiError} to try again later
   */
  prepare: (file: File) => Promise<File>;
  /** @throws {ApiError} */
  send: (name: string, file: File) => Promise<ImageView>;
  text: (draft: string) => string;
  edit: (draft: string, text: string, undoable?: boolean) => void;
  /** Puts a text into every place of a placeholder; undone as if the placeholder had never been. */
  swap: (draft: string, placeholder: string, by: string) => void;
  /** A placeholder stands in a draft, or stands there no more. */
  onPlaceholder: (draft: string, placeholder: string, stands: boolean) => void;
  announce: (text: string) => void;
}

interface Pending extends Upload {
  file: File;
  placeholder: string;
}

/**
 * Images on their way to the server. The answer has a placeholder meanwhile, which becomes the image, or nothing when
 * it is refused; without a connection both stay until there is one.
 */
export class ImageUploads {
  readonly #options: ImageUploadsOptions;
  readonly #listeners = new Set<() => void>();
  #uploads: readonly Pending[] = [];
  #lastId = 0;

  constructor(options: ImageUploadsOptions) {
    this.#options = options;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Those that are not done, and those refused until they are dismissed. */
  list = (): readonly Upload[] => this.#uploads;

  /** @param insert puts text into the draft where the writer is; whatever it does not put there is added at the end */
  async add(draft: string, files: readonly File[], insert: (text: string) => void): Promise<void> {
    const added = files.map((file) => this.#open(draft, file));
    const pending = added.filter(({ state }) => state === 'sending');
    for (const { placeholder } of pending) this.#options.onPlaceholder(draft, placeholder, true);
    if (pending.length > 0) insert(pending.map(({ placeholder }) => placeholder).join('\n\n'));
    for (const { placeholder } of pending) {
      const text = this.#options.text(draft);
      if (!text.includes(placeholder)) this.#options.edit(draft, `${text}\n\n${placeholder}\n`.trimStart());
    }
    await Promise.all(pending.map((upload) => this.#send(upload)));
  }

  /** Sends again what waits. */
  async retry(): Promise<void> {
    await Promise.all(
      this.#uploads.filter(({ state }) => state === 'waiting').map((upload) => this.#send(upload)),
    );
  }

  dismiss(id: number): void {
    this.#set(this.#uploads.filter((upload) => upload.id !== id));
  }

  #open(draft: string, file: File): Pending {
    const name = imageNameOf(file.name);
    const text = this.#options.text(draft);
    let number = 1;
    const isTaken = () =>
      text.includes(placeholderOf(name, number)) ||
      this.#uploads.some(({ placeholder }) => placeholder === placeholderOf(name, number));
    while (isTaken()) number += 1;
    this.#lastId += 1;
    const upload: Pending = {
      id: this.#lastId,
      draft,
      name,
      file,
      state: 'sending',
      message: '',
      placeholder: placeholderOf(name, number),
    };
    this.#set([...this.#uploads, upload]);
    // A photo becomes smaller before it is sent.
    if (isPhoto(file)) return upload;
    const problem = isShowable(file)
      ? sizeProblem(file.size)
      : 'is no PNG, JPEG, SVG or PDF. Save it as one of these.';
    return problem === null ? upload : this.#refuse(upload, `${file.name} ${problem}`);
  }

  async #send(upload: Pending): Promise<void> {
    const { draft, name, placeholder } = upload;
    this.#change(upload, { state: 'sending', message: '' });
    this.#options.announce(`Uploading ${name}…`);
    try {
      const file = isPhoto(upload.file) ? await this.#prepared(upload) : upload.file;
      const image = await this.#options.send(name, file);
      this.dismiss(upload.id);
      const isShown = this.#replace(draft, placeholder, markdownOf(image.name));
      this.#options.announce(
        isShown ? `${image.name} is uploaded` : `${image.name} is uploaded; insert it where you want it`,
      );
    } catch (error) {
      if (isApiError(error, 'unreachable', 'unavailable', 'not_signed_in')) {
        this.#change(upload, { state: 'waiting' });
        this.#options.announce(`${name} is not uploaded yet: Stepwise cannot be reached`);
        return;
      }
      this.#replace(draft, placeholder, '');
      this.#refuse(upload, error instanceof Error ? error.message : String(error));
    }
  }

  async #prepared({ file }: Pending): Promise<File> {
    const photo = await this.#options.prepare(file);
    const problem = sizeProblem(photo.size);
    if (problem !== null) throw new Error(`${file.name} ${problem}`);
    return photo;
  }

  #refuse(upload: Pending, message: string): Pending {
    this.#options.announce(`${upload.name} is not uploaded`);
    return this.#change(upload, { state: 'refused', message });
  }

  /** Whether the placeholder was still there. */
  #replace(draft: string, placeholder: string, by: string): boolean {
    this.#options.onPlaceholder(draft, placeholder, false);
    const text = this.#options.text(draft);
    if (!text.includes(placeholder)) return false;
    // Undoing brings no placeholder back: nothing is on its way any more.
    if (by === '') this.#options.edit(draft, withoutPlaceholder(text, placeholder), false);
    else this.#options.swap(draft, placeholder, by);
    return true;
  }

  #change(upload: Pending, change: Partial<Upload>): Pending {
    const changed = { ...upload, ...change };
    this.#set(this.#uploads.map((other) => (other.id === upload.id ? changed : other)));
    return changed;
  }

  #set(uploads: readonly Pending[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}
