/** The modules that run inside QuickJS beside a program, without their types as the build took them away. */
const files = import.meta.glob<string>('../../../grader/sandbox/javascript/guest/*.ts', {
  query: '?without-types',
  import: 'default',
  eager: true,
});

/** See `InterpreterParts`. */
export const GUEST = new Map(
  Object.entries(files).map(([path, source]) => [`guest/${path.slice(path.lastIndexOf('/') + 1)}`, source]),
);
