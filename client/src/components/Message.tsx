import { messageParts } from '../../../contract/messages.ts';
import classes from './Message.module.css';

/** What the grader, the rule reader or the server says. The one place that draws it: code in it is set off everywhere alike. */
export function Message({ children = null }: { children?: string | null }) {
  if (children === null) return null;
  return messageParts(children).map(({ text, isCode }, index) =>
    isCode ? (
      <code key={index} className={classes.code}>
        {text}
      </code>
    ) : (
      text
    ),
  );
}
