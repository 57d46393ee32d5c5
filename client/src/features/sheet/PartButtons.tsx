import { Button } from '@mantine/core';
import { hasPart, insertParts } from './parts.ts';

interface PartButtonsProps {
  parts: string[];
  text: string;
  onInsert: (text: string) => void;
}

/** Puts in the headings that the question asks for and the answer does not have yet. */
export function PartButtons({ parts, text, onInsert }: PartButtonsProps) {
  const lacking = parts.filter((part) => !hasPart(text, part));
  if (lacking.length === 0) return null;
  return (
    <Button
      variant="default"
      size="compact-xs"
      ml="auto"
      title={lacking.join(', ')}
      onClick={() => onInsert(insertParts(text, parts))}
    >
      {lacking.length === parts.length ? `Insert the ${parts.length} parts` : `Insert ${lacking.join(', ')}`}
    </Button>
  );
}
