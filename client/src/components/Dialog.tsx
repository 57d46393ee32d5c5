import { Modal, type ModalProps } from '@mantine/core';
import { useRef, useState } from 'react';
import { Held } from './Form.tsx';
import { useFocusBack } from './useFocusBack.ts';
import { useFocusKept } from './useFocusKept.ts';

/** In front of the page, which waits. While something in it is being sent it stays, so that what becomes of that is seen. */
export function Dialog({ onClose, children, ...props }: ModalProps) {
  useFocusBack(props.opened);
  const [isHeld, setHeld] = useState(false);
  return (
    <Held value={setHeld}>
      <Modal {...props} onClose={() => isHeld || onClose()} returnFocus={false}>
        <KeptFocus opened={props.opened} />
        {children}
      </Modal>
    </Held>
  );
}

/** In the dialog, so that it is there as long as that is. */
function KeptFocus({ opened }: { opened: boolean }) {
  const here = useRef<HTMLSpanElement>(null);
  useFocusKept(here, opened);
  return <span ref={here} hidden />;
}
