/** Where the files of the page are, in the sources as in the package. */
export const PAGE_FOLDER = new URL('./page/', import.meta.url);
