import { Modal, type ModalProps } from '@mantine/core';
import { useState } from 'react';
import { Held } from './Form.tsx';
import { useFocusBack } from './useFocusBack.ts';

/** In front of the page, which waits. While something in it is being sent it stays, so that what becomes of that is seen. */
export function Dialog({ onClose, ...props }: ModalProps) {
  useFocusBack(props.opened);
  const [isHeld, setHeld] = useState(false);
  return (
    <Held value={setHeld}>
      <Modal {...props} onClose={() => isHeld || onClose()} returnFocus={false} />
    </Held>
  );
}
