import { Button } from '@mantine/core';
import { getTexTemplate } from '../../../../contract/tex.ts';
import { urlOf } from '../../../../contract/operation.ts';

/** The sheet as a .tex to fill in. */
export function TemplateLink({ params }: { params: { course: string; assignment: string } }) {
  return (
    <Button component="a" href={urlOf(getTexTemplate, params)} download variant="default">
      LaTeX template
    </Button>
  );
}
