import { Autocomplete, Text, TextInput } from '@mantine/core';
import { courseSlug } from './courseSlug.ts';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');

export interface CourseValues {
  code: string;
  title: string;
  term: string;
  timeZone: string;
}

interface CourseFieldsProps {
  value: CourseValues;
  onChange: (value: CourseValues) => void;
}

/** How a course is called, and by which clock its times are written. */
export function CourseFields({ value, onChange }: CourseFieldsProps) {
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
        value={value.timeZone}
        onChange={(timeZone) => onChange({ ...value, timeZone })}
      />
      {value.code.trim() !== '' && value.term.trim() !== '' && (
        <Text size="sm" c="dimmed">
          Its address will be /c/{courseSlug(value.code, value.term)}
        </Text>
      )}
    </>
  );
}
