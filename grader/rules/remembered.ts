/** A function that finds out only once what it makes of each thing that it is given, the first time with the rest. */
export function remembered<Key, Value, Rest extends unknown[]>(
  make: (key: Key, ...rest: Rest) => Value,
  known: { get: (key: Key) => Value | undefined; set: (key: Key, value: Value) => unknown } = new Map(),
): (key: Key, ...rest: Rest) => Value {
  return (key, ...rest) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = make(key, ...rest);
    known.set(key, value);
    return value;
  };
}
