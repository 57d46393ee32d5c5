/** Loads images that were to be loaded when scrolled to; resolves when all are there or have failed. */
export async function loadImages(root: HTMLElement): Promise<void> {
  await Promise.all(
    [...root.querySelectorAll('img')].map((image) => {
      image.loading = 'eager';
      // A broken image prints as its description.
      return image.decode().catch(() => undefined);
    }),
  );
}
