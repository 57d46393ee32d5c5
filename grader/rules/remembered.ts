/** A function that finds out only once what it makes of each thing that it is given. */
export function remembered<Key, Value>(
  make: (key: Key) => Value,
  known: { get: (key: Key) => Value | undefined; set: (key: Key, value: Value) => unknown } = new Map(),
): (key: Key) => Value {
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
