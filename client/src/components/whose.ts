import { createContext } from 'react';

/** Whose work is drawn, to who looks at it: the curves and paths of a program are named by it. */
export const Whose = createContext<'yours' | 'theirs'>('yours');
