import type { KeyPlace } from '../../components/keyMap.ts';

/** What keys do, by the names that they come with. */
export interface KeyRow {
  keys: readonly string[];
  does: string;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** All that can be chosen anew: every key that `useKeys` is given is here. */
export const KEY_ROWS: Readonly<Record<KeyPlace, { title: string; rows: readonly KeyRow[] }>> = {
  queue: {
    title: 'Answers to grade',
    rows: [
      { keys: ['n'], does: 'Go to the next ungraded answer of all sets, yours first' },
      { keys: ['?'], does: 'These keys' },
    ],
  },
  answer: {
    title: 'Grading an answer',
    rows: [
      { keys: DIGITS, does: 'Apply or take off a rubric item' },
      { keys: ['0'], does: 'Full marks' },
      { keys: ['n'], does: 'Save and go to the next ungraded answer that nobody else looks at' },
      { keys: ['s'], does: 'Go there without saving' },
      { keys: ['b'], does: 'Flag the answer for an instructor, or skip it, and say why' },
      { keys: ['ArrowLeft', 'ArrowRight'], does: 'Previous and next answer' },
      { keys: [',', '.'], does: 'Previous and next question' },
      { keys: ['a'], does: 'List of answers, to find and filter' },
      { keys: ['g'], does: 'Similar answers' },
      { keys: ['q'], does: 'Show or hide the question' },
      { keys: ['o'], does: 'Show or hide its solution' },
      { keys: ['p'], does: 'Show or hide the paths of the rule' },
      { keys: ['d'], does: 'Show what changed since it was graded, or the answer' },
      { keys: ['k'], does: 'Keep the grade that the answer had before it changed' },
      { keys: ['f'], does: 'Write a comment; Esc leaves it' },
      { keys: ['c'], does: 'Comment on the words of the answer that are selected, at their place' },
      { keys: ['e'], does: 'Edit the rubric' },
      { keys: ['u'], does: 'Undo; after moving on, your last decision' },
      { keys: ['t', 'y'], does: 'Take a colleague’s grade, or keep yours, where both graded' },
      { keys: ['/'], does: 'Find a rubric item' },
      { keys: ['Mod+Enter'], does: 'Save' },
      { keys: ['Mod+Shift+Enter'], does: 'Save and go on, also from a comment' },
      { keys: ['?'], does: 'These keys' },
    ],
  },
  groups: {
    title: 'Groups of answers',
    rows: [
      { keys: DIGITS, does: 'Apply or take off a rubric item' },
      { keys: ['0'], does: 'Full marks' },
      { keys: ['Mod+Enter'], does: 'Grade group' },
      { keys: ['Mod+Shift+Enter'], does: 'Grade group and go to the next ungraded one' },
      { keys: ['i'], does: 'Grade graded answers anew too, or leave them' },
      { keys: ['j', 'k'], does: 'Next and previous group' },
      { keys: ['n'], does: 'Next ungraded group' },
      { keys: ['t', 'y'], does: 'Leave what colleagues graded meanwhile, or grade it too' },
      { keys: ['x'], does: 'Tick the answer in focus, else the group' },
      { keys: ['s'], does: 'Split the ticked answers off' },
      { keys: ['m'], does: 'Merge the ticked groups' },
      { keys: ['f'], does: 'Write a comment; Esc leaves it' },
      { keys: ['c'], does: 'The same, with what is selected of an answer' },
      { keys: ['e'], does: 'Edit the rubric' },
      { keys: ['u'], does: 'Undo; after grading, the last grades you gave' },
      { keys: ['/'], does: 'Find a rubric item' },
      { keys: ['?'], does: 'These keys' },
    ],
  },
  feedback: { title: 'Feedback', rows: [{ keys: ['.'], does: 'Next lost mark' }] },
  history: {
    title: 'History',
    rows: [
      { keys: ['j', 'k'], does: 'Next and previous state' },
      { keys: ['x'], does: 'Choose it to compare' },
      { keys: ['Enter'], does: 'Compare what is chosen' },
      { keys: ['n', 'p'], does: 'Next and previous text that differs' },
    ],
  },
  everywhere: {
    title: 'Every page',
    rows: [
      { keys: ['Mod+k'], does: 'Search or run a command' },
      { keys: ['l'], does: 'Show or hide titles of questions beside the page' },
    ],
  },
};

export const keysOf = (place: KeyPlace): string[] => KEY_ROWS[place].rows.flatMap(({ keys }) => keys);
