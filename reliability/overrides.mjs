// Which members extend the contract of a member of a base class: they may not begin one of their own.
import ts from 'typescript';

/** Tells whether the member at the place of `owner` overrides one that gets a contract too. */
export function overridesIn(checker) {
  const contracted = (declaration) => !declaration.getSourceFile().isDeclarationFile && bodyOf(declaration) !== undefined;
  const isOverriding = (member) => {
    const isContracted = (each) => each !== member && isReadOrWritten(each, member) && (contracted(each) || isOverriding(each));
    const holder = member.parent;
    if (!ts.isClassLike(holder) || !holder.heritageClauses || !member.name || ts.isPrivateIdentifier(member.name)) return false;
    if (isStatic(member)) return inheritedStatics(checker, member).some(isContracted);
    // Names as `[Symbol.toStringTag]` have no symbol of their own; a class expression is of the type of its constructor.
    const symbol = checker.getDeclaredTypeOfSymbol(holder.symbol).getProperties().find(({ declarations }) => declarations?.includes(member));
    const declarations = symbol ? inherited(checker, holder, symbol.escapedName) : [];
    return declarations.some(isContracted);
  };
  return (file, owner) => {
    const twin = nodeAt(file, owner);
    const member = twin && (ts.isArrowFunction(twin) || ts.isFunctionExpression(twin)) ? twin.parent : twin;
    return member !== undefined && ts.isClassElement(member) && !ts.isConstructorDeclaration(member) && isOverriding(member);
  };
}

/** The declarations of a member in what a class extends and implements, also where an interface of the name of such a class says it again. */
function inherited(checker, holder, name) {
  // What a mixin is given is a parameter, whose contracts nothing tells.
  const written = (holder.heritageClauses ?? []).flatMap(({ types }) => types).filter(({ expression }) => !checker.getTypeAtLocation(expression).isTypeParameter());
  const bases = written.map((type) => checker.getTypeAtLocation(type));
  const declared = bases.flatMap((base) => base.getProperties().find(({ escapedName }) => escapedName === name)?.declarations ?? []);
  const hiding = declared.map(({ parent }) => parent).filter(ts.isInterfaceDeclaration).flatMap(({ symbol }) => symbol.declarations.filter((each) => ts.isClassLike(each) && each !== holder));
  return [...declared, ...hiding.flatMap((each) => inherited(checker, each, name))];
}

/** Whether both are there to be read, or both to be written: a setter has no part in the contract of a getter. */
function isReadOrWritten(one, other) {
  return ts.isSetAccessor(one) ? !ts.isGetAccessor(other) : !ts.isGetAccessor(one) || !ts.isSetAccessor(other);
}

function bodyOf(declaration) {
  if (!ts.isPropertyDeclaration(declaration)) return declaration.body;
  const value = declaration.initializer;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value.body : undefined;
}

/** What a static member stands in the place of: a property of the value that the class extends. */
function inheritedStatics(checker, { name, parent }) {
  const symbol = checker.getSymbolAtLocation(name);
  const values = parent.heritageClauses.filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword).flatMap(({ types }) => types.map(({ expression }) => checker.getTypeAtLocation(expression)));
  return symbol ? values.flatMap((value) => value.getProperty(symbol.name)?.declarations ?? []) : [];
}

function isStatic(member) {
  return ts.canHaveModifiers(member) && (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
}

/** The node of a file with the extent and kind of one of another parse. */
function nodeAt(file, { pos, end, kind }) {
  const find = (node) => (node.pos === pos && node.end === end && node.kind === kind ? node : ts.forEachChild(node, (child) => (child.pos <= pos && end <= child.end ? find(child) : undefined)));
  return find(file);
}
