import { Button } from '@mantine/core';
import { useRef, type ComponentProps } from 'react';
import { icon } from '../../components/icons.tsx';

const CameraIcon = icon(
  <>
    <path d="M2 5h3l1-2h4l1 2h3v8H2z" />
    <circle cx="8" cy="8.5" r="2.3" />
  </>,
);

/** The way to the camera, where a finger points: a chunk of its own, since other devices have none to hold. */
export default function TakePhoto({ draft, chosen }: { draft: string; chosen: ComponentProps<'input'> }) {
  const camera = useRef<HTMLInputElement>(null);
  return (
    <>
      <input {...chosen} ref={camera} accept="image/*" capture="environment" data-testid={`photo-${draft}`} />
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<CameraIcon />}
        onClick={() => camera.current?.click()}
      >
        Take a photo
      </Button>
    </>
  );
}
