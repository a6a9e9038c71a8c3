/** What must be here before the page comes alive: the code of parts that the server has drawn and that are not loaded at first. */
export const firstNeeded: Promise<unknown>[] = []
