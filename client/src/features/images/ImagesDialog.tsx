import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { bytesText, type ImageView } from '../../../../contract/images.ts';
import { announce } from '../../app/announcer.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { UploadIcon } from '../../components/icons.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Outcome } from '../../components/Outcome.tsx';
import { writtenQuestions } from '../workspace/document/contents.ts';
import { useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import { mentions } from './imageNames.ts';
import classes from './images.module.css';
import { useImages } from './ImagesProvider.tsx';

interface ImagesDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Opens the file chooser. */
  onChoose: () => void;
  onInsert: (image: ImageView) => void;
}

/** The images of the group's drafts: where each is shown, to insert it again or to remove it. */
export default function ImagesDialog({ opened, onClose, ...list }: ImagesDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Images" size="lg">
      <ImageList {...list} />
    </Dialog>
  );
}

function ImageList({ onChoose, onInsert }: Pick<ImagesDialogProps, 'onChoose' | 'onInsert'>) {
  const { images, remove, restore } = useImages();
  const { assignment, shared } = useWorkspace();
  /** Questions whose answers show the image. Removing takes all its names out of the list, so all of them are looked for. */
  const placesOf = ({ id: imageId }: ImageView): string[] => {
    const names = images.filter(({ id }) => id === imageId).map(({ name }) => name);
    return writtenQuestions(assignment)
      .filter(({ id }) => names.some((name) => mentions(shared.text(id), name)))
      .map(({ label, title }) => label ?? title);
  };
  /** All names of the image that was removed last. */
  const [removed, setRemoved] = useState<readonly ImageView[]>([]);
  const removing = useMutation({
    mutationFn: async (image: ImageView) => {
      const names = images.filter(({ id }) => id === image.id);
      await remove(image);
      return names;
    },
    onSuccess: (names, { name }) => {
      setRemoved(names);
      announce(`${name} is removed`);
    },
  });
  const restoring = useMutation({
    mutationFn: restore,
    onSuccess: (_, [image]) => {
      setRemoved([]);
      announce(`${image?.name} is back`);
    },
  });
  return (
    // Room for the focus ring, which the dialog would cut.
    <Stack gap="md" pt={4}>
      <div>
        <Button leftSection={<UploadIcon />} onClick={onChoose} data-autofocus>
          From this device
        </Button>
      </div>
      <ul className={classes.list}>
        {images
          .map((image) => ({ ...image, places: placesOf(image) }))
          .filter(({ removed, places }) => !removed || places.length > 0)
          .sort((a, b) => a.name.localeCompare(b.name))
          .map(({ places, ...image }) => (
            <ImageRow
              key={image.name}
              image={image}
              places={places}
              busy={removing.isPending}
              onInsert={() => onInsert(image)}
              onRemove={() => removing.mutate(image)}
            />
          ))}
      </ul>
      <Failure error={removing.error} title="Not removed" />
      {removed.length > 0 && (
        <Outcome>
          <Notice kind="info" title={`${removed.map(({ name }) => name).join(', ')} is removed`}>
            <Button
              variant="default"
              size="compact-sm"
              loading={restoring.isPending}
              onClick={() => restoring.mutate(removed)}
            >
              Undo
            </Button>
          </Notice>
        </Outcome>
      )}
      <Failure error={restoring.error} title="Not brought back" />
    </Stack>
  );
}

interface ImageRowProps {
  image: ImageView;
  places: readonly string[];
  busy: boolean;
  onInsert: () => void;
  onRemove: () => void;
}

function ImageRow({ image, places, busy, onInsert, onRemove }: ImageRowProps) {
  const { imageUrl } = useImages();
  const { name, mediaType, size } = image;
  const where = places.length === 0 ? 'in no answer' : `in question ${places.join(', ')}`;
  return (
    <li className={classes.row}>
      <span className={classes.thumbnail}>
        {mediaType === 'application/pdf' ? 'PDF' : <img src={imageUrl(name) ?? ''} alt="" loading="lazy" />}
      </span>
      <span className={classes.what}>
        <span className={classes.name}>{name}</span>
        <Text span size="xs" c="dimmed">
          {bytesText(size)}, {where}
        </Text>
      </span>
      <span className={classes.buttons}>
        <Button variant="default" size="compact-sm" aria-label={`Insert ${name}`} onClick={onInsert}>
          Insert
        </Button>
        {places.length === 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={busy}
            aria-label={`Remove ${name}`}
            onClick={onRemove}
          >
            Remove
          </Button>
        )}
      </span>
    </li>
  );
}
