import { useEffect, useState, type ReactNode } from 'react';
import { takesText } from '../../components/keys.ts';

/** Longer than between two words. */
const PAUSE_MS = 3_000;

function isTyping(): boolean {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && takesText(activeElement);
}

/** What takes the focus by itself comes in a pause of typing: before, it would take along the words that somebody goes on with. */
export function AfterTyping({ children }: { children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (isOver) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setOver(true), isTyping() ? PAUSE_MS : 0);
    };
    wait();
    const events = ['keydown', 'input'];
    for (const event of events) document.addEventListener(event, wait, true);
    return () => {
      clearTimeout(timer);
      for (const event of events) document.removeEventListener(event, wait, true);
    };
  }, [isOver]);
  return isOver ? children : null;
}
