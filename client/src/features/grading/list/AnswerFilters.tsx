import { Button, Select, TextInput } from '@mantine/core';
import type { GradingAnswerRow, RubricItem } from '../../../../../contract/grading.ts';
import { pointsText } from '../../../components/points.ts';
import { isFiltering, NO_FILTER, STATES, type AnswerFilter, type State } from './answerFilter.ts';
import classes from '../grading.module.css';

interface AnswerFiltersProps {
  rows: GradingAnswerRow[];
  rubric: RubricItem[];
  filter: AnswerFilter;
  shown: number;
  onChange: (filter: AnswerFilter) => void;
}

/** What there is to choose from is what these answers have. */
export function AnswerFilters({ rows, rubric, filter, shown, onChange }: AnswerFiltersProps) {
  const change = (part: Partial<AnswerFilter>) => onChange({ ...filter, ...part });
  const sections = [...new Set(rows.flatMap((row) => row.sections))].sort();
  const graders = new Map(rows.flatMap(({ gradedBy }) => (gradedBy ? [[gradedBy.id, gradedBy.name]] : [])));
  const scores = [...new Set(rows.flatMap(({ score }) => score ?? []))].sort((a, b) => a - b);
  const items = rubric.filter(({ id }) => rows.some(({ itemIds }) => itemIds.includes(id)));
  return (
    <div className={classes.filters} role="search" aria-label="Answers">
      <TextInput
        label="Name"
        data-autofocus
        value={filter.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Select
        label="State"
        placeholder="Any"
        clearable
        data={Object.entries(STATES)
          .filter(([value]) => value !== 'mine' || rows.some(({ partOf }) => partOf !== null))
          .map(([value, label]) => ({ value, label }))}
        value={filter.state}
        onChange={(state) => change({ state: state as State | null })}
      />
      {sections.length > 0 && (
        <Select
          label="Section"
          placeholder="Any"
          clearable
          data={sections}
          value={filter.section}
          onChange={(section) => change({ section })}
        />
      )}
      {items.length > 0 && (
        <Select
          label="Item"
          placeholder="Any"
          clearable
          data={items.map(({ id, key, text }) => ({ value: id, label: `${key} ${text}` }))}
          value={filter.itemId}
          onChange={(itemId) => change({ itemId })}
        />
      )}
      {graders.size > 0 && (
        <Select
          label="Grader"
          placeholder="Any"
          clearable
          data={[...graders].map(([value, label]) => ({ value, label }))}
          value={filter.graderId}
          onChange={(graderId) => change({ graderId })}
        />
      )}
      {scores.length > 0 && (
        <Select
          label="Score"
          placeholder="Any"
          clearable
          data={scores.map((score) => ({ value: String(score), label: pointsText(score) }))}
          value={filter.score === null ? null : String(filter.score)}
          onChange={(score) => change({ score: score === null ? null : Number(score) })}
        />
      )}
      <p className={classes.filterCount} role="status">
        {isFiltering(filter)
          ? `${shown} of ${rows.length}; ← and → lead through these`
          : `${rows.length} answers`}
      </p>
      {isFiltering(filter) && (
        <Button variant="default" size="compact-sm" onClick={() => onChange(NO_FILTER)}>
          Show all
        </Button>
      )}
    </div>
  );
}
