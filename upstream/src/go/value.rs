//! Values of constants, reckoned with as Go does.

use std::fmt;

/// How long a text is at most that is put together, in bytes: nothing that the server prints is longer.
const LONGEST_TEXT: usize = 64 << 10;

/// What a constant is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Number(Number),
    Text(String),
}

/// A whole number, and what it is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: i128,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Untyped,
    Float,
    Signed(u32),
    Unsigned(u32),
}

impl Kind {
    /// A predeclared type of numbers.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "int" | "int64" => Self::Signed(64),
            "int8" => Self::Signed(8),
            "int16" => Self::Signed(16),
            "int32" | "rune" => Self::Signed(32),
            "uint" | "uint64" | "uintptr" => Self::Unsigned(64),
            "uint8" | "byte" => Self::Unsigned(8),
            "uint16" => Self::Unsigned(16),
            "uint32" => Self::Unsigned(32),
            "float32" | "float64" => Self::Float,
            _ => return None,
        })
    }

    fn holds(self, value: i128) -> bool {
        match self {
            Self::Untyped | Self::Float => true,
            Self::Signed(bits) => (-(1 << (bits - 1))..1 << (bits - 1)).contains(&value),
            Self::Unsigned(bits) => (0..1 << bits).contains(&value),
        }
    }

    /// The kind of what two numbers come to.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Untyped, _) | (Self::Float, Self::Signed(_) | Self::Unsigned(_)) => other,
            _ => self,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untyped => f.write_str("a number"),
            Self::Float => f.write_str("a float"),
            Self::Signed(bits) => write!(f, "int{bits}"),
            Self::Unsigned(bits) => write!(f, "uint{bits}"),
        }
    }
}

impl Value {
    pub(super) fn number(value: i128, kind: Kind) -> Self {
        Self::Number(Number { value, kind })
    }

    /// The value as one of another kind.
    pub(super) fn convert(self, kind: Kind) -> Result<Self, String> {
        match self {
            Self::Number(number) if kind.holds(number.value) => {
                Ok(Self::number(number.value, kind))
            }
            Self::Number(number) => Err(format!("{} does not fit {kind}", number.value)),
            Self::Text(text) => Err(format!("{text:?} is no number")),
        }
    }

    pub(super) fn unary(self, operator: &str) -> Result<Self, String> {
        let Self::Number(Number { value, kind }) = self else {
            return Err(format!("{operator} of a string"));
        };
        let value = match (operator, kind) {
            ("+", _) => value,
            ("-", _) => value.checked_neg().ok_or_else(too_large)?,
            ("^", Kind::Unsigned(bits)) => value ^ ((1 << bits) - 1),
            ("^", _) => !value,
            _ => return Err(format!("the operator {operator} is not known here")),
        };
        Self::number(value, kind).convert(kind)
    }

    pub(super) fn binary(self, operator: &str, other: Self) -> Result<Self, String> {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => left.binary(operator, right),
            (Self::Text(left), Self::Text(right)) if operator == "+" => {
                if left.len() + right.len() > LONGEST_TEXT {
                    return Err("too long to evaluate".to_owned());
                }
                Ok(Self::Text(left + &right))
            }
            _ => Err(format!("the operator {operator} is not known here")),
        }
    }
}

impl Number {
    fn binary(self, operator: &str, other: Self) -> Result<Value, String> {
        let is_shift = matches!(operator, "<<" | ">>");
        let kind = if is_shift { self.kind } else { self.kind.with(other.kind) };
        let (left, right) = (self.value, other.value);
        if right == 0 && matches!(operator, "/" | "%") {
            return Err("a division by zero".to_owned());
        }
        if operator == "/" && kind == Kind::Float && left % right != 0 {
            return Err(format!("{left} / {right} is not whole"));
        }
        let value = match operator {
            "+" => left.checked_add(right),
            "-" => left.checked_sub(right),
            "*" => left.checked_mul(right),
            "/" => left.checked_div(right),
            "%" => left.checked_rem(right),
            "&" => Some(left & right),
            "|" => Some(left | right),
            "^" => Some(left ^ right),
            "&^" => Some(left & !right),
            "<<" => shift_left(left, right),
            ">>" => u32::try_from(right).ok().map(|bits| left >> bits.min(127)),
            _ => return Err(format!("the operator {operator} is not known here")),
        };
        Value::number(value.ok_or_else(too_large)?, kind).convert(kind)
    }
}

fn shift_left(value: i128, bits: i128) -> Option<i128> {
    let factor = 1_i128.checked_shl(u32::try_from(bits).ok()?).filter(|factor| *factor > 0)?;
    value.checked_mul(factor)
}

fn too_large() -> String {
    "the number has more than 127 bits".to_owned()
}
