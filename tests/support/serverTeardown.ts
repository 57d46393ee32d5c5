import { recall } from './setupState.ts';

export default async function serverTeardown(): Promise<void> {
  await recall()?.close();
}
