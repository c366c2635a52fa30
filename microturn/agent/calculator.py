"""Arithmetic as a tool: an expression is parsed and walked, never run as code. Knows numbers only.

All numbers are bounded, so that no expression takes long: whole ones to 1,024 bits, others by their kind.
"""

import ast
import math
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from microturn.agent.arguments import text_of
from microturn.agent.tool import Output, Spec
from microturn.core.errors import ToolFailed

MAX_CHARS = 500
MAX_BITS = 1024  # of a whole number; as far as floats go
MAX_FACTORIAL = 170  # the last one below 1,024 bits
Number = int | float

CONSTANTS: dict[str, float] = {"pi": math.pi, "e": math.e, "tau": math.tau}
SIGNS = {"×": "*", "·": "*", "÷": "/", "−": "-", "^": "**", "π": "pi", "√": "sqrt"}
# A sign behind a number that no operand follows: "15% of 80", "80 * 15%"; "17 % 5" stays a remainder.
PERCENT = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*%(?!\s*[\w.(])(?!\s+of\b)|(\d+(?:\.\d*)?|\.\d+)\s*%\s+of\b")


def _round(value: Number, digits: int = 0) -> Number:
    """Halves go up, as people round; the language itself rounds them to even."""
    if not -300 <= digits <= 300:
        raise ValueError("more digits than there are")
    if isinstance(value, int) and digits >= 0:
        return value
    rounded = Decimal(repr(value)).scaleb(digits).quantize(Decimal(1), ROUND_HALF_UP).scaleb(-digits)
    return int(rounded) if digits <= 0 else float(rounded)


def _abs(value: Number) -> Number:
    return abs(value)


def _factorial(value: int) -> int:
    if value > MAX_FACTORIAL:
        raise OverflowError("factorial too large")
    return math.factorial(value)


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, int) and isinstance(exponent, int) and abs(base) > 1 and exponent * base.bit_length() > 2048:
        raise OverflowError("power too large")
    return base**exponent


FUNCTIONS: dict[str, Callable[..., Number]] = {
    "sqrt": math.sqrt, "cbrt": math.cbrt, "abs": _abs, "min": min, "max": max, "round": _round,
    "floor": math.floor, "ceil": math.ceil, "factorial": _factorial, "gcd": math.gcd, "hypot": math.hypot,
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin, "acos": math.acos, "atan": math.atan,
    "atan2": math.atan2, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh,
    "radians": math.radians, "degrees": math.degrees,
    "log": math.log, "ln": math.log, "log10": math.log10, "log2": math.log2, "exp": math.exp,
}  # fmt: skip
BINARY: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: _power,
}  # fmt: skip
UNARY: dict[type[ast.unaryop], Callable[[Number], Number]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}


def calculate(expression: str) -> Number:
    """Raises ToolFailed when the expression is none, has no real result, or a number gets too large."""
    try:
        return _value(_parse(expression))
    except ZeroDivisionError as error:
        raise ToolFailed(f"expected a result, `{expression}` divides by zero") from error
    except OverflowError as error:
        raise ToolFailed(f"expected numbers below 2**{MAX_BITS}, `{expression}` has larger ones") from error
    except (ArithmeticError, ValueError, TypeError) as error:
        raise ToolFailed(f"expected a real number as the result of `{expression}`, got: {error}") from error
    except RecursionError as error:
        raise ToolFailed("expected a simpler expression: this one is nested too deeply") from error


class Calculator:
    @property
    def spec(self) -> Spec:
        names = ", ".join([*FUNCTIONS, *CONSTANTS])
        about = (
            f"Compute an arithmetic expression exactly. Takes + - * / // % ** and parentheses, percentages such as "
            f"'15% of 80', and: {names}. Angles are in radians; log(x) is natural, log(x, base) any other. "
            f"Write numbers without thousands separators."
        )
        expression = {"type": "string", "description": "for instance: round(1234.5 * 1.19, 2)"}
        return Spec(
            "calculate",
            about,
            {"type": "object", "properties": {"expression": expression}, "required": ["expression"]},
        )

    async def call(self, arguments: dict[str, Any]) -> Output:
        expression = text_of(arguments, "expression", MAX_CHARS)
        return Output(_shown(calculate(expression)))


def _parse(expression: str) -> ast.expr:
    if any(character in expression for character in "'\"\\#\n"):
        raise ToolFailed(f"expected one line of arithmetic, got `{expression}`")
    plain = PERCENT.sub(lambda found: f"({found[1]}/100)" if found[1] else f"({found[2]}/100)*", expression)
    for sign, word in SIGNS.items():
        plain = plain.replace(sign, word)
    try:
        return ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, MemoryError) as error:  # MemoryError: nested too deeply for the parser
        raise ToolFailed(f"expected an arithmetic expression such as (2 + 3) * 4, got `{expression}`") from error


def _value(node: ast.expr) -> Number:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _bounded(value)
        case ast.Name(id=name) if name in CONSTANTS:
            return CONSTANTS[name]
        case ast.BinOp() if type(node.op) in BINARY:
            return _bounded(BINARY[type(node.op)](_value(node.left), _value(node.right)))
        case ast.UnaryOp() if type(node.op) in UNARY:
            return UNARY[type(node.op)](_value(node.operand))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            return _bounded(FUNCTIONS[name](*[_value(arg) for arg in args]))
        case _:
            raise ToolFailed(f"expected numbers, operators and known functions, got `{ast.unparse(node)[:60]}`")


def _bounded(value: Number) -> Number:
    if isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise OverflowError("whole number too large")
        return value
    if not isinstance(value, float):  # (-8) ** 0.5 # pyright: ignore[reportUnnecessaryIsInstance]
        raise ValueError("a complex number")
    if not math.isfinite(value):
        raise OverflowError("not finite")
    return value


def _shown(value: Number) -> str:
    """Twelve digits, without what binary fractions leave over: 0.1 + 0.2 is 0.3."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
