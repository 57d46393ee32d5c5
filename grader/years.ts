/**
 * Of every time that somebody sets. What is counted from one, such as the end of a late window, must have four digits for its
 * year, too: others are no moments where times are read.
 */
export const FIRST_YEAR = 1970;
export const LAST_YEAR = 2999;
