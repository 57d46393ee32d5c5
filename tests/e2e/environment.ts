/** Tells the pages of a browser test that it has failed, while they are still open. */
import { TestEnvironment } from 'jest-environment-node';

export default class BrowserTestEnvironment extends TestEnvironment {
  async handleTestEvent({ name }: { name: string }): Promise<void> {
    const { onTestFailure } = this.global;
    if (name === 'test_fn_failure' && typeof onTestFailure === 'function') await onTestFailure();
  }
}
