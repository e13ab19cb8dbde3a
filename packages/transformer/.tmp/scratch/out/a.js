import { fail as p$fail, unset as p$unset } from "@proviso/runtime/check";
/**
 * @requires `amout > 0`
 * @ensures `result > n`
 */
export function f(amount) {
    { let p$t, p$1 = p$unset; try { p$t = !((p$1 = amout) > 0); } catch (p$x) { p$t = [p$x]; } if (p$t) p$fail(["requires", "f", "amout > 0", "src/a.ts:2:15", "9v5mzave", "enforce"], ["amout", p$1], p$t); }
    const p$r = amount;
    { let p$t, p$1 = p$unset; try { p$t = !(p$r > (p$1 = n)); } catch (p$x) { p$t = [p$x]; } if (p$t) p$fail(["ensures", "f", "result > n", "src/a.ts:3:14", "ypwx1ff7", "enforce"], ["result", p$r, "n", p$1], p$t); }
    return p$r;
}
test(s) ` */
export function g(s: string): string { return s; }
;
