import { Button, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Message } from '../../components/Message.tsx';
import { DraftDetails } from './DraftDetails.tsx';
import { NO_FORMULA } from './readingWords.ts';
import { RuleReadingNote } from './RuleReadingNote.tsx';
import classes from './rules.module.css';
import { useRuleReading } from './useRuleReading.ts';

interface LiveRuleReadingProps {
  params: { course: string; assignment: string };
  question: string;
  text: string;
  /** Nothing is written any more. */
  readOnly: boolean;
}

/** A reading is read aloud only once it has stayed the same for so long: not at every pause between two words. */
const SAY_AFTER_MS = 2_500;

/** Under the editor of a question that asks for a rule: how it is read as it stands. What stays as it is, is read by itself. */
export function LiveRuleReading({ params, question, text, readOnly }: LiveRuleReadingProps) {
  const { reading, outdated, error, readNow } = useRuleReading({ ...params, question }, text);
  const [said] = useDebouncedValue(reading?.headline ?? '', SAY_AFTER_MS);
  if (readOnly && reading === null) return null;
  return (
    <div className={classes.live} data-outdated={outdated || undefined}>
      <RuleReadingNote
        title="How Stepwise reads your rule"
        reading={reading ?? undefined}
        action={
          (!readOnly || error !== null) && (
            <Button variant="default" size="compact-xs" onClick={readNow}>
              Read now
            </Button>
          )
        }
      >
        {reading === null && (
          <p>
            <Message>{NO_FORMULA}</Message>
          </p>
        )}
        {error !== null && (
          <p>
            The rule was not read: <Message>{error.message}</Message>
          </p>
        )}
        {reading !== null && <DraftDetails params={params} question={question} text={text} />}
      </RuleReadingNote>
      <VisuallyHidden role="status">
        <Message>{said}</Message>
      </VisuallyHidden>
    </div>
  );
}
