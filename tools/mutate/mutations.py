"""The mutants of a source file: one operator or constant changed in each, in the order of the file.

Left out: annotations, decorators, docstrings and what is only printed (`repr=`), which no behaviour depends on.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
ORDERINGS = frozenset({"sorted", "sort"})
FLOAT_STEP = 0.1
"""A float moves by this share of itself: 1 would be far outside of what a share or a probability can be."""
SILENT_KEYWORDS = frozenset({"repr"})

Changeable = ast.expr | ast.AugAssign


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a file; `within` is the function or class around it, empty in the module itself."""

    file: str
    number: int
    """Which of the file's mutants it is."""
    line: int
    within: str
    before: str
    after: str

    def __str__(self) -> str:
        """Say where it is and what is changed."""
        return f"{self.file}:{self.line}: {self.before}  ->  {self.after}"


@dataclass(frozen=True, slots=True)
class _Site:
    """A place in the tree, and what can stand there instead."""

    parents: tuple[ast.AST, ...]
    field: str
    index: int | None
    old: Changeable
    new: Changeable

    def put(self, node: Changeable) -> None:
        """Set the place to a node."""
        if self.index is None:
            setattr(self.parents[-1], self.field, node)
        else:
            getattr(self.parents[-1], self.field)[self.index] = node


def mutants(file: str, source: str) -> tuple[Mutant, ...]:
    """List the mutants of a file."""
    return tuple(_described(file, number, site) for number, site in enumerate(_sites(ast.parse(source))))


def planted(source: str, mutant: Mutant) -> CodeType:
    """Compile the source with the mutant in it."""
    tree = ast.parse(source)
    site = next(site for number, site in enumerate(_sites(tree)) if number == mutant.number)
    site.put(site.new)
    return compile(ast.fix_missing_locations(tree), mutant.file, "exec")


def _described(file: str, number: int, site: _Site) -> Mutant:
    context = _context(site)
    before = ast.unparse(context)
    site.put(site.new)
    after = ast.unparse(site.new if context is site.old else context)
    site.put(site.old)
    scopes = [p.name for p in site.parents if isinstance(p, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)]
    return Mutant(file, number, site.old.lineno, ".".join(scopes), before, after)


def _context(site: _Site, wide: int = 60) -> ast.AST:
    """Return so much of what stands around the site that a reader knows it: the widest expression that is short."""
    context: ast.AST = site.old
    for parent in reversed(site.parents):
        is_shown = isinstance(parent, ast.expr | ast.keyword | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return)
        if not is_shown or (context is not site.old and len(ast.unparse(parent)) > wide):
            break
        context = parent
    return context


def _sites(tree: ast.Module) -> Iterator[_Site]:
    yield from _below(tree, ())


def _below(node: ast.AST, above: tuple[ast.AST, ...]) -> Iterator[_Site]:
    parents = (*above, node)
    for field, index, child in _children(node):
        if isinstance(child, Changeable):
            yield from (_Site(parents, field, index, child, new) for new in _instead(child, node))
        yield from _below(child, parents)


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        for index, each in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(each, ast.AST) and not (isinstance(each, ast.keyword) and each.arg in SILENT_KEYWORDS):
                yield field, index, each


def _instead(node: Changeable, parent: ast.AST) -> Iterator[Changeable]:
    """Return what can stand in a node's place, each with the node's position."""
    found: list[Changeable] = [*_operators(node), *_constants(node), *_calls(node)]
    if isinstance(parent, ast.Return) and not isinstance(node, ast.Constant) and ast.unparse(node) != "()":
        found.append(ast.Constant(None))
    yield from (ast.copy_location(new, node) for new in found)


def _operators(node: Changeable) -> Iterator[Changeable]:
    match node:
        case ast.Compare(left, ops, right):
            for n, op in enumerate(ops):
                yield ast.Compare(left, [*ops[:n], COMPARISONS[type(op)](), *ops[n + 1 :]], right)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.BinOp(left, operation, right) if type(operation) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(operation)](), right)
        case ast.AugAssign(target, operation, value) if type(operation) in ARITHMETIC:
            yield ast.AugAssign(target, ARITHMETIC[type(operation)](), value)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand


def _constants(node: Changeable) -> Iterator[ast.expr]:
    match node:
        case ast.Constant(bool(flag)):
            yield ast.Constant(not flag)
        case ast.Constant(int(number)):
            yield from (ast.Constant(number + step) for step in (1, -1))
        case ast.Constant(float(number)):
            step = abs(number) * FLOAT_STEP or FLOAT_STEP
            yield from (ast.Constant(moved) for moved in (number + step, number - step))


def _calls(node: Changeable) -> Iterator[ast.expr]:
    match node:
        case ast.Call(ast.Name(name), arguments, keywords) if name in CALLS:
            yield ast.Call(ast.copy_location(ast.Name(CALLS[name], ast.Load()), node), arguments, keywords)
        case ast.Call((ast.Name(name) | ast.Attribute(attr=name)) as function, arguments, keywords) if (
            name in ORDERINGS and "reverse" not in {each.arg for each in keywords}
        ):
            yield ast.Call(function, arguments, [*keywords, ast.keyword("reverse", ast.Constant(True))])
