/** What marked code calls where it waits; a property of the global object. */
export const turnName = '__provisoTurn';
