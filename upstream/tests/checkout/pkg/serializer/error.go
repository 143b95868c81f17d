// Package serializer is written for the tests of the tool, in the forms that a server's sources have.
package serializer

import (
	"context"
	"errors"
	"fmt"
)

// AppError has a code.
type AppError struct {
	Code     int
	Msg      string
	RawError error
}

// Response is the answer.
type Response struct {
	Code  int    `json:"code"`
	Data  any    `json:"data,omitempty"`
	Msg   string `json:"msg"`
	Error string `json:"error,omitempty"`
}

const (
	// CodeNotSet is sent where there is no other.
	CodeNotSet = -1
	// CodeNotFound is said in three digits.
	CodeNotFound = 404
	/* CodeConflict = 410, in a comment */
	CodeConflict = 409 // and not 408
)

const CodeParamErr = 40001

const (
	CodeSignExpired   = 40_005
	CodeLockConflict  = 0x9C89
	CodeTooManyUris   = int(CodeLockConflict) + 1
	CodeDBError       = 5e4 + 1
	CodeEncryptError  = 0b1100001101010010
	CodeIOFailed      = 0o141524
	CodeBatchSourceSize = (CodeParamErr + 2*6 + 1)
)

// NewError is the first of the raisers.
func NewError(code int, msg string, err error) AppError {
	return AppError{Code: code, Msg: msg, RawError: err}
}

func (err AppError) Error() string {
	if err.RawError != nil {
		return fmt.Sprintf("%s: %s", err.Msg, err.RawError.Error())
	}
	return err.Msg
}

// WithMsg takes a message alone.
func (err AppError) WithMsg(msg string) AppError {
	return AppError{err.Code, msg, err.RawError}
}

// DBErr has a code of its own, and a message where it is given none.
func DBErr(c context.Context, msg string, err error) Response {
	if msg == "" {
		msg = "the database is away"
	}
	return ErrWithDetails(c, CodeDBError, msg, err)
}

// ParamErr has a code of its own.
func ParamErr(c context.Context, msg string, err error) Response {
	return ErrWithDetails(c, CodeParamErr, msg, err)
}

// ErrWithDetails makes the answer.
func ErrWithDetails(c context.Context, errCode int, msg string, err error) Response {
	res := Response{
		Code: errCode,
		Msg:  msg,
	}
	var appError AppError
	if errors.As(err, &appError) {
		res.Code = appError.Code
		res.Msg = appError.Msg
	}
	return res
}

// Err has neither.
func Err(c context.Context, err error) Response {
	return ErrWithDetails(c, CodeNotSet, "not sent with a code", err)
}
