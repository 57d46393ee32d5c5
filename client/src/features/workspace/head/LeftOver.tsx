import { Button } from '@mantine/core';
import { useText } from '../writing/WorkspaceProvider.tsx';
import classes from '../workspace.module.css';

interface LeftOverProps {
  /** Of texts that the set does not ask for any more. */
  keys: readonly string[];
  /** What a text was the answer to, where this page has seen that. */
  nameOf: (key: string) => string;
}

/** What was written where the set asks for nothing any more: it goes into no submission, and is not lost. */
export default function LeftOver({ keys, nameOf }: LeftOverProps) {
  return (
    <details className={classes.kept}>
      <summary>Written for questions that are not asked any more ({keys.length}), not handed in</summary>
      {keys.map((key) => (
        <LeftText key={key} of={key} name={nameOf(key)} />
      ))}
    </details>
  );
}

function LeftText({ of, name }: { of: string; name: string }) {
  const text = useText(of);
  return (
    <>
      <b>{name}</b>
      <pre className={classes.aside} tabIndex={0} dir="auto" aria-label={`Written for ${name}`}>
        {text}
      </pre>
      <Button variant="default" size="xs" onClick={() => void navigator.clipboard.writeText(text)}>
        Copy
      </Button>
    </>
  );
}
