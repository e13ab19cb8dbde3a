/** A mistake of whoever ran the command: it is told without a stack. */
export class UserError extends Error {
  override name = 'UserError';
}
