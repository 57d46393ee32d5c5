import { createContext } from 'react';

/** What the browser's tab ends in: the course's code, or the program's name outside of a course. */
export const PlaceName = createContext('Stepwise');
