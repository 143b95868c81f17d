//! Reading sources of Go, as far as constants, calls and literals go. It knows nothing of Cloudreve.
//!
//! [`File`] is what one file declares, parsed by tree-sitter. A [`Program`] is many of them: it knows
//! what a name means in a file, and evaluates constants.

mod expression;
mod file;
mod literal;
mod program;
mod value;

pub(crate) use expression::{Call, Composite, Expression};
pub(crate) use file::{Constant, File, Function, Parameter, Parser};
pub(crate) use program::Program;
pub(crate) use value::Value;
