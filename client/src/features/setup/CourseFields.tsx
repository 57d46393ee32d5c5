import { Autocomplete, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { courseSlug } from './courseSlug.ts';
import { TIME_ZONES, zoneNamed, zonesFor } from './timeZones.ts';

export interface CourseValues {
  code: string;
  title: string;
  term: string;
  timeZone: string;
}

interface CourseFieldsProps {
  value: CourseValues;
  /** Of a course that is there: it stays, whatever the course is called. */
  address?: string;
  onChange: (value: CourseValues) => void;
}

/** How a course is called, and by which clock its times are written. */
export function CourseFields({ value, address, onChange }: CourseFieldsProps) {
  const field = (name: 'code' | 'title' | 'term', label: string, placeholder: string) => (
    <TextInput
      required
      withAsterisk={false}
      label={label}
      placeholder={placeholder}
      value={value[name]}
      onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value })}
    />
  );
  const [left, setLeft] = useState(false);
  const isWrong = left && value.timeZone !== '' && zoneNamed(value.timeZone) === null;
  return (
    <>
      {field('code', 'Code', 'CS 7150')}
      {field('title', 'Title', 'Deep Learning')}
      {field('term', 'Term', 'Spring 2027')}
      <Autocomplete
        required
        withAsterisk={false}
        label="Time zone"
        description="In which due times are written and shown."
        data={TIME_ZONES}
        limit={20}
        filter={({ search }) => zonesFor(search).map((zone) => ({ value: zone, label: zone }))}
        value={value.timeZone}
        error={isWrong && 'No time zone is called so. Choose one of the list, such as America/New_York.'}
        onChange={(timeZone) => {
          setLeft(false);
          onChange({ ...value, timeZone });
        }}
        onBlur={() => {
          setLeft(true);
          const zone = zoneNamed(value.timeZone);
          if (zone !== null && zone !== value.timeZone) onChange({ ...value, timeZone: zone });
        }}
      />
      {address !== undefined ? (
        <Text size="sm" c="dimmed">
          Its address stays /c/{address}, so that every link goes on working.
        </Text>
      ) : (
        value.code.trim() !== '' &&
        value.term.trim() !== '' && (
          <Text size="sm" c="dimmed">
            Its address will be /c/{courseSlug(value.code, value.term)}
          </Text>
        )
      )}
    </>
  );
}
