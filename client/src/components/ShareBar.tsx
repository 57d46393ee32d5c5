import classes from './ShareBar.module.css';

/**
 * A share as a bar, beside the words that say it.
 * @param share from 0 to 1; a number, so that no text for people ends up as a length, which a browser drops without a word.
 */
export function ShareBar({ share }: { share: number }) {
  return (
    <span className={classes.bar} aria-hidden="true">
      <span style={{ inlineSize: `${100 * share}%` }} />
    </span>
  );
}
