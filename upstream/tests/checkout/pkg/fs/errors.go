package fs

import . "example.org/files/v4/pkg/serializer"

const noFile = "file " + notThere

const notThere = `"not" there`

var (
	ErrNotFound = NewError(CodeNotFound, noFile, nil)
	// ErrLocked = NewError(CodeConflict, "in a comment", nil)
	ErrLocked = NewError(
		CodeLockConflict, // which one
		"locked by somebody",
		nil,
	)
	errTable = []AppError{
		{CodeIOFailed, "disk on fire", nil},
		{Code: CodeIOFailed, Msg: "disk under water"},
	}
)
