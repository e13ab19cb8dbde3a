// What two outputs do not have in common.

/** Files that only one side has, and the first line in which the others differ. */
export function differences(ours, theirs) {
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return names.flatMap((name) => {
    const [left, right] = [ours.get(name), theirs.get(name)];
    if (left === right) return [];
    if (left === undefined) return [`${name}: missing`];
    if (right === undefined) return [`${name}: plain TypeScript does not write it`];
    return [`${name}${firstDifference(left, right)}`];
  });
}

function firstDifference(left, right) {
  const [ours, theirs] = [left.split('\n'), right.split('\n')];
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  const line = at === -1 ? ours.length : at;
  return `:${line + 1}\n    with contracts: ${shortened(ours[line])}\n    plain:          ${shortened(theirs[line])}`;
}

function shortened(line = '(end of file)') {
  return line.length > 160 ? `${line.slice(0, 160)}…` : JSON.stringify(line).slice(1, -1);
}
