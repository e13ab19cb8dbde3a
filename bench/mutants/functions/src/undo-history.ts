/**
 * A text with undo and redo.
 *
 * @invariant `this.position >= 0 && this.position < this.versions.length`
 * @invariant `this.versions.length <= this.limit`
 */
export class UndoHistory {
  versions: string[];
  position = 0;
  readonly limit: number;

  /** @requires `Number.isSafeInteger(limit) && limit >= 1` */
  constructor(text: string, limit: number) {
    this.versions = [text];
    this.limit = limit;
  }

  get text(): string {
    return this.versions[this.position] as string;
  }

  /**
   * Puts a new text on top; what was undone is forgotten, and the oldest where there are too many.
   *
   * @ensures `this.text === text`
   * @ensures `this.position === this.versions.length - 1`: nothing is left to redo
   * @ensures `this.position === Math.min(old(this.position) + 1, this.limit - 1)`
   */
  edit(text: string): void {
    this.versions = [...this.versions.slice(0, this.position + 1), text];
    if (this.versions.length > this.limit) this.versions.shift();
    this.position = this.versions.length - 1;
  }

  /**
   * Goes one version back; tells whether there was one.
   *
   * @ensures `result === (old(this.position) > 0)`
   * @ensures `this.position === old(this.position) - (result ? 1 : 0)`
   */
  undo(): boolean {
    if (this.position === 0) return false;
    this.position -= 1;
    return true;
  }

  /**
   * Takes one undo back; tells whether there was one.
   *
   * @ensures `result === (old(this.position) < this.versions.length - 1)`
   * @ensures `this.position === old(this.position) + (result ? 1 : 0)`
   */
  redo(): boolean {
    if (this.position + 1 >= this.versions.length) return false;
    this.position += 1;
    return true;
  }
}
