import { NativeSelect, NumberInput } from '@mantine/core';
import { useMemo } from 'react';
import { renderMarkup } from '../../../../contract/markup/render.ts';
import { lineOf, placeOfLines, type Place } from '../../components/passages/align.ts';
import classes from './inlineComments.module.css';

interface PlaceChooserProps {
  source: string;
  code: boolean;
  place: Place;
  onChange: (place: Place) => void;
}

/** The passage by its lines or its paragraph, for whoever selects nothing with a pointer. */
export function PlaceChooser(props: PlaceChooserProps) {
  return props.code ? <LineChooser {...props} /> : <ParagraphChooser {...props} />;
}

function LineChooser({ source, place, onChange }: PlaceChooserProps) {
  const [first, last] = [lineOf(source, place.start), lineOf(source, place.end - 1)];
  const most = source.split('\n').length;
  const choose = (from: number, to: number) => {
    const chosen = placeOfLines(source, from, Math.max(from, to));
    if (chosen) onChange(chosen);
  };
  return (
    <div className={classes.place}>
      <NumberInput
        label="From line"
        min={1}
        max={most}
        clampBehavior="strict"
        value={first}
        onChange={(line) => choose(Number(line), last)}
      />
      <NumberInput
        label="To line"
        min={1}
        max={most}
        clampBehavior="strict"
        value={last}
        onChange={(line) => choose(Math.min(first, Number(line)), Number(line))}
      />
    </div>
  );
}

const SHOWN = 60;

/** The paragraphs, lists, displays and so on of an answer. */
function paragraphsOf(source: string): Place[] {
  const { blocks } = renderMarkup(source);
  return blocks.flatMap(
    ({ line }, index) => placeOfLines(source, line, (blocks[index + 1]?.line ?? Infinity) - 1) ?? [],
  );
}

function ParagraphChooser({ source, place, onChange }: PlaceChooserProps) {
  const paragraphs = useMemo(() => paragraphsOf(source), [source]);
  const chosen = paragraphs.findIndex(({ start, end }) => start <= place.start && place.start < end);
  return (
    <NativeSelect
      label="Paragraph"
      value={String(chosen)}
      onChange={(event) => {
        const paragraph = paragraphs[Number(event.currentTarget.value)];
        if (paragraph) onChange(paragraph);
      }}
      data={paragraphs.map(({ start, end }, index) => ({
        value: String(index),
        label: `${index + 1}. ${source.slice(start, Math.min(end, start + SHOWN)).replace(/\s+/g, ' ')}`,
      }))}
    />
  );
}
