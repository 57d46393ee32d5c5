/** In place of Mantine's, which draws every field a second time, at once, to give it an id of its own making. */
import { useId as useReactId } from 'react';

export function useId(given?: string): string {
  const own = useReactId();
  return given ?? own;
}
